using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Forum.Registration.ListsOfParticipants;

/// <summary>The list as a Word document: titles and headings are such by their styles, so that they can be listed and read by ear.</summary>
public static class ListAsDocument
{
    private const string Language = "en-GB";
    private const string TitleStyle = "Title", PartStyle = "Heading1", DelegationStyle = "Heading2", RoleStyle = "Role", PersonStyle = "Person", NoteStyle = "Note", CountsStyle = "Counts";

    public static byte[] Of(PrintedList list)
    {
        using var bytes = new MemoryStream();
        using (var document = WordprocessingDocument.Create(bytes, WordprocessingDocumentType.Document))
        {
            Describe(document, list);
            var main = document.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = Styles();
            main.AddNewPart<DocumentSettingsPart>().Settings = new Settings(new Compatibility(
                new CompatibilitySetting { Name = CompatSettingNameValues.CompatibilityMode, Uri = "http://schemas.microsoft.com/office/word", Val = "15" }));
            var header = main.AddNewPart<HeaderPart>();
            header.Header = new Header(Line(list.Symbol));
            var footer = main.AddNewPart<FooterPart>();
            footer.Footer = new Footer(new Paragraph(
                new ParagraphProperties(new Justification { Val = JustificationValues.Center }),
                new SimpleField(Text("1")) { Instruction = " PAGE " }));
            WriteBody(main, list, main.GetIdOfPart(header), main.GetIdOfPart(footer));
        }

        return bytes.ToArray();
    }

    private static void Describe(WordprocessingDocument document, PrintedList list)
    {
        var about = document.PackageProperties;
        about.Title = $"{list.Symbol}: {list.Title()}";
        about.Subject = list.Edition.Title;
        about.Creator = "The secretariat";
        about.Language = list.Language;
        about.Created = about.Modified = list.Date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
    }

    private static void WriteBody(MainDocumentPart main, PrintedList list, string header, string footer)
    {
        using var writer = OpenXmlWriter.Create(main);
        writer.WriteStartElement(new Document());
        writer.WriteStartElement(new Body());
        foreach (var element in Elements(list))
            writer.WriteElement(element);
        writer.WriteElement(new SectionProperties(
            new HeaderReference { Type = HeaderFooterValues.Default, Id = header },
            new FooterReference { Type = HeaderFooterValues.Default, Id = footer },
            // A4, in twentieths of a point.
            new PageSize { Width = 11906, Height = 16838 },
            new PageMargin { Top = 1247, Right = 1247, Bottom = 1247, Left = 1247, Header = 708, Footer = 708, Gutter = 0 }));
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static IEnumerable<OpenXmlElement> Elements(PrintedList list)
    {
        yield return Line($"{list.Symbol}    {ListWords.Day(list.Date)}    Original: English");
        yield return Line(list.Title(), TitleStyle);
        yield return Line(list.Edition.Title);
        yield return Line($"{list.Edition.Venue}, {ListWords.Days(list.Edition)}");
        if (list.Edition.Rehearsal)
            yield return Line(PrintedList.OfARehearsal, NoteStyle);
        if (list.Note is { } note)
            yield return Line(note, NoteStyle);
        yield return Counts(list);
        foreach (var element in Changes(list.Changes))
            yield return element;
        foreach (var part in list.Parts)
        {
            yield return Line(part.Heading, PartStyle);
            foreach (var delegation in part.Delegations)
            {
                yield return Line(delegation.Name, DelegationStyle);
                foreach (var element in People(delegation))
                    yield return element;
            }
        }

        yield return Line($"Content hash (SHA-256): {list.ContentHash}", NoteStyle);
    }

    private static IEnumerable<OpenXmlElement> People(PrintedDelegation delegation)
    {
        foreach (var (heading, people) in delegation.ByRole())
        {
            yield return Line(heading, RoleStyle);
            foreach (var person in people)
            {
                yield return person.Name is { } name
                    ? Styled(PersonStyle, Bold(name), new Run(new Break()), Text(person.Title ?? ""))
                    : Line(PrintedList.NameRemoved, PersonStyle);
            }
        }
    }

    private static IEnumerable<OpenXmlElement> Changes(ListChanges? changes)
    {
        if (changes is null)
            yield break;
        yield return Line("Changes", PartStyle);
        yield return Line(ListWords.Changes(changes));
        foreach (var delegation in changes.Delegations)
            yield return Line($"{delegation.Name}: {ListWords.Change(delegation)}", PersonStyle);
    }

    private static Table Counts(PrintedList list) => new(
        [
            new TableProperties(
                new TableStyle { Val = CountsStyle },
                new TableWidth { Width = "5000", Type = TableWidthUnitValues.Pct },
                new TableLook { FirstRow = true, NoHorizontalBand = true, NoVerticalBand = true },
                new TableCaption { Val = "How many there were" }),
            new TableGrid(new GridColumn { Width = "3800" }, new GridColumn { Width = "5600" }),
            new TableRow(new TableRowProperties(new CantSplit(), new TableHeader()), Cell(Bold("Of what")), Cell(Bold("Number"))),
            .. ListWords.Counts(list).Select(count => new TableRow(new TableRowProperties(new CantSplit()), Cell(Text(count.What)), Cell(Text(count.HowMany)))),
        ]);

    private static TableCell Cell(Run run) => new(new Paragraph(run));

    private static Paragraph Line(string text, string? style = null) => style is null ? new Paragraph(Text(text)) : Styled(style, Text(text));

    private static Paragraph Styled(string style, params IEnumerable<Run> runs) =>
        new([new ParagraphProperties(new ParagraphStyleId { Val = style }), .. runs]);

    private static Run Text(string text) => new(new Text(text) { Space = SpaceProcessingModeValues.Preserve });

    private static Run Bold(string text) => new(new RunProperties(new Bold()), new Text(text) { Space = SpaceProcessingModeValues.Preserve });

    private static Styles Styles() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = "Times New Roman", HighAnsi = "Times New Roman", ComplexScript = "Times New Roman", EastAsia = "SimSun" },
                new FontSize { Val = "21" },
                new FontSizeComplexScript { Val = "21" },
                new Languages { Val = Language, EastAsia = "zh-CN", Bidi = "ar-SA" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "80", Line = "259", LineRule = LineSpacingRuleValues.Auto }))),
        new Style(new StyleName { Val = "Normal" }, new PrimaryStyle()) { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true },
        Heading(TitleStyle, "Title", null, "40", before: "240"),
        Heading(PartStyle, "heading 1", 0, "30", before: "400"),
        Heading(DelegationStyle, "heading 2", 1, "24", before: "280"),
        new Style(
            new StyleName { Val = RoleStyle },
            new BasedOn { Val = "Normal" },
            new PrimaryStyle(),
            new StyleParagraphProperties(new KeepNext(), new SpacingBetweenLines { Before = "80", After = "20" }),
            new StyleRunProperties(new Italic()))
        { Type = StyleValues.Paragraph, StyleId = RoleStyle, CustomStyle = true },
        new Style(
            new StyleName { Val = PersonStyle },
            new BasedOn { Val = "Normal" },
            new PrimaryStyle(),
            new StyleParagraphProperties(new KeepLines(), new SpacingBetweenLines { After = "60" }, new Indentation { Left = "360" }))
        { Type = StyleValues.Paragraph, StyleId = PersonStyle, CustomStyle = true },
        new Style(new StyleName { Val = NoteStyle }, new BasedOn { Val = "Normal" }, new PrimaryStyle(), new StyleRunProperties(new Italic()))
        { Type = StyleValues.Paragraph, StyleId = NoteStyle, CustomStyle = true },
        new Style(
            new StyleName { Val = CountsStyle },
            new StyleTableProperties(new TableBorders(
                new TopBorder { Val = BorderValues.Single, Size = 4 },
                new BottomBorder { Val = BorderValues.Single, Size = 4 },
                new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 })))
        { Type = StyleValues.Table, StyleId = CountsStyle, CustomStyle = true });

    private static Style Heading(string id, string name, int? level, string size, string before)
    {
        var paragraph = new StyleParagraphProperties(new KeepNext(), new KeepLines(), new SpacingBetweenLines { Before = before, After = "80" });
        if (level is { } outline)
            paragraph.Append(new OutlineLevel { Val = outline });
        return new Style(
            new StyleName { Val = name },
            new BasedOn { Val = "Normal" },
            new NextParagraphStyle { Val = "Normal" },
            new PrimaryStyle(),
            paragraph,
            new StyleRunProperties(new Bold(), new FontSize { Val = size }, new FontSizeComplexScript { Val = size }))
        { Type = StyleValues.Paragraph, StyleId = id };
    }
}
