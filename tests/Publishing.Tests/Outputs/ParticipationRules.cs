using System.Xml.Linq;
using Forum.Contracts.Registration;
using Forum.Publishing.Documents;
using Forum.Publishing.Figures;
using Forum.Publishing.Outputs;
using FsCheck;
using FsCheck.Fluent;

namespace Forum.Publishing.Tests.Outputs;

public sealed class When_participation_is_parted
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void States_are_under_their_group_their_rank_and_their_table()
    {
        var document = Issued.In("en");
        Values(document, "memberStatesByGroup").ShouldBe([40, 30, 12, 28, 15, 2]);
        Values(document, "memberStatesByRank").ShouldBe([1, 47, 40, 39]);
        Values(document, "representativesByRoundTable").ShouldBe([41, 41, 40, 40]);
    }

    [Fact]
    public void the_parts_are_the_figure_and_so_is_their_proof()
    {
        var document = Issued.In("en");
        foreach (var breakdown in document.Breakdowns)
        {
            var figure = document.Figures.Single(figure => figure.Name == breakdown.Figure);
            ((decimal)breakdown.Sum()).ShouldBe(figure.Value!.Value);
            Events(breakdown.Parts.SelectMany(part => part.Evidence)).ShouldBe(Events(figure.Evidence), ignoreOrder: true);
            foreach (var part in breakdown.Parts)
                document.EvidenceOf(breakdown.NameOf(part)).ShouldBe(part.Evidence);
        }
    }

    [Fact]
    public void that_holds_whoever_spoke_in_whatever_order() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(40),
        Prop.ForAll(
            (from speakers in Gen.Choose(0, 60).ListOf(20) from groups in Gen.Choose(-1, 5).ListOf(61) select (Speakers: speakers.ToArray(), Groups: groups.ToArray())).ToArbitrary(),
            drawn =>
            {
                var dialogue = Dialogue.Announced();
                // -1: nothing is known of the delegation yet. 5: it is in no group.
                foreach (var (state, group) in drawn.Groups.Index().Where(pair => pair.Item >= 0))
                    dialogue.Delegation($"S{state:000}", ParticipantCategory.MemberState, group < 5 ? (RegionalGroup)group : null);
                foreach (var speaker in drawn.Speakers)
                    dialogue.Statement($"S{speaker:000}", ParticipantCategory.MemberState, (RankLevel)(speaker % 11));
                var course = dialogue.Course();
                var spoke = FigureCatalogue.Find("memberStatesSpoke", course)!;
                ParticipationBreakdowns.Of(course).Where(breakdown => breakdown.Figure == spoke.Name).Select(breakdown => breakdown.Sum()).ShouldBe([(int)(spoke.Value ?? 0), (int)(spoke.Value ?? 0)]);
            }));

    [Fact]
    public void what_is_not_known_is_not_drawn() => ParticipationBreakdowns.Of(Dialogue.Announced().Course()).ShouldBeEmpty();

    [Fact]
    public void a_drawing_says_in_words_what_it_shows()
    {
        foreach (var breakdown in Issued.In("en").Breakdowns)
        {
            var drawing = XDocument.Parse(ParticipationDiagram.Of(breakdown)).Root!;
            drawing.Attribute("role")!.Value.ShouldBe("img");
            var ids = drawing.Attribute("aria-labelledby")!.Value.Split(' ');
            ids.ShouldBe([drawing.Element(Svg + "title")!.Attribute("id")!.Value, drawing.Element(Svg + "desc")!.Attribute("id")!.Value]);
            drawing.Element(Svg + "title")!.Value.ShouldBe(breakdown.Label);
            foreach (var part in breakdown.Parts)
                drawing.Element(Svg + "desc")!.Value.ShouldContain($"{part.Label}: {part.Value}");
            drawing.Elements(Svg + "rect").Count(bar => bar.Attribute("class")?.Value == "bar").ShouldBe(breakdown.Parts.Count);
        }
    }

    [Fact]
    public void beside_it_stands_a_table_with_the_same_numbers()
    {
        var document = Issued.In("en");
        var page = DocumentPage.Of(document, "hash");
        foreach (var breakdown in document.Breakdowns)
        {
            foreach (var part in breakdown.Parts)
                page.ShouldContain($"""<tr><th scope="row">{part.Label}</th><td class="value">{part.Value}</td>""");
        }
    }

    private static int[] Values(ChairSummary document, string breakdown) => [.. document.Breakdowns.Single(known => known.Name == breakdown).Parts.Select(part => part.Value)];

    private static IEnumerable<Guid> Events(IEnumerable<Evidence> evidence) => evidence.SelectMany(stream => stream.EventIds);
}
