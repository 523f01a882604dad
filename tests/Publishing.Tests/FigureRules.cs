using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Publishing.Figures;
using Forum.Publishing.Proceedings;
using Forum.Publishing.Summaries;

namespace Forum.Publishing.Tests;

public sealed class When_the_first_Dialogue_is_counted
{
    private static readonly Course FirstDialogue = Dialogue.First().Course();

    [Theory]
    [InlineData("editionDays", 2, 1)]
    [InlineData("plenaryMeetings", 4, 4)]
    [InlineData("openingStatements", 3, 3)]
    [InlineData("memberStatesSpoke", 127, 127)]
    [InlineData("vicePresidents", 1, 1)]
    [InlineData("ministers", 47, 47)]
    [InlineData("viceMinisters", 40, 40)]
    [InlineData("otherOfficials", 39, 39)]
    [InlineData("observerStatesSpoke", 1, 1)]
    [InlineData("entitiesSpoke", 10, 10)]
    [InlineData("speakersAfterOpening", 138, 138)]
    [InlineData("speakersInAll", 141, 141)]
    [InlineData("roundTables", 4, 8)]
    [InlineData("halfDays", 2, 8)]
    [InlineData("roundTableStateRepresentatives", 162, 162)]
    [InlineData("roundTableAgencies", 16, 17)]
    [InlineData("roundTableRegionalCommissions", 2, 2)]
    [InlineData("roundTableRelatedOrganizations", 1, 1)]
    [InlineData("roundTableCivilSociety", 12, 12)]
    [InlineData("roundTableTotalAtLeast", 193, 194)]
    [InlineData("roundTableMeanAtLeast", 48.25, 202)]
    [InlineData("roundTableMeanStates", 40.5, 170)]
    [InlineData("roundTableMeanCivilSociety", 3, 20)]
    [InlineData("chairsNamed", 1, 1)]
    public void each_figure_is_that_of_the_source_and_names_its_events(string name, double value, int events)
    {
        var figure = FigureCatalogue.Find(name, FirstDialogue)!;
        figure.Value.ShouldBe((decimal)value);
        figure.EvidenceCount().ShouldBe(events);
    }

    [Fact]
    public void the_ranks_add_up_to_the_States() =>
        new[] { "vicePresidents", "ministers", "viceMinisters", "otherOfficials" }.Sum(Value).ShouldBe(Value("memberStatesSpoke"));

    [Fact]
    public void every_figure_says_how_it_is_counted() =>
        FigureCatalogue.Rules.ShouldAllBe(rule => rule.Label.Length > 0 && rule.Derivation.EndsWith('.'));

    private static decimal Value(string name) => FigureCatalogue.Find(name, FirstDialogue)!.Value!.Value;
}

public sealed class When_little_is_known
{
    [Fact]
    public void statements_are_unknown_before_the_first_and_a_number_after_it()
    {
        var dialogue = Dialogue.Announced();
        Figure("memberStatesSpoke", dialogue).Value.ShouldBeNull();
        Figure("memberStatesSpoke", dialogue).Unknown.ShouldBe("No statement has been heard yet.");
        dialogue.Opening();
        Figure("memberStatesSpoke", dialogue).Value.ShouldBe(0);
    }

    [Theory]
    [InlineData("roundTableStateRepresentatives")]
    [InlineData("roundTableTotalAtLeast")]
    [InlineData("roundTableMeanStates")]
    [InlineData("chairsNamed")]
    public void seats_are_unknown_before_a_round_table_was_held(string name)
    {
        var dialogue = Dialogue.Announced();
        dialogue.Seat(dialogue.RoundTable(1, Dialogue.Start(14, 15), state: MeetingState.InSession), "FRA", ParticipantCategory.MemberState);
        Figure(name, dialogue).Value.ShouldBeNull();
    }

    [Fact]
    public void a_meeting_counts_when_it_is_concluded()
    {
        var dialogue = Dialogue.Announced();
        dialogue.Meeting(MeetingKind.Plenary, 1, Dialogue.Start(14, 10));
        dialogue.Meeting(MeetingKind.Plenary, 2, Dialogue.Start(14, 15), state: MeetingState.InSession);
        dialogue.Meeting(MeetingKind.Plenary, 3, Dialogue.Start(15, 10), state: MeetingState.Planned);
        Figure("plenaryMeetings", dialogue).Value.ShouldBe(1);
    }

    [Fact]
    public void a_released_seat_does_not_count()
    {
        var dialogue = Dialogue.Announced();
        var table = dialogue.RoundTable(1, Dialogue.Start(14, 15));
        dialogue.Seat(table, "FRA", ParticipantCategory.MemberState);
        dialogue.Seat(table, "FIN", ParticipantCategory.MemberState, SeatState.Released);
        Figure("roundTableStateRepresentatives", dialogue).Value.ShouldBe(1);
    }

    [Fact]
    public void a_State_that_speaks_twice_counts_once_at_the_rank_of_its_first_statement()
    {
        var dialogue = Dialogue.Announced();
        dialogue.Statement("FRA", ParticipantCategory.MemberState, RankLevel.Minister);
        dialogue.Statement("FRA", ParticipantCategory.MemberState, RankLevel.Other);
        Figure("memberStatesSpoke", dialogue).Value.ShouldBe(1);
        Figure("ministers", dialogue).Value.ShouldBe(1);
        Figure("otherOfficials", dialogue).Value.ShouldBe(0);
    }

    [Fact]
    public void foreign_ministers_are_ministers_and_heads_of_State_are_other_officials()
    {
        var dialogue = Dialogue.Announced();
        dialogue.Statement("FRA", ParticipantCategory.MemberState, RankLevel.ForeignMinister);
        dialogue.Statement("FIN", ParticipantCategory.MemberState, RankLevel.HeadOfState);
        Figure("ministers", dialogue).Value.ShouldBe(1);
        Figure("otherOfficials", dialogue).Value.ShouldBe(1);
    }

    /// <summary>15:00 in New York is 19:00 UTC, and 23:00 there is the next day's 03:00: the venue's clock tells the half-day.</summary>
    [Fact]
    public void half_days_are_those_of_the_venue()
    {
        var dialogue = Dialogue.Announced();
        dialogue.RoundTable(1, Dialogue.Start(14, 15).ToUniversalTime());
        dialogue.RoundTable(2, Dialogue.Start(14, 23).ToUniversalTime());
        Figure("halfDays", dialogue).Value.ShouldBe(1);
        dialogue.RoundTable(3, Dialogue.Start(15, 10).ToUniversalTime());
        Figure("halfDays", dialogue).Value.ShouldBe(2);
    }

    [Fact]
    public void a_withdrawn_delegation_is_not_registered()
    {
        var course = Dialogue.Announced().Course();
        var source = new Source("registration", nameof(DelegationAnnounced), Guid.CreateVersion7(), Guid.CreateVersion7());
        KnownDelegation Delegation(DelegationStanding standing) => new()
        {
            Id = Guid.CreateVersion7(),
            EditionId = course.Edition.Id,
            Source = source,
            Participant = "FRA",
            Category = ParticipantCategory.MemberState,
            Standing = standing,
        };
        course = course with { Delegations = [Delegation(DelegationStanding.Announced), Delegation(DelegationStanding.Withdrawn)] };
        FigureCatalogue.Find("delegationsRegistered", course)!.Value.ShouldBe(1);
    }

    [Fact]
    public void the_text_is_counted_by_what_is_there_of_it()
    {
        var course = Dialogue.Announced().Course();
        FigureCatalogue.Find("paragraphsComplete", course)!.Value.ShouldBeNull();
        var source = new Source("publishing", nameof(ParagraphWritten), Guid.CreateVersion7(), Guid.CreateVersion7());
        Completeness[] paragraphs = [Completeness.Full, Completeness.HeadOnly, Completeness.Absent, Completeness.TailOnly, Completeness.Full];
        course = course with
        {
            Summary = new WrittenSummary(
                [new(new Section(1, "Format"), source), new(new Section(2, null), source)],
                [.. paragraphs.Select((completeness, index) => new Written<Paragraph>(new Paragraph { Number = index + 1, Section = 1, Completeness = completeness }, source))]),
        };
        FigureCatalogue.Find("paragraphsComplete", course)!.Value.ShouldBe(2);
        FigureCatalogue.Find("paragraphsPartial", course)!.Value.ShouldBe(2);
        FigureCatalogue.Find("sectionsWithHeading", course)!.Value.ShouldBe(1);
    }

    private static Figure Figure(string name, Dialogue dialogue) => FigureCatalogue.Find(name, dialogue.Course())!;
}
