using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Forum.Hosting.Store;

namespace Forum.Scheduling.Floors;

/// <summary>
/// The text of a statement in one language, as its delegation deposited it. A text may name people: it is kept here, beside the streams, with the delegation whose it is,
/// and goes when the inscription is withdrawn.
/// </summary>
/// <param name="Id">Inscription and language.</param>
/// <param name="DelegationId">Null for an office that opens.</param>
/// <param name="Language">ISO 639-1.</param>
/// <param name="MediaType">As its content shows.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Hash">SHA-256 of the content, lower-case hexadecimal.</param>
/// <param name="DepositedAt">On the edition's clock.</param>
public sealed record StatementText(
    string Id, Guid InscriptionId, Guid EditionId, Guid? DelegationId, string Language, string MediaType, int Length, string Hash, DateTimeOffset DepositedAt, byte[] Content)
{
    /// <summary>In bytes.</summary>
    public const int Largest = 5 * 1024 * 1024;

    internal static string IdOf(Guid inscriptionId, string language) => $"{inscriptionId:N}/{language}";
}

/// <summary>The forms in which a text is taken; the content says which it is, whatever the sender calls it.</summary>
internal static class TextForm
{
    public const string Pdf = "application/pdf", Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Plain = "text/plain";

    /// <summary>More parts than any text has.</summary>
    private const int MostParts = 2_000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly ImmutableDictionary<string, string> Extensions = ImmutableDictionary.CreateRange(
        StringComparer.Ordinal, [KeyValuePair.Create(Pdf, "pdf"), KeyValuePair.Create(Word, "docx"), KeyValuePair.Create(Plain, "txt")]);

    public static string ExtensionOf(string mediaType) => Extensions[mediaType];

    /// <summary>The media type of the content.</summary>
    /// <param name="said">What the sender calls it, without parameters.</param>
    /// <exception cref="Refusal">It is nothing that is taken, or not what the sender says it is.</exception>
    public static string Of(byte[] content, string? said)
    {
        var found = content.AsSpan() switch
        {
            [] => throw new Refusal("text-empty", "The text is empty."),
            var bytes when bytes.StartsWith("%PDF-"u8) => bytes[^Math.Min(bytes.Length, 1024)..].IndexOf("%%EOF"u8) < 0
                ? throw new Refusal("text-broken", "The PDF file has no end: it was not sent whole.")
                : Pdf,
            var bytes when bytes.StartsWith("PK\u0003\u0004"u8) => IsWord(content) ? Word : throw NotTaken(),
            _ => IsPlain(content) ? Plain : throw NotTaken(),
        };
        return string.Equals(found, said, StringComparison.OrdinalIgnoreCase)
            ? found
            : throw new Refusal("text-not-what-it-says", $"The content is {found}. Send it under this Content-Type.", "Content-Type");
    }

    private static Refusal NotTaken() => new("text-form-unknown", "The text is neither a PDF file, nor a Word document (.docx), nor plain text in UTF-8.");

    private static bool IsWord(byte[] content)
    {
        try
        {
            // Only the directory is read: nothing is unpacked.
            using var parts = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            if (parts.Entries.Count > MostParts)
                return false;
            if (parts.Entries.Any(part => part.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
                throw new Refusal("text-has-macros", "The document carries macros. Save it without them, as .docx.");
            return parts.GetEntry("[Content_Types].xml") is not null && parts.GetEntry("word/document.xml") is not null;
        }
        catch (InvalidDataException)
        {
            throw new Refusal("text-broken", "The document cannot be opened: it was not sent whole.");
        }
    }

    private static bool IsPlain(byte[] content)
    {
        try
        {
            return !Utf8.GetString(content).Any(character => char.IsControl(character) && character is not ('\r' or '\n' or '\t' or '\f'));
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
