using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Kit;
using Forum.Scheduling.Meetings;
using Meeting = Forum.Scheduling.Meetings.Meeting;
using OfficerDesignated = Forum.Scheduling.Meetings.OfficerDesignated;

namespace Forum.Scheduling.Tests;

/// <summary>A round table has a chair or two co-chairs of different groups; nobody chairs two at once; no group has a second chair while one that asks has none.</summary>
public sealed class S6_Chairs
{
    [Fact]
    public void a_round_table_has_one_chair_or_two_co_chairs()
    {
        Named(Table(1), Chair("FIN")).When(Designate(Chair("KEN"))).ThenRefused("chair-already-named");
        Named(Table(1), Chair("FIN")).When(Designate(CoChair("KEN", RegionalGroup.African))).ThenRefused("chair-already-named");
        Named(Table(1), CoChair("FIN", RegionalGroup.Weog)).When(Designate(Chair("KEN"))).ThenRefused("chair-already-named");
        Named(Table(1), CoChair("FIN", RegionalGroup.Weog)).When(Designate(CoChair("KEN", RegionalGroup.African))).Then<OfficerDesignated>();
        Named(Table(1), CoChair("FIN", RegionalGroup.Weog), CoChair("KEN", RegionalGroup.African)).When(Designate(CoChair("PER", RegionalGroup.Grulac))).ThenRefused("chair-already-named");
        // Who acts for the chair is no second one.
        Named(Table(1), Chair("FIN")).When(Designate(Chair("KEN") with { Role = OfficerRole.ViceChair })).Then<OfficerDesignated>();
    }

    [Fact]
    public void co_chairs_come_from_different_groups()
    {
        Named(Table(1), CoChair("FIN", RegionalGroup.Weog)).When(Designate(CoChair("SWE", RegionalGroup.Weog))).ThenRefused("co-chairs-of-one-group");
        // States in no group are not of one group.
        Named(Table(1), CoChair("USA", null)).When(Designate(CoChair("KIR", null))).Then<OfficerDesignated>();
    }

    [Fact]
    public void nobody_chairs_two_round_tables_at_once()
    {
        var other = Named(Table(1), Chair("FIN")).State;
        Named(Table(2)).When(Designate(Chair("FIN"), [other])).ThenRefused("chair-elsewhere");
        Named(Table(2)).When(Designate(Chair("FIN") with { Name = "Another person of FIN" }, [other])).Then<OfficerDesignated>();
        Named(Table(2, from: 18)).When(Designate(Chair("FIN"), [other])).Then<OfficerDesignated>();
        // Of two who are not known nobody can say that they are one.
        Named(Table(2)).When(Designate(Unknown, [Named(Table(1), Unknown).State])).Then<OfficerDesignated>();
    }

    [Fact]
    public void a_meeting_is_not_moved_to_where_its_chair_chairs_another()
    {
        var (one, two) = (Named(Table(1), Chair("FIN")).State, Named(Table(2, from: 18), Chair("FIN")).State);
        var moved = new ChangeMeeting { Title = "Moved", StartsAt = Dialogue.Summer(14, 17), EndsAt = Dialogue.Summer(14, 20), RoomId = null };
        new Decider<Meeting>(two).When(meeting => moved.Decide(meeting, new Programme { Meetings = [one, two] }, Dialogue.Known, Dialogue.Noon).Events).ThenRefused("chair-elsewhere");
        new Decider<Meeting>(two).When(meeting => moved.Decide(meeting, new Programme { Meetings = [two] }, Dialogue.Known, Dialogue.Noon).Events).Then<Forum.Scheduling.Meetings.MeetingChanged>();
    }

    [Fact]
    public void no_group_has_a_second_chair_until_every_group_that_asks_has_one()
    {
        var first = Named(Table(1), Chair("FIN") with { Group = RegionalGroup.Weog }).State;
        var second = Chair("SWE") with { Group = RegionalGroup.Weog };
        Named(Table(2)).When(Designate(second, [first], RegionalGroup.African)).ThenRefused("group-has-a-chair");
        Named(Table(2)).When(Designate(Chair("KEN") with { Group = RegionalGroup.African }, [first], RegionalGroup.African)).Then<OfficerDesignated>();
        // Nobody asks, or who asks has one.
        Named(Table(2)).When(Designate(second, [first])).Then<OfficerDesignated>();
        Named(Table(3)).When(Designate(second, [first, Named(Table(2), Chair("KEN") with { Group = RegionalGroup.African }).State], RegionalGroup.African)).Then<OfficerDesignated>();
        // An exception has a reason, and the event says where it is.
        Guid reason = Guid.CreateVersion7();
        Named(Table(2)).When(meeting => second.Decide(meeting, new Programme { Meetings = [first, meeting] }, second.Group, [RegionalGroup.African], Guid.CreateVersion7(), reason, Dialogue.Noon))
            .Then<OfficerDesignated>().ReasonId.ShouldBe(reason);
    }

    private static Meeting Table(int number, int from = 15) =>
        Dialogue.Planned(Dialogue.FirstPlenary with { Kind = MeetingKind.RoundTable, Number = number, StartsAt = Dialogue.Summer(14, from), EndsAt = Dialogue.Summer(14, from + 3) });

    private static Decider<Meeting> Named(Meeting meeting, params DesignateOfficer[] officers) =>
        new(officers.Aggregate(meeting, (state, officer) => officer.Decide(state, Dialogue.Noon).Aggregate(state, (m, e) => m.Evolve(e))));

    private static Func<Meeting, IEnumerable<object>> Designate(DesignateOfficer officer, Meeting[]? others = null, params RegionalGroup[] asking) =>
        meeting => officer.Decide(meeting, new Programme { Meetings = [.. others ?? [], meeting] }, officer.Group, asking, Guid.CreateVersion7(), reasonId: null, Dialogue.Noon);

    private static DesignateOfficer Chair(string participant) => new() { Role = OfficerRole.Chair, Name = $"Somebody of {participant}", Title = "Minister", Participant = participant };

    private static DesignateOfficer CoChair(string participant, RegionalGroup? group) => Chair(participant) with { Role = OfficerRole.CoChair, Group = group };

    private static DesignateOfficer Unknown { get; } = new() { Role = OfficerRole.Chair, Name = null, Title = null };
}

/// <summary>A round table is planned without officers, and convened with a chair, a rapporteur, a note-taker and a secretary.</summary>
public sealed class S8_Offices
{
    private static readonly Meeting Table = Dialogue.Planned(Dialogue.FirstPlenary with { Kind = MeetingKind.RoundTable });

    [Fact]
    public void whoever_is_missing_is_told_all_at_once()
    {
        Table.Entry.MissingOffices().ShouldBe([OfficerRole.Chair, OfficerRole.Rapporteur, OfficerRole.NoteTaker, OfficerRole.SecretaryOfTheMeeting]);
        var refusal = Should.Throw<Hosting.Store.Refusal>(() => Convene(Table).ToArray());
        refusal.Code.ShouldBe("offices-vacant");
        foreach (var office in Table.Entry.MissingOffices())
            refusal.Message.ShouldContain(office.ToString());
        Dialogue.Planned(Dialogue.FirstPlenary).Entry.MissingOffices().ShouldBeEmpty("a plenary meeting is asked for none");
    }

    [Theory]
    [InlineData(OfficerRole.Chair)]
    [InlineData(OfficerRole.CoChair)]
    [InlineData(OfficerRole.ViceChair)]
    public void it_is_convened_once_every_office_is_held_be_the_chair_acted_for(OfficerRole chair)
    {
        var meeting = Table;
        foreach (var role in new[] { OfficerRole.Rapporteur, OfficerRole.NoteTaker, OfficerRole.SecretaryOfTheMeeting, chair })
        {
            Should.Throw<Hosting.Store.Refusal>(() => Convene(meeting).ToArray());
            meeting = Named(meeting, Held(role));
        }

        Convene(meeting).ShouldHaveSingleItem().ShouldBeOfType<Forum.Scheduling.Meetings.MeetingConvened>();
    }

    [Fact]
    public void an_office_may_be_held_by_somebody_who_is_not_known()
    {
        var officer = Named(Table, Held(OfficerRole.Chair)).Entry.Officers.ShouldHaveSingleItem();
        (officer.Name, officer.Title, officer.Participant).ShouldBe((null, null, null));
        new Decider<Meeting>(Named(Table, Held(OfficerRole.Chair))).When(meeting => Held(OfficerRole.Chair).Decide(meeting, Dialogue.Noon)).ThenRefused("officer-already-designated");
    }

    [Fact]
    public void chair_and_rapporteur_come_from_different_delegations_unless_the_meeting_lets_them()
    {
        var chaired = Named(Table, Held(OfficerRole.Chair) with { Name = "A. Person", Participant = "FIN" });
        var rapporteur = Held(OfficerRole.Rapporteur) with { Name = "B. Person", Participant = "FIN" };
        new Decider<Meeting>(chaired).When(meeting => rapporteur.Decide(meeting, Dialogue.Noon)).ThenRefused("chair-and-rapporteur-of-one-delegation");
        new Decider<Meeting>(Named(Table, rapporteur)).When(meeting => (Held(OfficerRole.ViceChair) with { Participant = "FIN" }).Decide(meeting, Dialogue.Noon)).ThenRefused("chair-and-rapporteur-of-one-delegation");
        var let = chaired with { Entry = chaired.Entry with { ChairAndRapporteurOfOneDelegation = true } };
        new Decider<Meeting>(let).When(meeting => rapporteur.Decide(meeting, Dialogue.Noon)).Then<OfficerDesignated>();
        new Decider<Meeting>(chaired).When(meeting => (rapporteur with { Participant = "KEN" }).Decide(meeting, Dialogue.Noon)).Then<OfficerDesignated>();
    }

    [Fact]
    public void who_is_released_leaves_a_vacancy()
    {
        var chaired = Named(Table, Held(OfficerRole.Chair) with { Name = "A. Person", Participant = "FIN" });
        var released = ReleaseOfficer.Decide(chaired, chaired.Entry.Officers[0].Id, Guid.CreateVersion7(), Dialogue.Noon).Events.ShouldHaveSingleItem().ShouldBeOfType<Forum.Scheduling.Meetings.OfficerReleased>();
        released.Entry.ChairIsVacant().ShouldBeTrue();
        released.Entry.Vacancies.ShouldHaveSingleItem().ShouldBe(new Vacancy(OfficerRole.Chair, "FIN", Dialogue.Noon));
    }

    private static IEnumerable<object> Convene(Meeting meeting) => new ConveneMeeting { At = Dialogue.Summer(14, 10) }.Decide(meeting, Dialogue.Known, Dialogue.Noon);

    private static DesignateOfficer Held(OfficerRole role) => new() { Role = role, Name = null, Title = null };

    private static Meeting Named(Meeting meeting, DesignateOfficer officer) => officer.Decide(meeting, Dialogue.Noon).Aggregate(meeting, (state, e) => state.Evolve(e));
}

[Collection<Convening>]
public sealed class S6_S8_Officers_over_HTTP(SchedulingFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient anybody = fixture.Service.As(null);

    [Fact]
    public async Task a_vacancy_blocks_convening_and_not_planning()
    {
        var edition = await fixture.Edition();
        var meeting = await Table(edition, 1);
        (await organizer.Post($"/meetings/{meeting}/convening", new { }, version: 1)).ShouldBe((422, "offices-vacant"));
        foreach (var role in (await anybody.Read($"/meetings/{meeting}")).Items("missingOffices").Select(office => office.GetString()))
            await organizer.Change($"/meetings/{meeting}", "officers", new { role, name = (string?)null, title = (string?)null });
        await organizer.Change($"/meetings/{meeting}", "convening", new { at = "2006-09-14T15:00:00-04:00" });
        var held = await anybody.Read($"/meetings/{meeting}");
        held.Text("state").ShouldBe("InSession");
        held.Items("officers").Count(officer => officer.Text("name") is null).ShouldBe(4);
    }

    [Fact]
    public async Task an_officer_is_released_with_a_reason_and_the_vacancy_is_listed()
    {
        var edition = await fixture.Edition();
        var meeting = await Table(edition, 1);
        await organizer.Change($"/meetings/{meeting}", "officers", Chair("FIN"));
        var officer = (await anybody.Read($"/meetings/{meeting}")).Items("officers").Single().Text("id");
        (await organizer.Post($"/meetings/{meeting}/officers/{Guid.CreateVersion7()}/release", new { reason = "It was a mistake." }, version: 2)).ShouldBe((404, "not-found"));
        (await organizer.Post($"/meetings/{meeting}/officers/{officer}/release", new { reason = "The minister has to leave early." }, version: 2)).ShouldBe((204, ""));
        var vacant = (await anybody.Read($"/editions/{edition}/vacancies")).Items().ShouldHaveSingleItem();
        (vacant.Text("role"), vacant.Text("participant"), vacant.GetProperty("chairVacant").GetBoolean()).ShouldBe(("Chair", "FIN", true));
    }

    [Fact]
    public async Task ten_who_would_make_one_person_chair_two_tables_at_once_leave_one()
    {
        var edition = await fixture.Edition();
        var meetings = new List<Guid>();
        for (var number = 1; number <= 10; number++)
            meetings.Add(await Table(edition, number));
        var answers = await Task.WhenAll(meetings.Select(meeting => organizer.Post($"/meetings/{meeting}/officers", Chair("FIN"), version: 1)));
        answers.Count(answer => answer.Status == 204).ShouldBe(1);
        answers.Count(answer => answer == (422, "chair-elsewhere")).ShouldBe(9);
    }

    [Fact]
    public async Task a_group_that_asks_for_a_chair_is_served_before_another_has_two()
    {
        var edition = await fixture.Edition();
        // The groups of who has registered are known; of another one the secretariat says it.
        await fixture.Say(Guid.CreateVersion7(), 1, Dialogue.Delegation("FIN") with { EditionId = edition, Group = RegionalGroup.Weog });
        await fixture.Say(Guid.CreateVersion7(), 1, Dialogue.Delegation("SWE") with { EditionId = edition, Group = RegionalGroup.Weog });
        var (one, two, three) = (await Table(edition, 1), await Table(edition, 2), await Table(edition, 3));
        await Eventually.True(
            async () => await organizer.Post($"/meetings/{one}/officers", new { role = "Chair", name = "A. Person", title = "Minister", participant = "FIN", group = "African" }, version: 1) == (422, "group-not-of-participant"),
            "Finland is known");
        await organizer.Change($"/meetings/{one}", "officers", Chair("FIN"));
        var nomination = await organizer.Create("/chair-nominations", new { editionId = edition, group = "African", participant = "KEN" });
        await Eventually.True(
            async () => await organizer.Post($"/meetings/{two}/officers", Chair("SWE"), version: 1) == (422, "group-has-a-chair"),
            "Sweden is known, too");
        (await organizer.Post($"/meetings/{two}/officers", new { role = "Chair", name = "A. Person", title = "Minister", participant = "SWE", exceptionReason = "The African group agrees." }, version: 1)).ShouldBe((204, ""));
        (await organizer.Post($"/chair-nominations/{nomination}/withdrawal", new { }, version: 1)).ShouldBe((204, ""));
        (await anybody.Read($"/chair-nominations/{nomination}")).Text("withdrawnAt").ShouldNotBeNull();
        (await organizer.Post($"/meetings/{three}/officers", new { role = "Chair", name = "A. Person", title = "Minister", participant = "SWE" }, version: 1)).ShouldBe((422, "chair-elsewhere"));
        (await organizer.Post($"/meetings/{three}/officers", new { role = "Chair", name = "Another person", title = "Minister", participant = "SWE" }, version: 1)).ShouldBe((204, ""));
    }

    private Task<Guid> Table(Guid edition, int number) => organizer.Create("/meetings", new
    {
        editionId = edition,
        kind = "RoundTable",
        number,
        title = "A meeting",
        startsAt = "2006-09-14T15:00:00-04:00",
        endsAt = "2006-09-14T18:00:00-04:00",
    });

    private static object Chair(string participant) => new { role = "Chair", name = $"Somebody of {participant}", title = "Minister", participant };
}
