using System.Text;
using Forum.Hosting.Paper;
using Forum.Publishing.Documents;

namespace Forum.Publishing.Outputs;

/// <summary>A form in which every issued document is to be had.</summary>
/// <param name="Name">As it is asked for: <c>?format=</c>.</param>
/// <param name="Title">As a reader calls it.</param>
/// <param name="Extension">Of a file, without the dot.</param>
/// <param name="Layout">Raised whenever the same document looks different in this form, so that caches notice.</param>
/// <param name="Write">Makes the file. Nothing but the document goes into it.</param>
public sealed record DocumentForm(string Name, string Title, string MediaType, string Extension, string Layout, Func<IssuedDocument, byte[]> Write)
{
    /// <summary>A page, for who says nothing or takes anything.</summary>
    public static readonly DocumentForm Page = new(
        "html", "HTML", "text/html", "html", DocumentPage.Layout, document => Encoding.UTF8.GetBytes(DocumentPage.Of(document.Read(), document.ContentHash)))
    { Charset = "utf-8" };

    public static readonly DocumentForm Json = new("json", "JSON", "application/json", "json", "", document => Encoding.UTF8.GetBytes(document.WithHash()));

    /// <summary>In the order in which a reader who likes several alike is served.</summary>
    public static readonly IReadOnlyList<DocumentForm> All =
    [
        Page,
        Json,
        new("pdf", "PDF", "application/pdf", "pdf", "pdf-1", document => DocumentPdf.Of(document.Read(), document.ContentHash)) { IsWeak = true, IsMadeIn = TaggedPaper.CanSet },
        new("docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "docx-1", document => DocumentAsWord.Of(document.Read(), document.ContentHash)) { IsWeak = true },
        new("akn", "Akoma Ntoso", "application/akn+xml", "xml", "akn-1", document => DocumentAsAkomaNtoso.Of(document.Read(), document.ContentHash)),
        new("txt", "plain text", "text/plain", "txt", "txt-1", document => DocumentAsText.Of(document.Read(), document.ContentHash)) { Charset = "utf-8" },
    ];

    /// <summary>Null where the type has none.</summary>
    public string? Charset { get; init; }

    /// <summary>The same document may come in other bytes: names of fonts, times in an archive.</summary>
    public bool IsWeak { get; init; }

    /// <summary>Whether a document in a language can be had in this form.</summary>
    public Func<string, bool> IsMadeIn { get; init; } = static _ => true;

    public bool IsNotThePage => Name is not "html";

    public string ContentType => Charset is null ? MediaType : $"{MediaType}; charset={Charset}";

    public static DocumentForm? Find(string name) => All.FirstOrDefault(form => string.Equals(form.Name, name, StringComparison.Ordinal));
}
