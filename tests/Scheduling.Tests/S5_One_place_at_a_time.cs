using Forum.Contracts.Governance;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Mandates;
using Forum.Hosting.Store;
using Forum.Kit;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Persons;
using FsCheck;
using FsCheck.Fluent;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using RoundTable = Forum.Scheduling.RoundTables.RoundTable;
using TableSeat = Forum.Scheduling.RoundTables.TableSeat;

namespace Forum.Scheduling.Tests;

/// <summary>A natural person is in one place at a time: hard between round tables and for officers, soft and with half an hour around it for a slot in plenary.</summary>
public sealed class S5_One_place_at_a_time
{
    private static readonly Guid Person = Guid.CreateVersion7();

    [Theory]
    [InlineData(15, 18, 15, 18, true)]
    [InlineData(15, 18, 17, 20, true)]
    [InlineData(15, 18, 16, 17, true)]
    [InlineData(15, 18, 18, 20, false)]
    [InlineData(15, 18, 12, 15, false)]
    public void two_round_tables_exclude_each_other_at_equal_and_overlapping_times_and_not_at_adjacent_ones(int from, int to, int otherFrom, int otherTo, bool exclude)
    {
        var (one, other) = (Seat(1, from, to), Seat(2, otherFrom, otherTo));
        Exclusion.Between(one, other).ShouldBe(exclude ? Severity.Hard : null);
        Exclusion.Between(other, one).ShouldBe(exclude ? Severity.Hard : null);
        Exclusion.Between(one, Office(otherFrom, otherTo)).ShouldBe(exclude ? Severity.Hard : null);
        Exclusion.Between(one, one).ShouldBeNull();
    }

    [Theory]
    [InlineData("15:00", Severity.Soft)]
    [InlineData("14:30", Severity.Soft)]
    [InlineData("14:20", null)]
    [InlineData("18:29", Severity.Soft)]
    [InlineData("18:30", null)]
    public void a_slot_in_plenary_is_too_near_to_a_seat_for_half_an_hour_around_it(string at, Severity? severity)
    {
        // The slot takes ten minutes: it ends at 14:30 when it begins at 14:20.
        Exclusion.Between(Slot(at), Seat(1, 15, 18)).ShouldBe(severity);
        Exclusion.Between(Seat(1, 15, 18), Slot(at)).ShouldBe(severity);
    }

    [Fact]
    public void a_slot_excludes_an_office_at_its_own_time_and_is_near_to_it_around_it()
    {
        Exclusion.Between(Slot("15:00"), Office(15, 18)).ShouldBe(Severity.Hard);
        Exclusion.Between(Slot("14:40"), Office(15, 18)).ShouldBe(Severity.Soft);
        Exclusion.Between(Slot("14:50"), Office(15, 18)).ShouldBe(Severity.Soft, "adjacent is not at the same time");
        var presiding = Office(15, 18);
        Exclusion.Between(Slot("15:00") with { MeetingId = presiding.MeetingId }, presiding).ShouldBeNull("who presides may speak");
    }

    [Fact]
    public void a_second_place_at_the_same_time_is_refused()
    {
        var (one, two, later) = (Seat(1, 15, 18), Seat(2, 15, 18), Seat(3, 18, 20));
        var person = At(one);
        new Decider<Whereabouts>(person).When(w => Ask(w, one, two)).ThenRefused("person-elsewhere");
        new Decider<Whereabouts>(person).When(w => Ask(w, one, Office(17, 20))).ThenRefused("person-elsewhere");
        new Decider<Whereabouts>(person).When(w => Ask(w, one, later)).Then<PlaceTaken>().Place.ShouldBe(later);
        // Moved there it is refused, too; left first it is not.
        new Decider<Whereabouts>(At(one, later)).When(w => Ask(w, one, later with { StartsAt = Dialogue.Summer(14, 17) })).ThenRefused("person-elsewhere");
        new Decider<Whereabouts>(person).When(w => Ask(w, two)).Events().ShouldBe([new PlaceLeft(one, Dialogue.Noon), new PlaceTaken(Person, Dialogue.Id, two, Dialogue.Noon)]);
    }

    [Fact]
    public void a_soft_conflict_is_detected_and_stands_until_one_of_the_two_moves_or_goes()
    {
        var (seat, slot) = (Seat(2, 15, 18), Slot("15:30"));
        var person = At(seat, slot);
        var conflict = person.Conflicts.ShouldHaveSingleItem();
        (conflict.Severity, conflict.One.Kind, conflict.Other.Kind).ShouldBe((Severity.Soft, PlaceKind.PlenarySlot, PlaceKind.RoundTableSeat));
        Follow(person, seat, slot).ShouldBeEmpty("it is told of once");
        Resolved(person, seat).ShouldBe(Resolution.SlotLeft);
        Resolved(person, slot).ShouldBe(Resolution.PlaceLeft);
        Resolved(person, seat, slot with { StartsAt = Dialogue.Summer(14, 10), EndsAt = Dialogue.Summer(14, 11) }).ShouldBe(Resolution.SlotMoved);
        Resolved(person, slot, seat with { StartsAt = Dialogue.Summer(15, 10), EndsAt = Dialogue.Summer(15, 13) }).ShouldBe(Resolution.PlaceMoved);
        // It may move and be as near as before: then it stands.
        Follow(person, seat, slot with { StartsAt = slot.StartsAt.AddMinutes(5) }).ShouldHaveSingleItem().ShouldBeOfType<PlaceMoved>();
    }

    [Fact]
    public void what_was_acknowledged_stays_so_until_a_place_moves()
    {
        var (seat, slot) = (Seat(2, 15, 18), Slot("15:30"));
        var person = At(seat, slot);
        person = Fold(person, person.Acknowledge(person.Conflicts[0].Id, Guid.CreateVersion7(), Dialogue.Noon));
        person.Conflicts.ShouldBeEmpty();
        Follow(person, seat, slot).ShouldBeEmpty();
        Follow(person, seat, slot with { StartsAt = slot.StartsAt.AddMinutes(5) }).OfType<ConflictDetected>().ShouldHaveSingleItem();
        Should.Throw<Missing>(() => person.Acknowledge(Guid.CreateVersion7(), Guid.CreateVersion7(), Dialogue.Noon).ToArray());
        var hard = At(Office(15, 18), slot);
        Should.Throw<Refusal>(() => hard.Acknowledge(hard.Conflicts[0].Id, Guid.CreateVersion7(), Dialogue.Noon).ToArray()).Code.ShouldBe("conflict-is-hard");
    }

    [Fact]
    public void whatever_is_asked_for_in_any_order_nobody_holds_two_places_at_one_instant_and_every_nearness_is_shown()
    {
        var places = (from kind in Gen.Elements(Enum.GetValues<PlaceKind>()) from which in Gen.Choose(0, 5) from start in Gen.Choose(8, 19) from hours in Gen.Choose(1, 4) select (kind, which, start, hours));
        Guid[] subjects = [.. Enumerable.Range(0, 6).Select(_ => Guid.CreateVersion7())];
        Prop.ForAll(
            (from drop in Gen.Choose(0, 3) from place in places select (drop, place)).ArrayOf().ToArbitrary(),
            steps =>
            {
                var person = new Whereabouts();
                foreach (var (drop, (kind, which, start, hours)) in steps)
                {
                    // Somebody takes or moves a place, or one is left; a slot comes where the list has it, asked for or not.
                    var place = new Place
                    {
                        Kind = kind,
                        MeetingId = subjects[which],
                        Subject = kind is PlaceKind.PlenarySlot ? subjects[0] : subjects[which],
                        StartsAt = Dialogue.Summer(14, start),
                        EndsAt = Dialogue.Summer(14, start).AddHours(hours),
                    };
                    Place[] due = drop == 0 ? [.. person.Places.Skip(1)] : [.. person.Places.Where(held => !held.Is(place)), place];
                    try
                    {
                        person = Fold(person, kind is PlaceKind.PlenarySlot ? Follow(person, due) : Ask(person, due));
                        person.Places.ShouldBe(due, ignoreOrder: true);
                    }
                    catch (Refusal refusal)
                    {
                        refusal.Code.ShouldBe("person-elsewhere");
                    }

                    foreach (var (one, other) in person.Places.SelectMany(one => person.Places.Where(other => !other.Is(one)), (one, other) => (one, other)))
                    {
                        if (one.Kind is not PlaceKind.PlenarySlot && other.Kind is not PlaceKind.PlenarySlot)
                            (one.StartsAt < other.EndsAt && other.StartsAt < one.EndsAt).ShouldBeFalse();
                        person.Conflicts.Exists(conflict => conflict.IsOf(one, other)).ShouldBe(Exclusion.Between(one, other) is not null);
                    }
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true));
    }

    [Fact]
    public void a_seat_passes_to_who_stands_in_and_stays_the_delegations_otherwise()
    {
        Guid head = Guid.CreateVersion7(), second = Guid.CreateVersion7(), third = Guid.CreateVersion7(), id = Guid.CreateVersion7();
        var table = new RoundTable { Id = Guid.CreateVersion7(), Number = 2, EditionId = Dialogue.Id, Seats = [new TableSeat(Dialogue.Id, 2, id, "LUX", ParticipantCategory.MemberState, null)] };
        var named = new Representation { Id = id, EditionId = Dialogue.Id, AtTables = new Representation().AtTables.Add(table.Id, second), PlenarySpeaker = second };
        var delegation = Dialogue.Delegation("LUX") with { People = [head, second] };

        Followed(delegation).ShouldBeEmpty();
        var substituted = delegation with { People = [head, third], StandIns = [new Contracts.Registration.StandIn { Leaving = second, Coming = third }] };
        Followed(substituted).OfType<TableRepresentativeNamed>().Single().ShouldSatisfyAllConditions(e => e.PersonId.ShouldBe(third), e => e.Cause.ShouldBe(NamingCause.Substituted));
        Followed(substituted).OfType<PlenarySpeakerNamed>().Single().PersonId.ShouldBe(third);
        Followed(substituted, free: false).OfType<TableRepresentativeNamed>().Single().ShouldSatisfyAllConditions(e => e.PersonId.ShouldBeNull(), e => e.Cause.ShouldBe(NamingCause.SubstituteElsewhere));
        Followed(delegation with { People = [head] }).OfType<TableRepresentativeNamed>().Single().Cause.ShouldBe(NamingCause.LeftDelegation);
        Followed(delegation with { Standing = DelegationStanding.Withdrawn }).OfType<TableRepresentativeNamed>().Single().Cause.ShouldBe(NamingCause.Withdrew);
        named.Follow(delegation.As(id), [table with { Seats = [] }], (_, _) => true, Dialogue.Noon).OfType<TableRepresentativeNamed>().Single().Cause.ShouldBe(NamingCause.SeatReleased);

        object[] Followed(Delegation now, bool free = true) => [.. named.Follow(now.As(id), [table], (_, _) => free, Dialogue.Noon)];
    }

    private static Place Seat(int table, int from, int to) => new() { Kind = PlaceKind.RoundTableSeat, MeetingId = Guid.CreateVersion7(), Subject = Guid.CreateVersion7(), RoundTable = table, StartsAt = Dialogue.Summer(14, from), EndsAt = Dialogue.Summer(14, to) };

    private static Place Office(int from, int to) => new() { Kind = PlaceKind.Office, MeetingId = Guid.CreateVersion7(), Subject = Guid.CreateVersion7(), Role = OfficerRole.Chair, StartsAt = Dialogue.Summer(14, from), EndsAt = Dialogue.Summer(14, to) };

    private static Place Slot(string at)
    {
        var start = Dialogue.Summer(14, 0) + TimeSpan.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        return new Place { Kind = PlaceKind.PlenarySlot, MeetingId = Guid.CreateVersion7(), Subject = Guid.CreateVersion7(), StartsAt = start, EndsAt = start.AddMinutes(10) };
    }

    private static Whereabouts At(params Place[] places) => Fold(new Whereabouts(), Follow(new Whereabouts(), places));

    private static IEnumerable<object> Ask(Whereabouts person, params Place[] due) => person.Ask(Person, Dialogue.Id, due, Guid.CreateVersion7, Dialogue.Noon);

    private static object[] Follow(Whereabouts person, params Place[] due) => [.. person.Follow(Person, Dialogue.Id, due, Guid.CreateVersion7, Dialogue.Noon)];

    private static Resolution Resolved(Whereabouts person, params Place[] due) => Follow(person, due).OfType<ConflictResolved>().Single().Resolution;

    private static Whereabouts Fold(Whereabouts person, IEnumerable<object> events) => events.ToArray().Aggregate(person, (state, e) => state.Evolve(e));
}

[Collection<Convening>]
public sealed class S5_People_over_HTTP(SchedulingFixture fixture)
{
    private const string Afternoon = "2006-09-14T15:00:00-04:00", Evening = "2006-09-14T18:00:00-04:00", Night = "2006-09-14T21:00:00-04:00";
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient luxembourg = fixture.Service.As("delegation", "LUX");
    private readonly IDocumentStore store = fixture.Service.Services.GetRequiredService<IDocumentStore>();

    [Fact]
    public async Task c6_1_the_minister_at_round_table_2_and_in_plenary_is_shown_with_both_ways_out_until_it_is_resolved()
    {
        var (edition, lux, minister, adviser) = await Luxembourg(tables: 2);
        // 14 September in the afternoon: plenary meeting 2, beside round table 2.
        await Plan(edition, "Plenary", 1, "2006-09-14T10:00:00-04:00", "2006-09-14T13:00:00-04:00");
        await Plan(edition, "Plenary", 2, Afternoon, Evening);
        await Name(lux, "round-tables/2", minister);
        await Inscribe(edition, lux, minister, adviser);
        await ChangeList(edition, "plan", new { limitMinutes = 7, changeoverMinutes = 3 });
        (await Conflicts(edition)).ShouldBeEmpty("in the morning it speaks long before");

        await ChangeList(edition, "slots", new { anew = false }, HttpMethod.Post);
        var inscription = (await organizer.Read($"/editions/{edition}/speakers-list")).Items().Single(item => item.Text("participant") == "LUX").Text("inscriptionId");
        await ChangeList(edition, $"{inscription}/place", new { meeting = 2, slot = 1, reason = "The minister arrives at noon." });
        var conflict = await Detected(edition);
        (conflict.Text("participant"), conflict.Text("severity"), conflict.GetProperty("one").Text("kind"), conflict.GetProperty("other").Number("roundTable")).ShouldBe(("LUX", "Soft", "PlenarySlot", 2));
        // Both ways out are there, and the delegation sees its own.
        conflict.Items("waysOut").Select(way => way.Text("kind")).ShouldBe(["MoveSlot", "ExchangeSlot", "NameAnotherSpeaker", "SubstituteAtTable", "Acknowledge"]);
        (await luxembourg.Read($"/delegations/{lux}/conflicts")).Items().ShouldHaveSingleItem().Text("id").ShouldBe(conflict.Text("id"));

        // One way: the slot moves.
        await ChangeList(edition, $"{inscription}/place", new { meeting = 1, slot = 2, reason = "So that the minister can be at the round table." });
        await Eventually.Holds(async () => (await Conflicts(edition)).ShouldBeEmpty(), "the slot is in the morning again");
        await ChangeList(edition, $"{inscription}/place", new { meeting = 2, slot = 1, reason = "The minister arrives at noon after all." });
        var again = await Detected(edition);

        // The other: somebody else sits at the round table. The request is that of the way out.
        var substitute = again.Items("waysOut").Single(way => way.Text("kind") == "SubstituteAtTable");
        substitute.Text("method").ShouldBe("PUT");
        (await luxembourg.Put(substitute.Text("href")!, new { personId = adviser }, await Version(lux))).ShouldBe((204, ""));
        (await Conflicts(edition)).ShouldBeEmpty();

        await using var session = store.QuerySession();
        (await session.Events.FetchStreamAsync(minister)).Select(e => e.Data).OfType<ConflictResolved>().Select(e => e.Resolution).ShouldBe([Resolution.SlotMoved, Resolution.PlaceLeft]);
    }

    [Fact]
    public async Task a_soft_conflict_may_be_acknowledged_with_a_reason()
    {
        var (edition, lux, minister, adviser) = await Luxembourg(tables: 1);
        await Plan(edition, "Plenary", 1, Afternoon, Evening);
        await Inscribe(edition, lux, minister, adviser);
        await ChangeList(edition, "plan", new { limitMinutes = 7 });
        // Named when the slot is known already, it is detected at once.
        await Name(lux, "round-tables/1", minister);
        var conflict = (await Conflicts(edition)).ShouldHaveSingleItem();
        var address = $"/conflicts/{conflict.Text("id")}/acknowledgement";
        (await fixture.Service.As("delegation", "BEL").Post(address, new { reason = "Not ours." }, conflict.Number("version"))).ShouldBe((404, "not-found"));
        (await luxembourg.Post(address, new { reason = "The two halls are next to each other." }, conflict.Number("version"))).ShouldBe((204, ""));
        (await Conflicts(edition)).ShouldBeEmpty();
        (await luxembourg.Post(address, new { reason = "Once more." }, conflict.Number("version"))).ShouldBe((404, "not-found"));
    }

    [Fact]
    public async Task nobody_sits_at_two_round_tables_at_once_and_two_of_one_delegation_may()
    {
        var (_, lux, minister, adviser) = await Luxembourg(tables: 2);
        await Name(lux, "round-tables/1", minister);
        (await luxembourg.Put($"/delegations/{lux}/representation/round-tables/2", new { personId = minister }, await Version(lux))).ShouldBe((409, "person-elsewhere"));
        await Name(lux, "round-tables/2", adviser);
        var named = await luxembourg.Read($"/delegations/{lux}/representation");
        named.Items("seats").Select(seat => seat.GetProperty("personId").GetGuid()).ShouldBe([minister, adviser]);
        (named.GetProperty("plenarySpeaker").GetGuid(), named.GetProperty("speakerIsHead").GetBoolean()).ShouldBe((minister, true));
        (await luxembourg.Put($"/delegations/{lux}/representation/round-tables/1", new { personId = Guid.CreateVersion7() }, await Version(lux))).ShouldBe((422, "person-not-of-delegation"));
        (await luxembourg.Put($"/delegations/{lux}/representation/round-tables/9", new { personId = minister }, await Version(lux))).ShouldBe((404, "not-found"));
        (await fixture.Service.As("delegation", "BEL").Put($"/delegations/{lux}/representation/round-tables/1", new { personId = minister }, 1)).ShouldBe((404, "not-found"));
    }

    [Fact]
    public async Task two_tables_that_ask_for_one_person_at_the_same_instant_leave_the_person_at_one()
    {
        const int Tables = 8;
        var (edition, lux, minister, adviser) = await Luxembourg(Tables);
        var meetings = await Meetings(edition);
        // One delegation names itself at one table while the secretariat names the same person to offices of all others.
        var answers = await Task.WhenAll(meetings.Select((meeting, n) => n == 0
            ? luxembourg.Put($"/delegations/{lux}/representation/round-tables/1", new { personId = minister }, 0)
            : organizer.Post($"/meetings/{meeting}/officers", new { role = "Rapporteur", name = "A. Person", title = "Minister", participant = "LUX", personId = minister }, version: 1)));
        answers.Count(answer => answer.Status == 204).ShouldBe(1);
        answers.Count(answer => answer == (409, "person-elsewhere")).ShouldBe(Tables - 1);
        await using var session = store.QuerySession();
        (await session.LoadAsync<Whereabouts>(minister))!.Places.ShouldHaveSingleItem();
        await Name(lux, answers[0].Status == 204 ? "round-tables/2" : "round-tables/1", adviser);
    }

    [Fact]
    public async Task the_stream_of_a_person_lets_one_of_two_writers_in_that_wait_for_no_turn()
    {
        var (edition, _, minister, _) = await Luxembourg(tables: 1);
        await using var one = store.LightweightSession();
        await using var other = store.LightweightSession();
        foreach (var (session, table) in new[] { (one, 1), (other, 2) })
        {
            var stream = await session.Events.FetchForWriting<Whereabouts>(minister);
            stream.AppendMany((stream.Aggregate ?? new Whereabouts()).Ask(minister, edition, [Seat(table)], Guid.CreateVersion7, Dialogue.Noon));
        }

        await one.SaveChangesAsync();
        await Should.ThrowAsync<Exception>(() => other.SaveChangesAsync());
        await using var reading = store.QuerySession();
        (await reading.LoadAsync<Whereabouts>(minister))!.Places.ShouldHaveSingleItem().RoundTable.ShouldBe(1);

        Place Seat(int table) => new() { Kind = PlaceKind.RoundTableSeat, MeetingId = Guid.CreateVersion7(), Subject = Guid.CreateVersion7(), RoundTable = table, StartsAt = Dialogue.Summer(14, 15), EndsAt = Dialogue.Summer(14, 18) };
    }

    [Fact]
    public async Task moving_a_meeting_asks_everybody_in_it_again()
    {
        var (edition, lux, minister, _) = await Luxembourg(tables: 2, apart: true);
        await Name(lux, "round-tables/1", minister);
        await Name(lux, "round-tables/2", minister);
        var second = (await Meetings(edition))[1];
        (await organizer.Put($"/meetings/{second}", Moved("2006-09-14T17:00:00-04:00"), version: 1)).ShouldBe((409, "person-elsewhere"));
        (await organizer.Put($"/meetings/{second}", Moved("2006-09-14T18:30:00-04:00"), version: 1)).ShouldBe((204, ""));
        await using (var session = store.QuerySession())
            (await session.LoadAsync<Whereabouts>(minister))!.Places.ShouldContain(place => place.StartsAt == DateTimeOffset.Parse("2006-09-14T18:30:00-04:00"));
        // Called off, it binds nobody.
        (await organizer.Post($"/meetings/{second}/calling-off", new { reason = "Too few come." }, version: 2)).ShouldBe((204, ""));
        await using (var session = store.QuerySession())
            (await session.LoadAsync<Whereabouts>(minister))!.Places.ShouldHaveSingleItem().RoundTable.ShouldBe(1);

        static object Moved(string startsAt) => new { title = "Moved", startsAt, endsAt = Night, roomId = (Guid?)null };
    }

    [Fact]
    public async Task a_chair_sits_nowhere_else_and_is_free_when_released()
    {
        var (edition, lux, minister, adviser) = await Luxembourg(tables: 2);
        var meeting = (await Meetings(edition))[0];
        await organizer.Change($"/meetings/{meeting}", "officers", new { role = "Chair", name = "A. Person", title = "Minister", participant = "LUX", personId = minister });
        (await luxembourg.Put($"/delegations/{lux}/representation/round-tables/1", new { personId = minister }, 0)).ShouldBe((409, "person-elsewhere"));
        // The chair's State keeps its seat through somebody else.
        await Name(lux, "round-tables/1", adviser);
        (await organizer.Post($"/meetings/{meeting}/officers", new { role = "Rapporteur", name = "B. Person", title = "Adviser", participant = "BEL", personId = adviser }, version: 2)).ShouldBe((422, "person-not-of-delegation"));
        var officer = (await organizer.Read($"/meetings/{meeting}")).Items("officers").Single();
        officer.TryGetProperty("personId", out _).ShouldBeFalse("who it is is not published");
        (await organizer.Post($"/meetings/{meeting}/officers/{officer.Text("id")}/release", new { reason = "Another chair was found." }, version: 2)).ShouldBe((204, ""));
        await Name(lux, "round-tables/2", minister);
    }

    [Fact]
    public async Task who_stands_in_takes_the_seat_and_a_withdrawal_frees_everybody()
    {
        var (edition, lux, minister, adviser) = await Luxembourg(tables: 2);
        var newcomer = Guid.CreateVersion7();
        await Name(lux, "round-tables/1", adviser);
        await organizer.Change($"/meetings/{(await Meetings(edition))[1]}", "officers", new { role = "Chair", name = "A. Person", title = "Minister", participant = "LUX", personId = minister });
        var delegation = Coming(edition, 2, minister, newcomer) with { StandIns = [new Contracts.Registration.StandIn { Leaving = adviser, Coming = newcomer }] };
        await fixture.Say(lux, 3, delegation);
        await Eventually.Holds(async () => (await luxembourg.Read($"/delegations/{lux}/representation")).Items("seats").First().GetProperty("personId").GetGuid().ShouldBe(newcomer), "the newcomer has the seat");
        await using (var session = store.QuerySession())
        {
            (await session.LoadAsync<Whereabouts>(newcomer))!.Places.ShouldHaveSingleItem().RoundTable.ShouldBe(1);
            (await session.LoadAsync<Whereabouts>(adviser))!.Places.ShouldBeEmpty();
        }

        await fixture.Say(lux, 4, delegation with { Standing = DelegationStanding.Withdrawn, LastWithdrawnAt = Dialogue.Noon });
        await Eventually.Holds(
            async () =>
            {
                await using var session = store.QuerySession();
                (await session.LoadAsync<Whereabouts>(newcomer))!.Places.ShouldBeEmpty();
                (await session.LoadAsync<Whereabouts>(minister))!.Places.ShouldBeEmpty();
                (await session.LoadAsync<Representation>(lux))!.AtTables.ShouldBeEmpty();
            },
            "nobody of it is due anywhere");
        (await organizer.Read($"/editions/{edition}/vacancies")).Items().ShouldHaveSingleItem().Text("role").ShouldBe("Chair");
    }

    [Fact]
    public async Task a_chair_who_leaves_the_delegation_leaves_the_office()
    {
        var (edition, lux, minister, adviser) = await Luxembourg(tables: 1);
        var meeting = (await Meetings(edition))[0];
        await organizer.Change($"/meetings/{meeting}", "officers", new { role = "Chair", name = "A. Person", title = "Minister", participant = "LUX", personId = minister });
        await fixture.Say(lux, 3, Coming(edition, 1, adviser));
        await Eventually.Holds(async () => (await organizer.Read($"/editions/{edition}/vacancies")).Items().ShouldHaveSingleItem().Text("role").ShouldBe("Chair"), "the chair is vacant");
    }

    /// <summary>An edition with round tables on the first afternoon, at all of which Luxembourg has a seat.</summary>
    private async Task<(Guid Edition, Guid Delegation, Guid Minister, Guid Adviser)> Luxembourg(int tables, bool apart = false)
    {
        await using (var session = store.LightweightSession())
        {
            foreach (var code in new[] { "LUX", "BEL" })
                session.Store(new KnownMandate { Id = KnownMandate.Of(code, $"delegation-{code}") });
            await session.SaveChangesAsync();
        }

        var edition = await fixture.Edition();
        // Days before it begins, so that slots are still to come.
        var clock = new EditionClock { Kind = ClockKind.Rehearsal, StartsAt = Dialogue.Summer(1, 9), Speed = 1, SetGoingAt = DateTimeOffset.UtcNow };
        await fixture.Say(new RegistrationClosed { EditionId = edition, Revision = 2, Edition = Dialogue.Edition with { Clock = clock } });
        for (var number = 1; number <= tables; number++)
        {
            var meeting = await Plan(edition, "RoundTable", number, apart && number > 1 ? Evening : Afternoon, apart && number > 1 ? Night : Evening);
            await organizer.Create("/round-tables", new { editionId = edition, number, meetingId = meeting, capacity = 5 });
        }

        var (lux, minister, adviser) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await fixture.Say(lux, 2, Coming(edition, tables, minister, adviser));
        await Eventually.Holds(
            async () =>
            {
                (await organizer.Read($"/editions/{edition}/counts")).Number("seats", "confirmed").ShouldBe(tables);
                await using var session = store.QuerySession();
                (await session.LoadAsync<Editions.KnownEdition>(edition))!.Version.ShouldBe(2);
            },
            "Luxembourg has its seats");
        return (edition, lux, minister, adviser);
    }

    private static Delegation Coming(Guid edition, int tables, params Guid[] people) =>
        (Dialogue.Delegation("LUX") with { EditionId = edition, People = people, Members = people.Length }).Chooses(Dialogue.Noon, tables, [.. Enumerable.Range(1, tables)]);

    private async Task Inscribe(Guid edition, Guid lux, Guid minister, Guid adviser)
    {
        await using (var session = store.QuerySession())
        {
            var known = (await session.LoadAsync<KnownDelegation>(lux))!;
            await fixture.Say(lux, known.Version + 1, (known.Delegation with { People = [minister, adviser] }).Asks(Dialogue.Noon));
        }

        await Eventually.Holds(async () => (await organizer.Read($"/editions/{edition}/speakers-list")).Items().ShouldHaveSingleItem(), "Luxembourg is inscribed");
    }

    private async Task ChangeList(Guid edition, string what, object body, HttpMethod? method = null)
    {
        var version = (await organizer.Read($"/editions/{edition}/speakers-list")).Number("version");
        var address = $"/editions/{edition}/speakers-list/{what}";
        var answer = method is null ? await organizer.Put(address, body, version) : await organizer.Post(address, body, version);
        answer.Status.ShouldBeInRange(200, 204, $"{what}: {answer.Code}");
    }

    private async Task<IReadOnlyList<System.Text.Json.JsonElement>> Conflicts(Guid edition) => [.. (await organizer.Read($"/editions/{edition}/conflicts")).Items()];

    private async Task<System.Text.Json.JsonElement> Detected(Guid edition)
    {
        System.Text.Json.JsonElement found = default;
        await Eventually.Holds(async () => found = (await Conflicts(edition)).ShouldHaveSingleItem(), "the conflict is detected");
        return found;
    }

    private async Task<long> Version(Guid lux) => (await luxembourg.Read($"/delegations/{lux}/representation")).Number("version");

    private async Task Name(Guid lux, string what, Guid person) =>
        (await luxembourg.Put($"/delegations/{lux}/representation/{what}", new { personId = person }, await Version(lux))).ShouldBe((204, ""), what);

    private async Task<Guid[]> Meetings(Guid edition) =>
        [.. (await organizer.Read($"/meetings?edition={edition}")).Items().Where(item => item.Text("kind") == "RoundTable").Select(item => item.GetProperty("id").GetGuid())];

    private Task<Guid> Plan(Guid edition, string kind, int number, string startsAt, string endsAt) =>
        organizer.Create("/meetings", new { editionId = edition, kind, number, title = $"{kind} {number}", startsAt, endsAt });
}
