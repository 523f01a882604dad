using Forum.Publishing.Documents;

namespace Forum.Publishing.Tests;

public sealed class When_a_document_symbol_is_read
{
    [Theory]
    [InlineData("A/61/515")]
    [InlineData("A/61/515/Add.1")]
    [InlineData("A/61/515/Corr.1")]
    [InlineData("A/61/515/Rev.1")]
    [InlineData("A/61/L.5/Rev.1/Corr.2")]
    [InlineData("A/C.2/60/L.62")]
    [InlineData("A/C.2/60/L.62/Amend.1")]
    [InlineData("A/RES/60/227")]
    [InlineData("A/61/PV.3")]
    [InlineData("A/INF/61/4")]
    [InlineData("A/BUR/61/1")]
    [InlineData("E/2006/73")]
    public void each_form_is_known_and_comes_out_as_it_went_in(string symbol) => DocumentSymbol.Parse(symbol)!.ToString().ShouldBe(symbol);

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("A/61/")]
    [InlineData("/61/515")]
    [InlineData("a/61/515")]
    [InlineData("A/61/0515")]
    [InlineData("A//515")]
    [InlineData("A/61/515/Corr")]
    [InlineData("A/61/515/Corr.0")]
    [InlineData("A/61/515/corr.1")]
    [InlineData("A/61/515/Draft.1")]
    [InlineData("A/61/515 ")]
    [InlineData("A/61/515\n")]
    [InlineData("A/../515")]
    [InlineData("A/61/<b>")]
    public void what_is_none_is_refused(string text) => DocumentSymbol.Parse(text).ShouldBeNull();

    [Fact]
    public void stem_and_suffixes_are_told_apart()
    {
        var symbol = DocumentSymbol.Parse("A/61/L.5/Rev.1/Corr.2")!;
        symbol.Stem.ShouldBe("A/61/L.5");
        symbol.Organ.ShouldBe("A");
        symbol.Suffixes.ShouldBe([new NumberedSuffix(SymbolSuffix.Rev, 1), new NumberedSuffix(SymbolSuffix.Corr, 2)]);
        symbol.ShouldBe(DocumentSymbol.Parse("A/61/L.5/Rev.1/Corr.2"));
    }

    [Fact]
    public void resolutions_are_a_series_of_their_own()
    {
        DocumentSymbol.Parse("A/RES/60/227")!.IsOfResolutions.ShouldBeTrue();
        DocumentSymbol.Parse("A/61/515")!.IsOfResolutions.ShouldBeFalse();
    }
}
