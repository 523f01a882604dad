using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Forum.Hosting.Paper;
using Forum.Publishing.Documents;

namespace Forum.Publishing.Outputs;

/// <summary>
/// A document in Akoma Ntoso 3.0 (OASIS), as the profile of the United Nations has it: work, expression and manifestation have addresses of their own.
/// A chair's summary is a <c>doc</c>, never one of the types that tell of a text which was deliberated upon.
/// </summary>
public static class DocumentAsAkomaNtoso
{
    private static readonly XNamespace Akn = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
    private static readonly XNamespace Ours = "urn:forum:publishing:document";

    public static byte[] Of(ChairSummary document, string contentHash)
    {
        var words = DocumentWords.In(document.Language);
        var root = new XElement(
            Akn + "akomaNtoso",
            new XAttribute(XNamespace.Xmlns + "forum", Ours),
            new XElement(
                Akn + "doc",
                new XAttribute("name", "chairSummary"),
                new XAttribute("contains", "originalVersion"),
                Meta(document, contentHash),
                Preface(document, words),
                new XElement(Akn + "mainBody", new XAttribute(XNamespace.Xml + "lang", document.Language), document.Sections.Select(section => Section(document, section, words)))));
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = false, NewLineChars = "\n" }))
            new XDocument(root).Save(writer);
        return bytes.ToArray();
    }

    private static XElement Meta(ChairSummary document, string contentHash)
    {
        var date = document.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        // The symbol names the work in every language; organ and number are in it.
        var work = $"/akn/un/doc/chairSummary/{date}/{document.Symbol.Replace('/', '-').ToLowerInvariant()}";
        var expression = $"{work}/{DocumentWords.ThreeLetters(document.Language)}@{date}";
        return new XElement(
            Akn + "meta",
            new XElement(
                Akn + "identification",
                new XAttribute("source", "#secretariat"),
                new XElement(
                    Akn + "FRBRWork",
                    Core(work, "", date, "Issue", "#chair"),
                    Value("FRBRcountry", "un"),
                    Value("FRBRsubtype", "chairSummary"),
                    Value("FRBRnumber", document.Symbol),
                    Value("FRBRname", Printable.Line(document.Title)),
                    // It binds nobody.
                    Value("FRBRprescriptive", "false"),
                    Value("FRBRauthoritative", "false")),
                new XElement(
                    Akn + "FRBRExpression",
                    Core(expression, "", date, "Issue", "#chair"),
                    new XElement(Akn + "FRBRlanguage", new XAttribute("language", DocumentWords.ThreeLetters(document.Language))),
                    document.Language == document.OriginalLanguage ? null : new XElement(
                        Akn + "FRBRtranslation",
                        new XAttribute("href", $"{work}/{DocumentWords.ThreeLetters(document.OriginalLanguage)}@{date}/!main"),
                        new XAttribute("fromLanguage", DocumentWords.ThreeLetters(document.OriginalLanguage)),
                        new XAttribute("by", "#secretariat"),
                        new XAttribute("authoritative", "false"))),
                new XElement(
                    Akn + "FRBRManifestation",
                    Core(expression, ".xml", date, "Issue", "#secretariat"),
                    Value("FRBRformat", "application/akn+xml"))),
            new XElement(
                Akn + "references",
                new XAttribute("source", "#secretariat"),
                Named("TLCOrganization", "secretariat", "/akn/ontology/organization/un/secretariat", "The secretariat of the forum"),
                Named("TLCRole", "chair", "/akn/ontology/role/un/chair", "The chair of the forum"),
                // What the quantities in the text refer to.
                document.Figures.Where(figure => figure.Value is not null).Select(figure => Named("TLCConcept", figure.Name, $"/akn/ontology/concept/un/{figure.Name}", figure.Label))),
            new XElement(
                Akn + "proprietary",
                new XAttribute("source", "#secretariat"),
                new XElement(Ours + "contentHash", new XAttribute("algorithm", "SHA-256"), contentHash),
                document.ParentSymbol is { } parent ? new XElement(Ours + "parent", new XAttribute("kind", document.DocumentKind), parent) : null,
                document.Changes.Select(change => new XElement(Ours + "change", new XAttribute("place", document.PlaceOf(change)), new XElement(Ours + "before", Printable.Line(change.Before)), new XElement(Ours + "after", Printable.Line(change.After)))),
                document.Figures.Select(figure => new XElement(
                    Ours + "figure",
                    new XAttribute("name", figure.Name),
                    new XAttribute("label", figure.Label),
                    figure.Value is { } value ? new XAttribute("value", value.ToString("0.##", CultureInfo.InvariantCulture)) : new XAttribute("unknown", Printable.Line(figure.Unknown)),
                    new XAttribute("events", figure.EvidenceCount())))));
    }

    private static IEnumerable<XElement> Core(string address, string extension, string date, string what, string author) =>
    [
        Value("FRBRthis", $"{address}/!main{extension}"),
        Value("FRBRuri", $"{address}{extension}"),
        new XElement(Akn + "FRBRdate", new XAttribute("date", date), new XAttribute("name", what)),
        new XElement(Akn + "FRBRauthor", new XAttribute("href", author)),
    ];

    private static XElement Value(string name, string value) => new(Akn + name, new XAttribute("value", value));

    private static XElement Named(string kind, string id, string address, string name) =>
        new(Akn + kind, new XAttribute("eId", id), new XAttribute("href", address), new XAttribute("showAs", name));

    private static XElement Preface(ChairSummary document, DocumentWords words) => new(
        Akn + "preface",
        Line(new XElement(Akn + "docNumber", document.Symbol)),
        Line(new XElement(Akn + "docDate", new XAttribute("date", document.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), words.Of(document.Date))),
        words.Standing(document) is { } standing ? Line(standing) : null,
        Line(Printable.Line(document.Edition.Title)),
        Line(Printable.Line($"{document.Edition.Venue}, {words.Of(document.Edition.StartsOn, document.Edition.EndsOn)}")),
        Line(new XElement(Akn + "docTitle", Printable.Line(document.Title))),
        Line(new XElement(Akn + "docStatus", Printable.Line(document.Status))),
        document.StatusNote is { } note ? Line(Printable.Line(note)) : null);

    private static XElement Line(object content) => new(Akn + "p", content);

    private static XElement Section(ChairSummary document, PrintedSection section, DocumentWords words)
    {
        var id = $"sec_{section.Number}";
        return new XElement(
            Akn + "section",
            new XAttribute("eId", id),
            new XElement(Akn + "num", $"{DocumentPage.Roman(section.Number)}."),
            new XElement(Akn + "heading", section.Heading is { } heading ? Printable.Line(heading) : new XElement(Akn + "omissis", $"({words.HeadingNotInSource})")),
            section.Paragraphs.Select(paragraph => Paragraph(document, paragraph, words)));
    }

    private static XElement Paragraph(ChairSummary document, PrintedParagraph paragraph, DocumentWords words)
    {
        var (before, after) = paragraph.Gaps(words);
        var content = new XElement(Akn + "p");
        if (before is not null)
            content.Add(new XElement(Akn + "omissis", Printable.Line(before)), paragraph.Runs.Count > 0 ? " " : null);
        foreach (var (index, run) in paragraph.Runs.Index())
            content.Add(Inline(document, paragraph.Number, index, run));
        if (after is not null)
            content.Add(" ", new XElement(Akn + "omissis", Printable.Line(after)));
        return new XElement(
            Akn + "paragraph",
            // Paragraphs are numbered through the whole document, so that their address is the same in every section.
            new XAttribute("eId", $"para_{paragraph.Number}"),
            new XElement(Akn + "num", $"{paragraph.Number}."),
            new XElement(Akn + "content", content));
    }

    private static XNode Inline(ChairSummary document, int paragraph, int index, Run run)
    {
        var text = Printable.Text(run.Text).Replace('\n', ' ');
        if (run.Paragraph is { } number)
            return new XElement(Akn + "ref", new XAttribute("eId", $"para_{paragraph}__ref_{index + 1}"), new XAttribute("href", $"#para_{number}"), text);
        return document.Figures.FirstOrDefault(figure => figure.Name == run.Figure) is { Value: { } value }
            ? new XElement(Akn + "quantity", new XAttribute("eId", $"para_{paragraph}__quantity_{index + 1}"), new XAttribute("refersTo", $"#{run.Figure}"), new XAttribute("normalized", value.ToString("0.##", CultureInfo.InvariantCulture)), text)
            : new XText(text);
    }
}
