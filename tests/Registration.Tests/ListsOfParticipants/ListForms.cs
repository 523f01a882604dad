using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Forum.Registration.Delegations;
using Forum.Registration.ListsOfParticipants;
using Microsoft.VisualBasic.FileIO;
using static Forum.Registration.Tests.ListsOfParticipants.Samples;
using Book = DocumentFormat.OpenXml.Spreadsheet;
using Word = DocumentFormat.OpenXml.Wordprocessing;

namespace Forum.Registration.Tests.ListsOfParticipants;

/// <summary>A list with everything that can be in one.</summary>
internal static class FullList
{
    public const string Hostile = "<b>\"Quoted\"</b> & sons, \u0001Ltd.";

    public static PrintedList Printed { get; } = Build();

    private static PrintedList Build()
    {
        var first = Issue(delegations: [Delegation("NOR"), Delegation("FRA")]);
        var list = Issue(
            Again with { Note = "An illustrative allocation." },
            [
                Delegation("CIV", members: [Story.Member(DelegationRole.Representative), Story.Member(DelegationRole.Representative), Story.Member(DelegationRole.Adviser)]),
                Delegation("FRA"),
                Delegation("VAT", ParticipantCategory.ObserverState),
                Delegation("NGO-1", ParticipantCategory.Ngo, Hostile),
            ],
            After(first),
            first);
        return Print(list with { Edition = list.Edition with { Rehearsal = true } }, list.Delegations[1].People[0].PersonId);
    }
}

public sealed class R9_The_list_as_a_page
{
    private static readonly string Html = ListAsPage.Of(FullList.Printed);
    private static readonly IDocument Page = Parse(Html);

    [Fact]
    public void it_is_HTML_without_an_error() => Parse(Html);

    [Fact]
    public void it_has_language_title_and_landmarks()
    {
        Page.DocumentElement.GetAttribute("lang").ShouldBe("en");
        Page.Title.ShouldBe("A/INF/61/4/Rev.1: Provisional list of participants");
        foreach (var landmark in new[] { "header", "main", "nav[aria-label]", "footer", "h1" })
            Page.QuerySelectorAll(landmark).Length.ShouldBe(1, landmark);
        Page.QuerySelector("a.skip")!.GetAttribute("href").ShouldBe("#text");
    }

    [Fact]
    public void headings_go_down_step_by_step()
    {
        var levels = Page.QuerySelectorAll("h1,h2,h3").Select(heading => heading.TagName[1] - '0').ToArray();
        levels[0].ShouldBe(1);
        foreach (var (before, after) in levels.Zip(levels.Skip(1)))
            (after - before).ShouldBeLessThanOrEqualTo(1);
        Page.QuerySelectorAll("h3").Select(heading => heading.TextContent).ShouldBe(["Côte d'Ivoire", "France", "Holy See", FullList.Hostile.Replace("\u0001", "", StringComparison.Ordinal)]);
    }

    [Fact]
    public void every_link_within_it_leads_somewhere_and_no_id_stands_twice()
    {
        Page.QuerySelectorAll("[id]").Select(element => element.Id).ShouldBeUnique();
        Page.QuerySelectorAll("a[href^='#']").Select(link => link.GetAttribute("href")![1..]).ShouldAllBe(id => Page.GetElementById(id) != null);
        Page.QuerySelectorAll("[aria-labelledby]").Select(part => part.GetAttribute("aria-labelledby")!).ShouldAllBe(id => Page.GetElementById(id) != null);
    }

    [Fact]
    public void roles_are_terms_and_people_what_they_stand_for()
    {
        Page.QuerySelectorAll("#of-CIV + dl > dt").Select(term => term.TextContent).ShouldBe(["Head of delegation", "Representatives", "Adviser"]);
        Page.QuerySelectorAll("#of-CIV + dl > dd").Length.ShouldBe(4);
        Page.QuerySelector("#of-FRA + dl > dd")!.TextContent.ShouldBe("(name removed)");
    }

    [Fact]
    public void it_says_how_many_and_what_is_not_known()
    {
        var rows = Page.QuerySelectorAll("table tbody tr").Select(row => (row.QuerySelector("th[scope=row]")!.TextContent, row.QuerySelector("td")!.TextContent)).ToArray();
        rows[..2].ShouldBe([("Delegations registered", "4"), ("People registered", "7")]);
        rows[2].Item2.ShouldStartWith("not known: ");
        rows[3].Item2.ShouldStartWith("not known: ");
    }

    [Fact]
    public void it_says_what_changed_and_how_it_came_about()
    {
        Page.QuerySelector("#changes + p")!.TextContent.ShouldContain("Since A/INF/61/4: delegations added 3, withdrawn 1; heads changed 1;");
        Page.QuerySelector("aside")!.TextContent.ShouldBe("An illustrative allocation.");
        Page.Body!.TextContent.ShouldContain("Issued in a rehearsal of the edition.");
    }

    [Fact]
    public void its_policy_lets_in_its_own_style_and_nothing_else()
    {
        Page.QuerySelectorAll("script,img,link,iframe,[style]").ShouldBeEmpty();
        var style = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Page.QuerySelector("style")!.TextContent)));
        ListAsPage.ContentSecurityPolicy.ShouldContain($"style-src 'sha256-{style}'");
    }

    [Fact]
    public void no_text_becomes_markup() => Page.QuerySelectorAll("b").ShouldBeEmpty();

    private static AngleSharp.Html.Dom.IHtmlDocument Parse(string html) => new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(html);
}

public sealed class R9_The_list_as_a_document
{
    [Fact]
    public void the_validator_finds_nothing() => With(FullList.Printed, document => Validated.Errors(document).ShouldBeEmpty());

    [Fact]
    public void the_simplest_list_is_valid_too() => With(Naming("Somebody"), document => Validated.Errors(document).ShouldBeEmpty());

    [Fact]
    public void it_has_title_and_language() => With(FullList.Printed, document =>
    {
        document.PackageProperties.Title.ShouldBe("A/INF/61/4/Rev.1: Provisional list of participants");
        document.PackageProperties.Language.ShouldBe("en");
        document.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Descendants<Word.Languages>().First().Val!.Value.ShouldBe("en-GB");
    });

    [Fact]
    public void its_headings_are_headings() => With(FullList.Printed, document =>
    {
        Styled(document, "Title").ShouldBe(["Provisional list of participants"]);
        Styled(document, "Heading1").ShouldBe(["Changes", "Member States", "Observer States", "Non-governmental organizations"]);
        Styled(document, "Heading2").Take(3).ShouldBe(["Côte d'Ivoire", "France", "Holy See"]);
        var styles = document.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Elements<Word.Style>().ToDictionary(style => style.StyleId!.Value!);
        styles["Heading1"].StyleName!.Val!.Value.ShouldBe("heading 1", "by that name every reader knows it");
        styles["Heading2"].Descendants<Word.OutlineLevel>().Single().Val!.Value.ShouldBe(1);
        document.MainDocumentPart.Document!.Descendants<Word.TableHeader>().Count().ShouldBe(1);
    });

    [Fact]
    public void everybody_is_in_it_and_a_removed_name_is_not() => With(FullList.Printed, document =>
    {
        var people = Styled(document, "Person").ToArray();
        people.Count(text => text.StartsWith("Name of", StringComparison.Ordinal)).ShouldBe(6);
        people.Count(text => text == "(name removed)").ShouldBe(1);
    });

    private static IEnumerable<string> Styled(WordprocessingDocument document, string style) => document.MainDocumentPart!.Document!.Descendants<Word.Paragraph>()
        .Where(paragraph => paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value == style).Select(paragraph => paragraph.InnerText);

    private static void With(PrintedList list, Action<WordprocessingDocument> look)
    {
        using var bytes = new MemoryStream(ListAsDocument.Of(list));
        using var document = WordprocessingDocument.Open(bytes, isEditable: false);
        look(document);
    }
}

public sealed class R9_The_list_as_a_workbook
{
    [Fact]
    public Task the_validator_finds_nothing() => With(FullList.Printed, document => Validated.Errors(document).ShouldBeEmpty());

    [Fact]
    public Task it_has_a_head_and_a_row_a_person() => With(FullList.Printed, document =>
    {
        var rows = Rows(document, "Participants");
        rows[0].ShouldBe(["Category", "Code", "Delegation", "Role", "Name", "Title"]);
        rows.Length.ShouldBe(1 + FullList.Printed.People);
        rows[1][..4].ShouldBe(["Member States", "CIV", "Côte d'Ivoire", "Head of delegation"]);
        var table = document.WorkbookPart!.WorksheetParts.SelectMany(sheet => sheet.TableDefinitionParts).Single().Table!;
        (table.HeaderRowCount?.Value ?? 1).ShouldBe(1u);
        table.Reference!.Value.ShouldBe("A1:F8");
        document.PackageProperties.Title.ShouldBe("A/INF/61/4/Rev.1: Provisional list of participants");
    });

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("＝1+1")]
    public Task what_begins_like_a_formula_is_text_and_stays_text(string name) => With(Naming(name), document =>
    {
        var cells = document.WorkbookPart!.WorksheetParts.SelectMany(sheet => sheet.Worksheet!.Descendants<Book.Cell>()).ToArray();
        cells.ShouldAllBe(cell => cell.CellFormula == null && cell.DataType!.Value != Book.CellValues.Number);
        cells.ShouldContain(cell => cell.InnerText == $"'{name}");
        cells.ShouldNotContain(cell => cell.InnerText == name);
        Validated.Errors(document).ShouldBeEmpty();
    });

    [Fact]
    public Task it_says_what_it_is() => With(FullList.Printed, document =>
    {
        var about = Rows(document, "About");
        about[0].ShouldBe(["Symbol", "A/INF/61/4/Rev.1"]);
        about.ShouldContain(row => row[0] == "Note" && row[1] == "An illustrative allocation.");
        about.ShouldContain(row => row[0] == "Delegations present" && row[1].StartsWith("not known"));
        about.ShouldContain(row => row[0] == "France" && row[1] == "another head; 1 added; 1 taken off");
    });

    private static string[][] Rows(SpreadsheetDocument document, string name)
    {
        var sheet = document.WorkbookPart!.Workbook!.Descendants<Book.Sheet>().Single(sheet => sheet.Name == name);
        var part = (WorksheetPart)document.WorkbookPart.GetPartById(sheet.Id!.Value!);
        return [.. part.Worksheet!.Descendants<Book.Row>().Select(row => row.Elements<Book.Cell>().Select(cell => cell.InnerText).ToArray())];
    }

    private static async Task With(PrintedList list, Action<SpreadsheetDocument> look)
    {
        using var bytes = new MemoryStream(await ListAsWorkbook.Of(list, TestContext.Current.CancellationToken));
        using var document = SpreadsheetDocument.Open(bytes, isEditable: false);
        look(document);
    }
}

public sealed class R9_The_list_as_a_table
{
    [Fact]
    public void another_reader_reads_what_was_written()
    {
        var rows = Read(ListAsTable.AsCsv(FullList.Printed));
        rows[0].ShouldBe(ListAsTable.Head);
        rows.Skip(1).ShouldBe(ListAsTable.Rows(FullList.Printed));
    }

    [Fact]
    public void it_is_UTF_8_with_a_byte_order_mark_and_ends_lines_as_RFC_4180_wants_it()
    {
        var bytes = ListAsTable.AsCsv(FullList.Printed);
        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        var text = Encoding.UTF8.GetString(bytes);
        text.ShouldEndWith("\r\n");
        text.Count(sign => sign == '\n').ShouldBe(text.Count(sign => sign == '\r'));
        text.ShouldContain("Côte d'Ivoire");
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://example.org\")")]
    [InlineData("+1")]
    [InlineData("-1, and more")]
    [InlineData("@SUM(A1)")]
    [InlineData("＝1")]
    public void what_begins_like_a_formula_gets_an_apostrophe(string name)
    {
        var row = Read(ListAsTable.AsCsv(Naming(name, title: name, delegation: name)))[1];
        row[2].ShouldBe($"'{name}");
        row[4].ShouldBe($"'{name}");
        row[5].ShouldBe($"'{name}");
    }

    [Theory]
    [InlineData("O'Neill")]
    [InlineData("Jean-Pierre \"JP\" Dupont, Jr.")]
    [InlineData("محمد")]
    public void other_names_stay_as_they_are(string name) => Read(ListAsTable.AsCsv(Naming(name)))[1][4].ShouldBe(name);

    private static string[][] Read(byte[] csv)
    {
        using var bytes = new MemoryStream(csv);
        using var parser = new TextFieldParser(bytes, Encoding.UTF8) { TextFieldType = FieldType.Delimited, Delimiters = [","], HasFieldsEnclosedInQuotes = true, TrimWhiteSpace = false };
        var rows = new List<string[]>();
        while (parser.ReadFields() is { } fields)
            rows.Add(fields);
        return [.. rows];
    }
}

internal static class Validated
{
    public static IEnumerable<string> Errors(OpenXmlPackage document) =>
        new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(document).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}");
}
