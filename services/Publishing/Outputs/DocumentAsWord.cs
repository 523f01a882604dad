using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Forum.Hosting.Paper;
using Forum.Publishing.Documents;
using Paragraph = DocumentFormat.OpenXml.Wordprocessing.Paragraph;
using Run = DocumentFormat.OpenXml.Wordprocessing.Run;
using SpokenLanguages = DocumentFormat.OpenXml.Wordprocessing.Languages;
using TextDirection = Forum.Publishing.Languages.TextDirection;

namespace Forum.Publishing.Outputs;

/// <summary>
/// A document for word processors. Titles and headings are such by their styles, so that they can be listed and read by ear; the numbers of paragraphs are written
/// and not counted, for they never change; Arabic is set from right to left.
/// </summary>
public static class DocumentAsWord
{
    private const string TitleStyle = "Title", SectionStyle = "Heading1", PartStyle = "Heading2", NoteStyle = "Note", NumbersStyle = "Numbers";

    public static byte[] Of(ChairSummary document, string contentHash)
    {
        var words = DocumentWords.In(document.Language);
        var writing = new Writing(document.Direction is TextDirection.RightToLeft);
        using var bytes = new MemoryStream();
        using (var package = WordprocessingDocument.Create(bytes, WordprocessingDocumentType.Document))
        {
            var about = package.PackageProperties;
            about.Title = Printable.Line($"{document.Symbol}: {document.Title}");
            about.Subject = Printable.Line(document.Edition.Title);
            about.Creator = "The secretariat";
            about.Language = document.Language;
            about.Created = about.Modified = document.Date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            var main = package.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = Styles(document.Language);
            main.AddNewPart<DocumentSettingsPart>().Settings = new Settings(new Compatibility(
                new CompatibilitySetting { Name = CompatSettingNameValues.CompatibilityMode, Uri = "http://schemas.microsoft.com/office/word", Val = "15" }));
            var header = main.AddNewPart<HeaderPart>();
            header.Header = new Header(writing.Line(document.Symbol));
            var footer = main.AddNewPart<FooterPart>();
            footer.Footer = new Footer(new Paragraph(
                new ParagraphProperties(new Justification { Val = JustificationValues.Center }), new SimpleField(new Run(new Text("1"))) { Instruction = " PAGE " }));
            var section = new SectionProperties(
                new HeaderReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(header) },
                new FooterReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(footer) },
                // A4, in twentieths of a point.
                new PageSize { Width = 11906, Height = 16838 },
                new PageMargin { Top = 1247, Right = 1247, Bottom = 1247, Left = 1247, Header = 708, Footer = 708, Gutter = 0 });
            if (writing.FromRight)
                section.Append(new BiDi());
            main.Document = new Document(new Body([.. Elements(document, contentHash, words, writing), section]));
        }

        return bytes.ToArray();
    }

    private static IEnumerable<OpenXmlElement> Elements(ChairSummary document, string contentHash, DocumentWords words, Writing writing)
    {
        yield return writing.Line($"{document.Symbol}    {words.Of(document.Date)}    {words.Original}: {words.Name(document.OriginalLanguage)}");
        if (words.Standing(document) is { } standing)
            yield return writing.Line(standing);
        yield return writing.Line($"{document.Edition.Title}. {document.Edition.Venue}, {words.Of(document.Edition.StartsOn, document.Edition.EndsOn)}");
        yield return writing.Line(document.Title, TitleStyle);
        yield return writing.Line(document.Status);
        if (document.StatusNote is { } note)
            yield return writing.Line(note, NoteStyle);
        foreach (var section in document.Sections)
        {
            yield return writing.Line(document.HeadingOf(section, words), SectionStyle);
            foreach (var paragraph in section.Paragraphs)
                yield return Numbered(document, paragraph, words, writing);
        }

        foreach (var element in Changes(document, words, writing).Concat(Annex(document, words, writing)))
            yield return element;
        yield return writing.Line($"{words.ContentHash} (SHA-256): {contentHash}", NoteStyle);
    }

    private static Paragraph Numbered(ChairSummary document, PrintedParagraph paragraph, DocumentWords words, Writing writing)
    {
        var (before, after) = paragraph.Gaps(words);
        var mark = new BookmarkStart { Id = Id(paragraph.Number), Name = $"para_{paragraph.Number}" };
        List<OpenXmlElement> runs = [mark, writing.Text($"{paragraph.Number}. "), new BookmarkEnd { Id = mark.Id!.Value }];
        if (before is not null)
            runs.Add(writing.Text($"{before} ", new Italic()));
        foreach (var run in paragraph.Runs)
        {
            var text = writing.Text(run.Text);
            var target = run.Paragraph is { } number ? $"para_{number}" : document.Figures.Any(figure => figure.Name == run.Figure) ? $"figure_{run.Figure}" : null;
            runs.Add(target is null ? text : new Hyperlink(text) { Anchor = target, History = true });
        }

        if (after is not null)
            runs.Add(writing.Text($" {after}", new Italic()));
        return writing.Paragraph(null, runs);
    }

    private static IEnumerable<OpenXmlElement> Changes(ChairSummary document, DocumentWords words, Writing writing)
    {
        if (document.Changes.Count == 0)
            yield break;
        yield return writing.Line(words.Changes, SectionStyle);
        foreach (var change in document.Changes)
        {
            yield return writing.Paragraph(
                null,
                [
                    writing.Text($"{document.PlaceOf(change)}: "),
                    .. change.Words.Select(part => part.Change switch
                    {
                        WordChange.Removed => writing.Text(part.Text, new Strike()),
                        WordChange.Added => writing.Text(part.Text, new Underline { Val = UnderlineValues.Single }),
                        _ => writing.Text(part.Text),
                    }),
                ]);
        }
    }

    /// <summary>What was counted is told in English.</summary>
    private static IEnumerable<OpenXmlElement> Annex(ChairSummary document, DocumentWords words, Writing writing)
    {
        yield return writing.Line(words.Figures, SectionStyle);
        var english = new Writing(FromRight: false);
        yield return Table(
            "Figures as they stood when the document was issued",
            ["Figure", "Value", "How it was counted", "Events"],
            [3000, 1600, 3800, 1000],
            document.Figures.Select((figure, index) => (Mark: (BookmarkStart?)new BookmarkStart { Id = Id(10_000 + index), Name = $"figure_{figure.Name}" }, Cells: (string[])[figure.Label, figure.InWords(), figure.Derivation, Number(figure.EvidenceCount())])));
        foreach (var breakdown in document.Breakdowns)
        {
            yield return english.Line(breakdown.Label, PartStyle);
            yield return Table(breakdown.Label, ["Of whom", "Number"], [6400, 3000], breakdown.Parts.Select(part => ((BookmarkStart?)null, (string[])[part.Label, Number(part.Value)])));
        }
    }

    private static Table Table(string caption, string[] head, int[] widths, IEnumerable<(BookmarkStart? Mark, string[] Cells)> rows)
    {
        var english = new Writing(FromRight: false);
        return new Table(
        [
            new TableProperties(
                new TableStyle { Val = NumbersStyle },
                new TableWidth { Width = "5000", Type = TableWidthUnitValues.Pct },
                new TableLook { FirstRow = true, NoHorizontalBand = true, NoVerticalBand = true },
                new TableCaption { Val = caption }),
            new TableGrid(widths.Select(width => new GridColumn { Width = Number(width) })),
            new TableRow([new TableRowProperties(new CantSplit(), new TableHeader()), .. head.Select(cell => new TableCell(english.Paragraph(null, [english.Text(cell, new Bold())])))]),
            .. rows.Select(row => new TableRow([new TableRowProperties(new CantSplit()), .. row.Cells.Select((cell, column) => new TableCell(english.Paragraph(null, Marked(column == 0 ? row.Mark : null, english.Text(cell)))))])),
        ]);
    }

    private static IEnumerable<OpenXmlElement> Marked(BookmarkStart? mark, Run text) => mark is null ? [text] : [mark, text, new BookmarkEnd { Id = mark.Id!.Value }];

    private static string Id(int number) => Number(number);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Makes lines that run in one direction.</summary>
    private sealed record Writing(bool FromRight)
    {
        public Paragraph Line(string text, string? style = null) => Paragraph(style, [Text(text)]);

        public Paragraph Paragraph(string? style, IEnumerable<OpenXmlElement> runs)
        {
            var properties = new ParagraphProperties();
            if (style is not null)
                properties.ParagraphStyleId = new ParagraphStyleId { Val = style };
            if (FromRight)
                properties.BiDi = new BiDi();
            return new Paragraph([properties, .. runs]);
        }

        public Run Text(string text, OpenXmlElement? look = null)
        {
            var properties = new RunProperties();
            if (look is not null)
                properties.Append(look);
            if (FromRight)
                properties.RightToLeftText = new RightToLeftText();
            return new Run(properties, new Text(Printable.Text(text).Replace('\n', ' ')) { Space = SpaceProcessingModeValues.Preserve });
        }
    }

    private static Styles Styles(string language) => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = "Times New Roman", HighAnsi = "Times New Roman", ComplexScript = "Times New Roman", EastAsia = "SimSun" },
                new FontSize { Val = "21" },
                new FontSizeComplexScript { Val = "21" },
                new SpokenLanguages { Val = language is "ar" or "zh" ? "en-GB" : language, EastAsia = "zh-CN", Bidi = "ar-SA" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "120", Line = "259", LineRule = LineSpacingRuleValues.Auto }))),
        new Style(new StyleName { Val = "Normal" }, new PrimaryStyle()) { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true },
        Heading(TitleStyle, "Title", null, "36", before: "240"),
        Heading(SectionStyle, "heading 1", 0, "28", before: "360"),
        Heading(PartStyle, "heading 2", 1, "24", before: "240"),
        new Style(new StyleName { Val = NoteStyle }, new BasedOn { Val = "Normal" }, new PrimaryStyle(), new StyleRunProperties(new Italic()))
        { Type = StyleValues.Paragraph, StyleId = NoteStyle, CustomStyle = true },
        new Style(
            new StyleName { Val = NumbersStyle },
            new StyleTableProperties(new TableBorders(
                new TopBorder { Val = BorderValues.Single, Size = 4 },
                new BottomBorder { Val = BorderValues.Single, Size = 4 },
                new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 })))
        { Type = StyleValues.Table, StyleId = NumbersStyle, CustomStyle = true });

    private static Style Heading(string id, string name, int? level, string size, string before)
    {
        var paragraph = new StyleParagraphProperties(new KeepNext(), new KeepLines(), new SpacingBetweenLines { Before = before, After = "120" });
        if (level is { } outline)
            paragraph.Append(new OutlineLevel { Val = outline });
        return new Style(
            new StyleName { Val = name },
            new BasedOn { Val = "Normal" },
            new NextParagraphStyle { Val = "Normal" },
            new PrimaryStyle(),
            paragraph,
            new StyleRunProperties(new Bold(), new BoldComplexScript(), new FontSize { Val = size }, new FontSizeComplexScript { Val = size }))
        { Type = StyleValues.Paragraph, StyleId = id };
    }
}
