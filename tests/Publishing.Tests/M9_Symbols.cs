using System.Net;
using Forum.Publishing.Documents;
using Forum.Publishing.Summaries;
using FsCheck;
using FsCheck.Fluent;

namespace Forum.Publishing.Tests;

/// <summary>A symbol is unique, shared by all languages, and comes out of the parser as it went in.</summary>
public sealed class M9_Symbols
{
    private static readonly Gen<int> Number = Gen.Choose(1, 9_999);

    /// <summary>Every series the forum meets, plain and nested, with up to three suffixes.</summary>
    private static readonly Gen<string> Any =
        from organ in Gen.Elements("A", "E", "S", "ST", "TD")
        from session in Gen.Choose(1, 99)
        from number in Number
        from committee in Gen.Choose(1, 6)
        from stem in Gen.Elements(
            $"{organ}/{session}/{number}", $"{organ}/{session}/L.{number}", $"{organ}/C.{committee}/{session}/L.{number}", $"{organ}/C.{committee}/{session}/{number}",
            $"{organ}/RES/{session}/{number}", $"{organ}/DEC/{session}/{number}", $"{organ}/{session}/PV.{number}", $"{organ}/C.{committee}/{session}/SR.{number}",
            $"{organ}/INF/{session}/{number}", $"{organ}/BUR/{session}/{number}", $"{organ}/CONF.{number}/{session}", $"{organ}/{session}/INF/{number}")
        from count in Gen.Choose(0, 3)
        from suffixes in Gen.ArrayOf(from kind in Gen.Elements("Add", "Corr", "Rev", "Amend") from part in Gen.Choose(1, 99) select $"/{kind}.{part}", count)
        select stem + string.Concat(suffixes);

    [Fact]
    public void each_form_and_each_combination_comes_out_as_it_went_in() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Any.ToArbitrary(), text => DocumentSymbol.Parse(text) is { } symbol && symbol.ToString() == text && symbol.Equals(DocumentSymbol.Parse(text))));

    [Fact]
    public void a_suffix_leads_back_to_what_it_extends() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Any.ToArbitrary(), text =>
        {
            var symbol = DocumentSymbol.Parse(text)!;
            return symbol.With(SymbolSuffix.Corr, 1).Parent!.Equals(symbol) && symbol.With(SymbolSuffix.Corr, 1).Stem == symbol.Stem;
        }));

    /// <summary>A letter put anywhere where none belongs makes it no symbol, or another one: never the same.</summary>
    [Fact]
    public void two_texts_are_never_one_symbol() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(
            (from text in Any from at in Gen.Choose(0, text.Length) from letter in Gen.Elements(' ', '/', '.', 'x', '0', '٣', '‏') select (text, Other: text.Insert(at, letter.ToString()))).ToArbitrary(),
            pair => DocumentSymbol.Parse(pair.Other) is not { } other || other.ToString() == pair.Other));

    [Theory]
    [InlineData("A/61/515", SymbolSuffix.Corr, "", "A/61/515/Corr.1")]
    [InlineData("A/61/515", SymbolSuffix.Corr, "A/61/515/Corr.1 A/61/515/Add.4", "A/61/515/Corr.2")]
    [InlineData("A/61/515", SymbolSuffix.Add, "A/61/515/Corr.1", "A/61/515/Add.1")]
    [InlineData("A/61/515", SymbolSuffix.Rev, "A/61/515/Corr.1", "A/61/515/Rev.1")]
    [InlineData("A/61/515/Rev.1", SymbolSuffix.Rev, "", "A/61/515/Rev.2")]
    [InlineData("A/61/515/Rev.1", SymbolSuffix.Corr, "A/61/515/Corr.1", "A/61/515/Rev.1/Corr.1")]
    [InlineData("A/61/515/Add.1", SymbolSuffix.Rev, "", "A/61/515/Add.1/Rev.1")]
    public void the_next_of_a_kind_follows_those_that_there_are(string symbol, SymbolSuffix kind, string taken, string next) =>
        DocumentSymbol.Parse(symbol)!.Next(kind, taken.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToString().ShouldBe(next);

    [Fact]
    public void a_summary_by_itself_takes_no_symbol_that_extends_another() =>
        Texts.Given(Texts.Cleared).When(summary => new IssueSummary { Symbol = "A/61/515/Corr.1", Date = Texts.October }.Decide(summary, Texts.FirstDialogue, [], Texts.Noon)).ThenRefused("symbol-of-another");
}

/// <summary>One symbol for all languages, and one shelf mark for each version.</summary>
[Collection<Issuing>]
public sealed class M9_Symbols_over_HTTP(PublishingFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer"), publisher = fixture.Service.As("organizer", subject: "who-issues");

    [Fact]
    public async Task every_language_carries_the_symbol_of_the_original()
    {
        var edition = await fixture.Know(Dialogue.First());
        var summary = await organizer.Clear(edition, "{memberStatesSpoke} States spoke.");
        var french = await organizer.Translate(summary, "fr", "Résumé du Dialogue", "Une reconstitution.", "Présentation", "{memberStatesSpoke} États ont pris la parole.");
        (await publisher.Change(HttpMethod.Post, summary, "issue", new { symbol = "A/61/909", date = "2006-10-13" })).ShouldBeDone();
        (await publisher.ChangeAt(HttpMethod.Post, french, "/issue", new { })).ShouldBeDone();
        await using var session = fixture.Session();
        var versions = new[] { (await session.LoadAsync<IssuedDocument>("A/61/909"))!, (await session.LoadAsync<IssuedDocument>("A/61/909@fr"))! };
        versions.Select(version => (version.Symbol, version.Language, version.Read().Symbol)).ShouldBe([("A/61/909", "en", "A/61/909"), ("A/61/909", "fr", "A/61/909")]);
        (await publisher.ChangeAt(HttpMethod.Post, french, "/issue", new { })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "language-issued");
    }
}
