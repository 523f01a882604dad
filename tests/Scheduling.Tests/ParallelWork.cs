using System.Net;
using Forum.Contracts.Registration;
using Forum.Kit;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Editions;
using Forum.Scheduling.RoundTables;
using Forum.Scheduling.SpeakersLists;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Scheduling.Tests;

/// <summary>Two replicas, sixteen messages at a time in each, on the real store.</summary>
[Collection<Convening>]
public sealed class When_much_happens_at_once(SchedulingFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient anybody = fixture.Service.As(null);
    private readonly IDocumentStore store = fixture.Service.Services.GetRequiredService<IDocumentStore>();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task whatever_the_order_of_the_messages_list_and_seats_are_those_that_are_due(int seed)
    {
        var edition = await fixture.Edition();
        await Plan(edition, number: 1, capacity: 4);
        await Plan(edition, number: 2, capacity: 5);
        var random = new Random(seed);
        var told = Enumerable.Range(0, 30).Select(i => Tell(edition, i, random)).ToArray();
        (KnownDelegation Known, Guid MessageId)[] messages = [.. told.SelectMany(steps => steps).Select(known => (known, Guid.CreateVersion7()))];

        // Half of them come twice as the same message; a third comes again as another one, from a replica that did not know it was sent.
        (KnownDelegation Known, Guid MessageId)[] all =
        [
            .. messages,
            .. messages.Where((_, n) => n % 2 == 0),
            .. messages.Where((_, n) => n % 3 == 0).Select(message => (message.Known, Guid.CreateVersion7())),
        ];
        random.Shuffle(all);
        var late = Task.CompletedTask;
        await Parallel.ForEachAsync(all.Index(), async (message, _) =>
        {
            // One table is planned in the middle of it.
            if (message.Index == all.Length / 2)
                late = Plan(edition, number: 3, capacity: 3);
            await fixture.Say(message.Item.Known.Id, message.Item.Known.Version, message.Item.Known.Delegation, message.Item.MessageId);
        });
        await late;

        KnownDelegation[] newest = [.. told.Select(steps => steps[^1])];
        var due = Seating.FirstCome(new Dictionary<int, int> { [1] = 4, [2] = 5, [3] = 3 }, newest.Select(known => known.Seats()).OfType<SeatRequest>());
        await Eventually.Holds(
            async () =>
            {
                await using var session = store.QuerySession();
                var known = await session.Query<KnownDelegation>().Where(known => known.Delegation.EditionId == edition).ToListAsync();
                known.Select(known => (known.Id, known.Version)).ShouldBe(newest.Select(known => (known.Id, known.Version)), ignoreOrder: true);

                var list = await session.LoadAsync<SpeakersList>(edition);
                list!.InOrder().Select(entry => (entry.Inscription.DelegationId, entry.Inscription.ReceivedAt)).ShouldBe(
                    newest.Select(known => known.Floor()).OfType<FloorRequest>().OrderBy(floor => floor.ReceivedAt).ThenBy(floor => SpeakingOrder.Lot(list.Seed!, floor.Participant))
                        .Select(floor => ((Guid?)floor.DelegationId, floor.ReceivedAt)));

                var tables = await session.Query<RoundTable>().Where(table => table.EditionId == edition).ToListAsync();
                foreach (var table in tables)
                    table.Seats.Select(seat => seat.Participant).ShouldBe(due[table.Number].Select(request => request.Participant), ignoreOrder: true);
                tables.Count.ShouldBe(3);
            },
            "list and seats are in line with what the delegations asked for last");

        await NoTableWasEverOverfull(edition);
        (await fixture.Queues()).ShouldNotContain(queue => queue.EndsWith("_error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task thirty_deliveries_of_one_statement_count_once()
    {
        var edition = await fixture.Edition();
        var plenary = await Sit(edition);
        await Inscribe(edition, 1);
        var list = await anybody.Read($"/editions/{edition}/speakers-list");
        var address = $"/editions/{edition}/speakers-list/{list.Items().Single().Text("inscriptionId")}/delivery";
        var version = list.Number("version");

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => organizer.Post(address, new { meetingId = plenary }, version)));
        answers.Count(answer => answer.Status == 204).ShouldBe(1);
        answers.Where(answer => answer.Status != 204).Distinct().ShouldBe([(412, "stale-version")]);
        (await organizer.Post(address, new { meetingId = plenary }, version + 1)).ShouldBe((422, "already-delivered"));

        (await anybody.Read($"/editions/{edition}/counts")).Number("speakers", "deliveredDebate").ShouldBe(1);
        await using var session = store.QuerySession();
        (await session.Events.FetchStreamAsync(edition)).Count(e => e.Data is StatementDelivered).ShouldBe(1);
    }

    [Fact]
    public async Task statements_are_delivered_while_others_are_still_being_inscribed_and_withdrawn()
    {
        const int Speakers = 25;
        var edition = await fixture.Edition();
        var plenary = await Sit(edition);
        await Inscribe(edition, Speakers);
        var inscribed = (await anybody.Read($"/editions/{edition}/speakers-list")).Items().Select(item => item.Text("inscriptionId")).ToArray();

        var late = Task.Run(async () =>
        {
            for (var i = Speakers; i < Speakers * 2; i++)
                await fixture.Say(Guid.CreateVersion7(), 2, Delegation(edition, i).Asks(Dialogue.Noon.AddHours(i)));
        });
        foreach (var inscription in inscribed)
            await UntilDelivered(edition, inscription!, plenary);
        await late;

        await Eventually.Holds(
            async () =>
            {
                var counts = await anybody.Read($"/editions/{edition}/counts");
                counts.Number("speakers", "inscribedDebate").ShouldBe(Speakers * 2);
                counts.Number("speakers", "deliveredDebate").ShouldBe(Speakers);
            },
            "the late ones are inscribed too");
    }

    [Fact]
    public async Task a_delegation_that_is_heard_of_before_its_edition_is_inscribed()
    {
        var edition = Guid.CreateVersion7();
        await fixture.Edition();
        await fixture.Say(Guid.CreateVersion7(), 2, Delegation(edition, 1).Asks(Dialogue.Noon));
        await Eventually.Holds(
            async () => (await anybody.Read($"/editions/{edition}/speakers-list")).Items().ShouldHaveSingleItem(),
            "the delegation stands on a list");
    }

    [Fact]
    public async Task an_announcement_that_asks_for_nothing_waits_for_nobody()
    {
        var edition = await fixture.Edition();
        Guid plain = Guid.CreateVersion7(), asking = Guid.CreateVersion7();
        await using (var turn = store.LightweightSession())
        {
            await turn.TakeTurn(edition, CancellationToken.None);
            await fixture.Say(asking, 1, Delegation(edition, 1).Asks(Dialogue.Noon));
            await fixture.Say(plain, 1, Delegation(edition, 2));
            await Eventually.True(() => IsKnown(plain), "the plain one is known while the turn is held");
            await Eventually.True(fixture.SomebodyWaits, "the other one waits for its turn");
            (await IsKnown(asking)).ShouldBeFalse();
        }

        await Eventually.True(() => IsKnown(asking), "the other one is known when its turn has come");
    }

    [Fact]
    public async Task a_withdrawal_that_meets_the_request_half_way_takes_it_back()
    {
        var edition = await fixture.Edition();
        await Plan(edition, number: 1, capacity: 4);
        var id = Guid.CreateVersion7();
        var asking = Delegation(edition, 1).Asks(Dialogue.Noon).Chooses(Dialogue.Noon, 1, 1);
        await OneWhileTheOtherIsNotYetCommitted(
            session => new FollowDelegation(session, TimeProvider.System).Follow(asking.As(id), 2, CancellationToken.None),
            session => new FollowDelegation(session, TimeProvider.System).Follow((asking with { Standing = DelegationStanding.Withdrawn }).As(id), 3, CancellationToken.None));

        (await anybody.Read($"/editions/{edition}/speakers-list")).Items().ShouldBeEmpty();
        (await anybody.Read($"/editions/{edition}/counts")).Number("seats", "confirmed").ShouldBe(0);
    }

    [Fact]
    public async Task a_table_that_is_planned_while_somebody_chooses_it_seats_who_chose()
    {
        var edition = await fixture.Edition();
        var choosing = Delegation(edition, 1).Chooses(Dialogue.Noon, 1, 1);
        await OneWhileTheOtherIsNotYetCommitted(
            session => new FollowDelegation(session, TimeProvider.System).Follow(choosing.As(Guid.CreateVersion7()), 2, CancellationToken.None),
            async session =>
            {
                var table = Guid.CreateVersion7();
                await using (var planning = store.LightweightSession())
                {
                    planning.Events.StartStream<RoundTable>(table, new RoundTablePlanned(table, edition, 1, Topic: null, Guid.CreateVersion7(), 4, Dialogue.Noon));
                    await planning.SaveChangesAsync();
                }

                await session.TakeTurn(edition, CancellationToken.None);
                await session.BringSeatsIntoLine(edition, news: null, TimeProvider.System, CancellationToken.None);
            });

        await Eventually.Holds(
            async () => (await anybody.Read($"/editions/{edition}/counts")).Number("seats", "confirmed").ShouldBe(1),
            "the delegation has its seat");
    }

    /// <summary>The first is done but not committed when the second begins.</summary>
    private async Task OneWhileTheOtherIsNotYetCommitted(Func<IDocumentSession, Task> first, Func<IDocumentSession, Task> second)
    {
        await using var one = store.LightweightSession();
        await using var other = store.LightweightSession();
        await first(one);
        var meanwhile = second(other);
        await Eventually.True(async () => meanwhile.IsCompleted || await fixture.SomebodyWaits(), "the second waits, or is done");
        await one.SaveChangesAsync();
        await meanwhile;
        await other.SaveChangesAsync();
    }

    private static Delegation Delegation(Guid edition, int index) => Dialogue.Delegation($"P{index:000}") with { EditionId = edition };

    /// <summary>A delegation's way through Registration, by chance: what is known of it after each of its events.</summary>
    private static List<KnownDelegation> Tell(Guid edition, int index, Random random)
    {
        var id = Guid.CreateVersion7();
        var delegation = Delegation(edition, index);
        List<KnownDelegation> told = [delegation.As(id)];
        for (var step = 0; step < 5; step++)
        {
            var at = Dialogue.Noon.AddMinutes(step * 100 + random.Next(100));
            delegation = (random.Next(6), delegation.Standing) switch
            {
                (_, DelegationStanding.Withdrawn) => delegation with
                {
                    Standing = DelegationStanding.Announced,
                    SpeakingRequestedAt = delegation.SpeakingRequestedAt is null ? null : at,
                    RoundTableChoicesAt = delegation.RoundTableChoicesAt is null ? null : at,
                },
                (0 or 1, _) => delegation.Asks(delegation.SpeakingRequestedAt ?? at),
                (2 or 3, _) => delegation.Chooses(at, 1 + random.Next(2), 1 + random.Next(3), 1 + random.Next(3)),
                (4, _) => delegation with { Standing = DelegationStanding.Withdrawn },
                _ => delegation with { Members = delegation.Members + 1 },
            };
            told.Add(delegation.As(id, told.Count + 1));
        }

        return told;
    }

    private async Task Plan(Guid edition, int number, int capacity)
    {
        var sitting = await organizer.Create("/meetings", new
        {
            editionId = edition,
            kind = "RoundTable",
            number,
            title = $"Meeting of round table {number}",
            startsAt = "2006-09-14T15:00:00-04:00",
            endsAt = "2006-09-14T18:00:00-04:00",
        });
        await organizer.Create("/round-tables", new { editionId = edition, number, meetingId = sitting, capacity });
    }

    /// <summary>A plenary meeting in session.</summary>
    private async Task<Guid> Sit(Guid edition)
    {
        var plenary = await organizer.Create("/meetings", Dialogue.FirstPlenary with { EditionId = edition });
        await organizer.Change($"/meetings/{plenary}", "convening");
        return plenary;
    }

    private async Task Inscribe(Guid edition, int speakers)
    {
        for (var i = 0; i < speakers; i++)
            await fixture.Say(Guid.CreateVersion7(), 2, Delegation(edition, i).Asks(Dialogue.Noon.AddHours(i)));
        await Eventually.Holds(
            async () => (await anybody.Read($"/editions/{edition}/speakers-list")).Items().Count().ShouldBe(speakers),
            "all are inscribed");
    }

    /// <summary>As a client does it: reads, tries, and reads again when somebody else was faster.</summary>
    private async Task UntilDelivered(Guid edition, string inscription, Guid plenary)
    {
        var address = $"/editions/{edition}/speakers-list";
        (int Status, string Code) answer;
        do
        {
            var version = (await anybody.Read(address)).Number("version");
            answer = await organizer.Post($"{address}/{inscription}/delivery", new { meetingId = plenary }, version);
        }
        while (answer.Status == (int)HttpStatusCode.PreconditionFailed);

        answer.ShouldBe((204, ""));
    }

    private async Task<bool> IsKnown(Guid delegation)
    {
        await using var session = store.QuerySession();
        return await session.CheckExistsAsync<KnownDelegation>(delegation);
    }

    /// <summary>At no moment of its history: every version of every table is folded and looked at.</summary>
    private async Task NoTableWasEverOverfull(Guid edition)
    {
        await using var session = store.QuerySession();
        foreach (var table in await session.Query<RoundTable>().Where(table => table.EditionId == edition).ToListAsync())
        {
            var then = new RoundTable();
            foreach (var e in await session.Events.FetchStreamAsync(table.Id))
            {
                then = then.Evolve(e.Data);
                then.Seats.Count.ShouldBeLessThanOrEqualTo(then.Capacity);
                then.Seats.DistinctBy(seat => seat.DelegationId).Count().ShouldBe(then.Seats.Count);
            }
        }
    }
}
