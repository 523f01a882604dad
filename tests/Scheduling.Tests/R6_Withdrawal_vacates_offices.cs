using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Kit;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Meetings;
using FsCheck;
using FsCheck.Fluent;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Meeting = Forum.Scheduling.Meetings.Meeting;
using MeetingConcluded = Forum.Scheduling.Meetings.MeetingConcluded;
using MeetingPlanned = Forum.Scheduling.Meetings.MeetingPlanned;
using OfficerDesignated = Forum.Scheduling.Meetings.OfficerDesignated;
using OfficeVacated = Forum.Scheduling.Meetings.OfficeVacated;

namespace Forum.Scheduling.Tests;

/// <summary>Whoever withdraws holds no office any more; a vacant chair is shown until somebody is named.</summary>
public sealed class R6_Withdrawal_vacates_offices
{
    private static readonly DateTimeOffset Before = Dialogue.Noon, Then = Before.AddHours(1), After = Before.AddHours(2);
    private static readonly ProgrammeEntry Entry = Dialogue.Entry(Dialogue.FirstPlenary);
    private static readonly object Planned = new MeetingPlanned(Guid.CreateVersion7(), Entry, Before);

    [Fact]
    public void the_chair_is_vacant_when_nobody_else_chairs()
    {
        var vacated = Given("FIN:Chair").When(meeting => VacateOffices.Decide(meeting, "FIN", null, Then)).Then<OfficeVacated>();
        vacated.Officer.Participant.ShouldBe("FIN");
        vacated.Entry.Officers.ShouldBeEmpty();
        vacated.Entry.Vacancies.ShouldHaveSingleItem().ShouldBe(new Vacancy(OfficerRole.Chair, "FIN", Then));
        vacated.Entry.ChairIsVacant().ShouldBeTrue();
    }

    [Fact]
    public void it_may_sit_under_a_co_chair_that_is_left()
    {
        var entry = Given("FIN:Chair", "KEN:CoChair").When(meeting => VacateOffices.Decide(meeting, "FIN", null, Then)).Then<OfficeVacated>().Entry;
        entry.Officers.ShouldHaveSingleItem().Participant.ShouldBe("KEN");
        entry.ChairIsVacant().ShouldBeFalse();
        entry.Vacancies.ShouldHaveSingleItem();
    }

    [Fact]
    public void every_office_of_its_people_is_vacant_and_nobody_elses()
    {
        var meeting = Fold(Given("FIN:Chair", "FIN:Rapporteur", "KEN:NoteTaker").State, m => VacateOffices.Decide(m, "FIN", null, Then));
        meeting.Entry.Officers.ShouldHaveSingleItem().Participant.ShouldBe("KEN");
        meeting.Entry.Vacancies.Select(vacancy => vacancy.Role).ShouldBe([OfficerRole.Chair, OfficerRole.Rapporteur]);
        VacateOffices.Decide(meeting, "FIN", null, After).ShouldBeEmpty();
    }

    [Fact]
    public void who_is_named_takes_the_vacant_place()
    {
        var vacant = Fold(Given("FIN:Chair").State, m => VacateOffices.Decide(m, "FIN", null, Then));
        var entry = new Decider<Meeting>(vacant).When(meeting => Named("KEN:Chair").Decide(meeting, After)).Then<OfficerDesignated>().Entry;
        entry.Vacancies.ShouldBeEmpty();
        entry.ChairIsVacant().ShouldBeFalse();
    }

    [Fact]
    public void a_meeting_that_was_concluded_keeps_its_officers()
    {
        var meeting = Given("FIN:Chair").State;
        var concluded = meeting.Evolve(new MeetingConcluded(meeting.Entry with { State = MeetingState.Concluded }, Then));
        VacateOffices.Decide(concluded, "FIN", null, After).ShouldBeEmpty();
    }

    [Fact]
    public void who_came_back_before_it_was_heard_of_has_lost_what_it_held_and_keeps_what_it_was_given_since()
    {
        Given("FIN:Chair").When(meeting => VacateOffices.Decide(meeting, "FIN", Then, After)).Then<OfficeVacated>();
        var since = Fold(Given().State, meeting => Named("FIN:Chair").Decide(meeting, After));
        VacateOffices.Decide(since, "FIN", Then, After).ShouldBeEmpty();
    }

    [Fact]
    public void whatever_is_named_and_withdrawn_in_any_order_nobody_holds_an_office_who_is_away_and_every_loss_is_shown() =>
        Prop.ForAll(
            (from step in Gen.Elements("name", "withdraw") from who in Gen.Elements("FIN", "KEN", "PER") from role in Gen.Elements(Enum.GetValues<OfficerRole>()) select (step, who, role)).ArrayOf().ToArbitrary(),
            steps =>
            {
                var (meeting, at) = (Given().State, Before);
                foreach (var (step, who, role) in steps)
                {
                    at = at.AddMinutes(1);
                    var named = meeting.Entry.Officers.Exists(officer => officer.Role == role && officer.Participant == who);
                    if (step is "withdraw")
                    {
                        var held = meeting.Entry.Officers.Count(officer => officer.Participant == who);
                        var vacancies = meeting.Entry.Vacancies.Count;
                        meeting = Fold(meeting, m => VacateOffices.Decide(m, who, null, at));
                        meeting.Entry.Officers.Select(officer => officer.Participant).ShouldNotContain(who);
                        meeting.Entry.Vacancies.Count.ShouldBe(vacancies + held);
                    }
                    else if (!named)
                    {
                        var vacant = meeting.Entry.Vacancies.Count(vacancy => vacancy.Role == role);
                        meeting = Fold(meeting, m => Named($"{who}:{role}").Decide(m, at));
                        meeting.Entry.Vacancies.Count(vacancy => vacancy.Role == role).ShouldBe(Math.Max(0, vacant - 1));
                    }
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true));

    private static Decider<Meeting> Given(params string[] officers) => new(officers.Aggregate(new Meeting().Evolve(Planned), (meeting, officer) => Fold(meeting, m => Named(officer).Decide(m, Before))));

    private static DesignateOfficer Named(string officer) =>
        new() { Role = Enum.Parse<OfficerRole>(officer.Split(':')[1]), Name = $"Somebody of {officer}", Title = "Minister", Participant = officer.Split(':')[0] };

    private static Meeting Fold(Meeting meeting, Func<Meeting, IEnumerable<object>> decide) => decide(meeting).Aggregate(meeting, (state, e) => state.Evolve(e));
}

[Collection<Convening>]
public sealed class R6_Withdrawal_heard_by_Scheduling(SchedulingFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient anybody = fixture.Service.As(null);
    private readonly IDocumentStore store = fixture.Service.Services.GetRequiredService<IDocumentStore>();

    [Fact]
    public async Task a_chair_that_withdraws_leaves_a_vacancy_that_anybody_sees_and_somebody_fills()
    {
        var edition = await fixture.Edition();
        var meeting = await Plan(edition, 1);
        await Name(meeting, "FIN", "Chair");
        var (id, delegation) = (Guid.CreateVersion7(), Dialogue.Delegation("FIN") with { EditionId = edition });
        await fixture.Say(id, 1, delegation);
        await fixture.Say(id, 2, Withdrawn(delegation));
        await Eventually.Holds(
            async () =>
            {
                var vacant = (await anybody.Read($"/editions/{edition}/vacancies")).Items().ShouldHaveSingleItem();
                (vacant.Text("role"), vacant.Text("participant"), vacant.GetProperty("chairVacant").GetBoolean()).ShouldBe(("Chair", "FIN", true));
            },
            "the chair is vacant");
        var seen = await anybody.Read($"/meetings/{meeting}");
        seen.Items("officers").ShouldBeEmpty();
        seen.GetProperty("chairVacant").GetBoolean().ShouldBeTrue();

        (await organizer.Post($"/meetings/{meeting}/officers", new { role = "Chair", name = "Somebody else", title = "Minister", participant = "FIN" }, seen.Number("version"))).ShouldBe((422, "participant-withdrew"));
        await Name(meeting, "KEN", "Chair");
        (await anybody.Read($"/editions/{edition}/vacancies")).Items().ShouldBeEmpty();

        // Its office does not come back with it.
        await fixture.Say(id, 3, delegation with { LastWithdrawnAt = Dialogue.Noon });
        await Eventually.True(async () => await Version(id) is 3, "its return is known");
        (await anybody.Read($"/meetings/{meeting}")).Items("officers").ShouldHaveSingleItem().Text("participant").ShouldBe("KEN");
    }

    [Fact]
    public async Task a_withdrawal_that_is_heard_of_after_the_return_vacates_all_the_same()
    {
        var edition = await fixture.Edition();
        var meeting = await Plan(edition, 1);
        await Name(meeting, "FIN", "Chair");
        var (id, delegation) = (Guid.CreateVersion7(), Dialogue.Delegation("FIN") with { EditionId = edition });
        // By the clock of the edition it withdrew after its officer was named.
        var back = delegation with { LastWithdrawnAt = DateTimeOffset.UtcNow.AddMinutes(1) };
        await fixture.Say(id, 3, back);
        await fixture.Say(id, 2, Withdrawn(back));
        await Eventually.Holds(async () => (await anybody.Read($"/meetings/{meeting}")).Items("officers").ShouldBeEmpty(), "the office is vacant");
        await Eventually.True(async () => await Version(id) is 3, "the newest is known");
    }

    [Fact]
    public async Task however_often_it_is_told_each_office_is_vacated_once()
    {
        var edition = await fixture.Edition();
        var meetings = new[] { await Plan(edition, 1), await Plan(edition, 2) };
        foreach (var meeting in meetings)
        {
            await Name(meeting, "FIN", "Chair");
            await Name(meeting, "FIN", "Rapporteur");
        }

        var id = Guid.CreateVersion7();
        var gone = Withdrawn(Dialogue.Delegation("FIN") with { EditionId = edition });
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => fixture.Say(id, 2, gone)));
        await Eventually.Holds(async () => (await anybody.Read($"/editions/{edition}/vacancies")).Items().Count().ShouldBe(4), "all are vacant");
        await using var session = store.QuerySession();
        foreach (var meeting in meetings)
            (await session.Events.FetchStreamAsync(meeting)).Count(e => e.Data is OfficeVacated).ShouldBe(2);
    }

    [Fact]
    public async Task two_hundred_requests_for_the_last_place_at_a_round_table_give_exactly_one()
    {
        const int Seats = 3;
        var edition = await fixture.Edition();
        var meeting = await Plan(edition, 1, "RoundTable");
        var table = await organizer.Create("/round-tables", new { editionId = edition, number = 1, meetingId = meeting, capacity = Seats });
        for (var n = 0; n < Seats - 1; n++)
            await fixture.Say(Guid.CreateVersion7(), 2, (Dialogue.Delegation($"FIRST-{n}") with { EditionId = edition }).Chooses(Dialogue.Noon, 1, 1));
        await Eventually.Holds(async () => (await anybody.Read($"/round-tables/{table}")).Items("seats").Count().ShouldBe(Seats - 1), "one place is left");

        Delegation[] asking = [.. Enumerable.Range(0, 200).Select(n => (Dialogue.Delegation($"P{n:000}") with { EditionId = edition }).Chooses(Dialogue.Noon.AddSeconds(1 + (n * 37 % 200)), 1, 1))];
        await Task.WhenAll(asking.Select(delegation => fixture.Say(Guid.CreateVersion7(), 2, delegation)));
        await Eventually.True(
            async () =>
            {
                await using var session = store.QuerySession();
                return await session.Query<KnownDelegation>().CountAsync(known => known.Delegation.EditionId == edition) == asking.Length + Seats - 1;
            },
            "all are heard of");

        var first = asking.MinBy(delegation => delegation.RoundTableChoicesAt)!.Participant;
        (await anybody.Read($"/round-tables/{table}")).Items("seats").Select(seat => seat.Text("participant")).ShouldBe(["FIRST-0", "FIRST-1", first], ignoreOrder: true);
        await using var reading = store.QuerySession();
        var then = new RoundTables.RoundTable();
        foreach (var e in await reading.Events.FetchStreamAsync(table))
        {
            then = then.Evolve(e.Data);
            then.Seats.Count.ShouldBeLessThanOrEqualTo(Seats, "at no moment more than there are");
        }
    }

    private static Delegation Withdrawn(Delegation delegation) => delegation with { Standing = DelegationStanding.Withdrawn, LastWithdrawnAt = delegation.LastWithdrawnAt ?? Dialogue.Noon };

    private Task<Guid> Plan(Guid edition, int number, string kind = "Plenary") => organizer.Create("/meetings", new
    {
        editionId = edition,
        kind,
        number,
        title = "A meeting",
        startsAt = "2006-09-14T10:00:00-04:00",
        endsAt = "2006-09-14T13:00:00-04:00",
    });

    private Task Name(Guid meeting, string participant, string role) =>
        organizer.Change($"/meetings/{meeting}", "officers", new { role, name = $"Somebody of {participant}", title = "Minister", participant });

    private async Task<long?> Version(Guid delegation)
    {
        await using var session = store.QuerySession();
        return (await session.LoadAsync<KnownDelegation>(delegation))?.Version;
    }
}
