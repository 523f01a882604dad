using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Forum.Kit;
using Forum.Publishing.Outputs;
using Forum.Publishing.Summaries;

namespace Forum.Publishing.Tests.Outputs;

/// <summary>What the forum prints is held against the standards of the forms by programs that others wrote.</summary>
public sealed class When_documents_are_read_by_others
{
    [Fact]
    public async Task xmllint_finds_them_to_be_Akoma_Ntoso()
    {
        var schema = PublishedSchema.Find("akomantoso30.xsd");
        Assert.SkipWhen(schema is null, PublishedSchema.NotRun("akomantoso30.xsd"));
        (await Checkers.Xmllint(schema!, [.. Issued.All().Select(document => Issued.Form("akn", document))])).ShouldBe("");
    }

    [Fact]
    public void the_validator_of_Open_XML_finds_no_error()
    {
        var validator = new OpenXmlValidator(FileFormatVersions.Microsoft365);
        foreach (var document in Issued.All())
        {
            using var package = WordprocessingDocument.Open(new MemoryStream(Issued.Form("docx", document)), isEditable: false);
            validator.Validate(package).Select(error => $"{error.Path?.XPath}: {error.Description}").ShouldBeEmpty(document.Language);
        }
    }

    [Fact]
    public async Task qpdf_finds_nothing_wrong_and_a_screen_reader_its_way()
    {
        var documents = Issued.All().Where(document => DocumentForm.Find("pdf")!.IsMadeIn(document.Language)).ToList();
        var files = documents.ConvertAll(document => Issued.Form("pdf", document));
        (await Checkers.Qpdf(files)).ShouldBe("");
        foreach (var (document, file) in documents.Zip(files))
        {
            var (text, info, structure) = await Checkers.Poppler(file);
            info.ShouldContain("Tagged:          yes");
            structure.ShouldContain("H1");
            structure.ShouldContain("Table");
            foreach (var paragraph in document.Sections.SelectMany(section => section.Paragraphs))
                Plain(text).ShouldContain(Plain(paragraph.Completeness is Completeness.Full ? $"{paragraph.Number}. {paragraph.Text}" : paragraph.Text), customMessage: document.Language);
        }
    }

    [Fact]
    public async Task the_checker_of_HTML_says_nothing()
    {
        var pages = Issued.All().Select(document => Issued.Form("html", document)).ToList();
        pages.Add(Encoding.UTF8.GetBytes(EvidencePage.Of(Issued.In("en"), "memberStatesSpoke")!));
        pages.Add(Encoding.UTF8.GetBytes(Documents.DocumentPage.OfDraft(Issued.In("en"))));
        (await Checkers.Vnu(pages)).ShouldBe("");
    }

    /// <summary>Without white space, which a layout adds and takes away.</summary>
    private static string Plain(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
}
