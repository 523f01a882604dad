using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Forum.Publishing.Documents;
using Forum.Publishing.Outputs;
using Forum.Publishing.Summaries;
using Paragraph = DocumentFormat.OpenXml.Wordprocessing.Paragraph;
using Run = DocumentFormat.OpenXml.Wordprocessing.Run;

namespace Forum.Publishing.Tests.Outputs;

/// <summary>M12: one text in all its forms, each true to its standard, with the hash of its content; and never a type that tells of a text which was deliberated upon.</summary>
public sealed class M12_Publishing
{
    private static readonly XNamespace Akn = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

    public static TheoryData<string> Languages => Issued.Languages;

    [Theory, MemberData(nameof(Languages))]
    public void every_form_says_every_paragraph_under_its_number(string language)
    {
        var document = Issued.In(language);
        string[] texts = [Plain(PageText(document)), Plain(Text("txt", document)), Plain(WordText(document)), Plain(Body(document).Value)];
        foreach (var paragraph in document.Sections.SelectMany(section => section.Paragraphs))
        {
            var words = Plain(paragraph.Completeness is Completeness.Full ? $"{paragraph.Number}.{paragraph.Text}" : paragraph.Text);
            texts.ShouldAllBe(text => text.Contains(words, StringComparison.Ordinal));
        }

        string[] wholes = [.. texts[..3], Plain(Akoma(document).Root!.Value)];
        wholes.ShouldAllBe(text => text.Contains(Plain(document.Status), StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Languages))]
    public void a_gap_stays_visible_in_every_form(string language)
    {
        var document = Issued.In(language);
        var gap = Plain($"2.({DocumentWords.In(language).NotInSource}: page missing)");
        string[] texts = [Plain(PageText(document)), Plain(Text("txt", document)), Plain(WordText(document)), Plain(Body(document).Value)];
        texts.ShouldAllBe(text => text.Contains(gap, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Languages))]
    public void every_form_carries_the_hash_of_the_content(string language)
    {
        var document = Issued.In(language);
        var hash = Issued.Shelved(document).ContentHash;
        new[] { PageText(document), Text("txt", document), WordText(document), Text("json", document), Akoma(document).Root!.ToString() }.ShouldAllBe(text => text.Contains(hash, StringComparison.Ordinal));
    }

    [Fact]
    public void what_was_hashed_is_what_the_JSON_says()
    {
        var document = Issued.In("en");
        JsonDocument.Parse(Text("json", document)).RootElement.GetProperty("symbol").GetString().ShouldBe("A/61/515");
        CanonicalJson.Hash(CanonicalJson.Of(CanonicalJson.Read<ChairSummary>(CanonicalJson.Of(document)))).ShouldBe(Issued.Shelved(document).ContentHash);
    }

    [Theory, MemberData(nameof(Languages))]
    public void work_expression_and_manifestation_have_addresses_of_their_own(string language)
    {
        var identification = Akoma(Issued.In(language)).Descendants(Akn + "identification").Single();
        string Address(string level) => identification.Element(Akn + level)!.Element(Akn + "FRBRuri")!.Attribute("value")!.Value;
        Address("FRBRWork").ShouldBe("/akn/un/doc/chairSummary/2006-10-13/a-61-515");
        Address("FRBRExpression").ShouldBe($"/akn/un/doc/chairSummary/2006-10-13/a-61-515/{DocumentWords.ThreeLetters(language)}@2006-10-13");
        Address("FRBRManifestation").ShouldBe($"{Address("FRBRExpression")}.xml");
        identification.Descendants(Akn + "FRBRtranslation").Any().ShouldBe(language != "en");
    }

    [Fact]
    public void a_summary_is_never_of_a_type_that_was_deliberated_upon()
    {
        foreach (var document in Issued.All())
        {
            var akoma = Akoma(document);
            akoma.Root!.Elements().Single().Name.ShouldBe(Akn + "doc");
            akoma.Descendants(Akn + "FRBRprescriptive").Single().Attribute("value")!.Value.ShouldBe("false");
            akoma.Descendants().Select(element => element.Name.LocalName).ShouldNotContain(name => name == "statement" || name == "act" || name == "bill" || name == "preamble" || name == "conclusions");
        }
    }

    [Fact]
    public void what_a_figure_in_the_text_is_counted_from_can_be_told_by_a_program()
    {
        var akoma = Akoma(Issued.In("en"));
        var quantity = akoma.Descendants(Akn + "quantity").Single();
        (quantity.Value, quantity.Attribute("normalized")!.Value, quantity.Attribute("refersTo")!.Value).ShouldBe(("127", "127", "#memberStatesSpoke"));
        akoma.Descendants(Akn + "TLCConcept").ShouldContain(concept => concept.Attribute("eId")!.Value == "memberStatesSpoke");
    }

    [Fact]
    public void Arabic_runs_from_right_to_left_and_its_annex_does_not()
    {
        var arabic = Issued.In("ar");
        var page = Text("html", arabic);
        page.ShouldContain("""<html lang="ar" dir="rtl">""");
        page.ShouldContain("""<div lang="en" dir="ltr">""");
        using var package = WordprocessingDocument.Open(new MemoryStream(Issued.Form("docx", arabic)), isEditable: false);
        var body = package.MainDocumentPart!.Document!.Body!;
        var text = body.Elements<Paragraph>().Single(paragraph => paragraph.InnerText.StartsWith("1. ", StringComparison.Ordinal));
        text.ParagraphProperties!.BiDi.ShouldNotBeNull();
        text.Descendants<Run>().ShouldAllBe(run => run.RunProperties!.RightToLeftText != null);
        body.Elements<Table>().SelectMany(table => table.Descendants<Paragraph>()).ShouldAllBe(paragraph => paragraph.ParagraphProperties!.BiDi == null);
        body.GetFirstChild<SectionProperties>()!.GetFirstChild<BiDi>().ShouldNotBeNull();
        Text("html", Issued.In("fr")).ShouldContain("""<html lang="fr" dir="ltr">""");
    }

    [Theory]
    [InlineData("ar", false)]
    [InlineData("zh", false)]
    [InlineData("en", true)]
    [InlineData("fr", true)]
    [InlineData("ru", true)]
    [InlineData("es", true)]
    public void paper_is_offered_only_where_its_letters_can_be_set(string language, bool offered) => DocumentForm.Find("pdf")!.IsMadeIn(language).ShouldBe(offered);

    [Fact]
    public void what_a_corrigendum_changes_is_shown_in_every_form()
    {
        var corrigendum = Issued.Corrigendum();
        Text("html", corrigendum).ShouldContain("résolution <del>60/277</del><ins>60/227</ins>");
        Text("html", corrigendum).ShouldContain("Rectificatif · A/61/515 · français");
        Text("txt", corrigendum).ShouldContain("1: – résolution 60/277 + résolution 60/227\n");
        WordText(corrigendum).ShouldContain("1: résolution 60/27760/227");
        Akoma(corrigendum).Root!.ToString().ShouldContain("<forum:after>résolution 60/227</forum:after>");
    }

    [Fact]
    public void a_reference_to_a_paragraph_leads_there_in_every_form_with_links()
    {
        Text("html", Issued.In("en")).ShouldContain("""<a href="#para-1"> See paragraph 1.</a>""");
        Akoma(Issued.In("en")).Descendants(Akn + "ref").Single().Attribute("href")!.Value.ShouldBe("#para_1");
        using var package = WordprocessingDocument.Open(new MemoryStream(Issued.Form("docx", Issued.In("en"))), isEditable: false);
        var links = package.MainDocumentPart!.Document!.Descendants<Hyperlink>().Select(link => link.Anchor!.Value!).ToList();
        links.ShouldBe(["figure_memberStatesSpoke", "para_1"], ignoreOrder: true);
        links.ShouldBeSubsetOf(package.MainDocumentPart.Document.Descendants<BookmarkStart>().Select(mark => mark.Name!.Value!));
    }

    [Theory]
    [InlineData("en", "13 October 2006", "14–15 September 2006")]
    [InlineData("fr", "13 octobre 2006", "14–15 septembre 2006")]
    [InlineData("es", "13 de octubre de 2006", "14–15 de septiembre de 2006")]
    [InlineData("ru", "13 октября 2006 года", "14–15 сентября 2006 года")]
    [InlineData("zh", "2006年10月13日", "2006年9月14–15日")]
    [InlineData("ar", "13 تشرين الأول/أكتوبر 2006", "14–15 أيلول/سبتمبر 2006")]
    public void dates_are_written_as_the_language_does(string language, string date, string days)
    {
        DocumentWords.In(language).Of(Texts.October).ShouldBe(date);
        DocumentWords.In(language).Of(new DateOnly(2006, 9, 14), new DateOnly(2006, 9, 15)).ShouldBe(days);
    }

    [Fact]
    public void signs_that_a_form_cannot_carry_are_left_out_of_it()
    {
        var document = Issued.In("en") with { Title = "A\u0001 title\uFFFE with \tsigns\r\n\uD800and lines" };
        foreach (var form in DocumentForm.All)
            form.Write(Issued.Shelved(document) with { Content = CanonicalJson.Of(document with { Title = document.Title.Replace("\uD800", "", StringComparison.Ordinal) }) }).Length.ShouldBeGreaterThan(0, form.Name);
    }

    private static string Text(string form, ChairSummary document) => Encoding.UTF8.GetString(Issued.Form(form, document));

    private static string PageText(ChairSummary document) => System.Net.WebUtility.HtmlDecode(Regex.Replace(Text("html", document), "<style>.*?</style>|<[^>]+>", "", RegexOptions.Singleline, TimeSpan.FromSeconds(5)));

    private static string WordText(ChairSummary document)
    {
        using var package = WordprocessingDocument.Open(new MemoryStream(Issued.Form("docx", document)), isEditable: false);
        return string.Join('\n', package.MainDocumentPart!.Document!.Body!.Descendants<Paragraph>().Select(paragraph => paragraph.InnerText));
    }

    private static XDocument Akoma(ChairSummary document) => XDocument.Parse(Text("akn", document), LoadOptions.PreserveWhitespace);

    private static XElement Body(ChairSummary document) => Akoma(document).Descendants(Akn + "mainBody").Single();

    private static string Plain(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
}
