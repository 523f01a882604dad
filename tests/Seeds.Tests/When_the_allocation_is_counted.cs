using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Replay.Data;

namespace Forum.Seeds.Tests;

/// <summary>The totals of A/61/515, paras. 2-4, whoever fills them.</summary>
public sealed class When_the_allocation_is_counted
{
    private static readonly Dialogue Data = Dialogue.Read(Repository.Data);
    private static readonly IReadOnlyList<Participant> Coming = [.. Data.Participants.Where(p => p.Course is not Course.Withdraws)];

    [Fact]
    public void there_are_192_member_states() => MemberState.Read(Repository.Data).Select(state => state.Code).Distinct().Count().ShouldBe(192);

    [Fact]
    public void every_state_that_comes_is_one_of_them() =>
        States(Coming).Select(state => state.Code).ShouldBeSubsetOf(MemberState.Read(Repository.Data).Select(state => state.Code));

    [Fact]
    public void nobody_comes_twice() => Data.Participants.Select(p => p.Code).ShouldBeUnique();

    [Fact]
    public void a_state_has_its_name_from_the_list_and_everybody_else_brings_one() =>
        Data.Participants.ShouldAllBe(p => p.Name == null == (p.Category == ParticipantCategory.MemberState || p.Category == ParticipantCategory.ObserverState));

    [Fact]
    public void statements_are_made_by_127_states_1_observer_state_and_10_entities()
    {
        Speaking(ParticipantCategory.MemberState).ShouldBe(127);
        Speaking(ParticipantCategory.ObserverState).ShouldBe(1);
        Speaking(ParticipantCategory.StandingInviteeEntity).ShouldBe(10);
        Coming.Count(p => p.Speaks).ShouldBe(138);
    }

    [Fact]
    public void the_states_speak_by_1_vice_president_47_ministers_40_vice_ministers_and_39_others()
    {
        var ranks = States(Coming).Where(state => state.Speaks).Select(state => state.Rank).ToArray();
        ranks.Count(rank => rank is RankLevel.VicePresident).ShouldBe(1);
        ranks.Count(rank => rank is RankLevel.Minister or RankLevel.ForeignMinister).ShouldBe(47);
        ranks.Count(rank => rank is RankLevel.ViceMinister).ShouldBe(40);
        ranks.Count(rank => rank is RankLevel.HeadOfDelegation or RankLevel.PermanentRepresentative or RankLevel.Other).ShouldBe(39);
    }

    [Fact]
    public void at_the_round_tables_sit_162_of_states_16_agencies_2_commissions_the_iom_and_12_of_civil_society()
    {
        Seats(ParticipantCategory.MemberState).ShouldBe(162);
        Seats(ParticipantCategory.UnSystemEntity).ShouldBe(16);
        Seats(ParticipantCategory.RegionalCommission).ShouldBe(2);
        Seats(ParticipantCategory.RelatedOrganization).ShouldBe(1);
        Seats(ParticipantCategory.Ngo, ParticipantCategory.CivilSociety, ParticipantCategory.PrivateSector).ShouldBe(12);
        Coming.Sum(p => p.Choices.Count).ShouldBe(193);
    }

    [Theory]
    [InlineData(1, 41)]
    [InlineData(2, 41)]
    [InlineData(3, 40)]
    [InlineData(4, 40)]
    public void each_table_has_40_or_41_states(int table, int states) => States(Coming).Count(state => state.Choices.Contains(table)).ShouldBe(states);

    [Fact]
    public void no_table_can_be_full_whoever_comes_first() =>
        Data.RoundTables.ShouldAllBe(table => Data.Participants.Count(p => p.Choices.Contains(table.Number)) <= table.Capacity);

    [Fact]
    public void nobody_asks_for_two_seats_at_a_table() => Data.Participants.ShouldAllBe(p => p.Choices.Distinct().Count() == p.Choices.Count);

    [Fact]
    public void a_delegation_has_somebody_for_every_seat() => Data.Participants.ShouldAllBe(p => p.Members >= Math.Max(1, p.Choices.Count));

    [Fact]
    public void finland_sits_at_the_table_that_its_minister_chairs()
    {
        Data.Participants.Single(p => p.Code == "FIN").Choices.ShouldBe([1]);
        Data.Meetings.Where(meeting => meeting.Kind is MeetingKind.RoundTable).SelectMany(meeting => meeting.Officers).Where(officer => officer.Name is not null).ShouldHaveSingleItem().Participant.ShouldBe("FIN");
    }

    [Fact]
    public void one_participant_withdraws_and_one_comes_back() =>
        Data.Participants.Where(p => p.Course is not Course.Stays).Select(p => p.Course).Order().ShouldBe([Course.Withdraws, Course.Returns]);

    [Fact]
    public void the_141_statements_are_those_of_the_three_offices_and_of_everybody_who_speaks()
    {
        Data.Statements.Take(3).Select(statement => statement.Office).ShouldBe(Data.Openers.Select(opener => opener.Office));
        Data.Statements.Skip(3).Select(statement => statement.Participant).Order().ShouldBe(Coming.Where(p => p.Speaks).Select(p => p.Code).Order());
        Data.Statements.Count.ShouldBe(141);
    }

    [Fact]
    public void every_statement_falls_into_its_meeting_after_the_one_before()
    {
        var plenary = Data.Meetings.Where(meeting => meeting.Kind is MeetingKind.Plenary).ToDictionary(meeting => meeting.Number);
        Data.Statements.ShouldAllBe(s => s.DeliveredAt >= plenary[s.Meeting].StartsAt && s.DeliveredAt < plenary[s.Meeting].EndsAt);
        Data.Statements.Zip(Data.Statements.Skip(1)).ShouldAllBe(pair => pair.First.DeliveredAt < pair.Second.DeliveredAt);
    }

    [Fact]
    public void every_round_table_has_the_officers_without_whom_it_does_not_sit() =>
        Data.Meetings.Where(meeting => meeting.Kind is MeetingKind.RoundTable).ShouldAllBe(meeting => meeting.Officers.Select(officer => officer.Role)
            .SequenceEqual(new[] { OfficerRole.Chair, OfficerRole.Rapporteur, OfficerRole.NoteTaker, OfficerRole.SecretaryOfTheMeeting }));

    [Fact]
    public void no_person_is_named_but_the_chair_of_table_1()
    {
        Data.HeadOfDelegation.Name.ShouldContain("not named");
        Data.Meetings.SelectMany(meeting => meeting.Officers).Select(officer => officer.Name).OfType<string>().ShouldBe(["Tarja Filatov"]);
        Data.Meetings.SelectMany(meeting => meeting.Officers).Where(officer => officer.Name is null).ShouldAllBe(officer => officer.Title == null && officer.Participant == null);
        Data.Openers.ShouldAllBe(opener => opener.Name == null);
    }

    private static IEnumerable<Participant> States(IEnumerable<Participant> all) => all.Where(p => p.Category is ParticipantCategory.MemberState);

    private static int Speaking(ParticipantCategory category) => Coming.Count(p => p.Speaks && p.Category == category);

    private static int Seats(params ParticipantCategory[] categories) => Coming.Where(p => categories.Contains(p.Category)).Sum(p => p.Choices.Count);
}
