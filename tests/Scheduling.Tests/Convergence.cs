using Forum.Contracts.Registration;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.RoundTables;
using Forum.Scheduling.SpeakersLists;
using FsCheck;
using FsCheck.Fluent;

namespace Forum.Scheduling.Tests;

/// <summary>What several delegations told Registration, each in its own order, and two ways in which the messages may arrive here.</summary>
/// <param name="Tables">Seats of each round table.</param>
/// <param name="OneWay">Messages and plans of tables in some order, some of them more than once.</param>
/// <param name="OtherWay">The same in another order.</param>
public sealed record Story(IReadOnlyList<int> Tables, IReadOnlyList<IReadOnlyList<KnownDelegation>> Told, IReadOnlyList<object> OneWay, IReadOnlyList<object> OtherWay)
{
    public IEnumerable<KnownDelegation> Newest => Told.Select(told => told[^1]);
}

public static class Stories
{
    private static readonly Gen<int> Step = Gen.Choose(0, 6);

    public static Arbitrary<Story> Story() => Arb.From(
        from tables in Gen.Choose(1, 3).ArrayOf(3)
        from delegations in Gen.Choose(1, 9)
        from steps in Step.ListOf().Resize(6).ArrayOf(delegations)
        from draws in Gen.Choose(0, 1000).ArrayOf(200)
        let told = steps.Select((s, i) => Tell(i, [.. s], draws)).ToArray()
        let all = told.SelectMany(t => t).Cast<object>().Concat(tables.Select((_, i) => (object)(i + 1))).ToArray()
        from twice in Gen.Elements(all).ListOf().Resize(6)
        from one in Gen.Shuffle(all.Concat(twice).ToArray())
        from other in Gen.Shuffle(all.Concat(twice).ToArray())
        select new Story(tables, told, one, other));

    /// <summary>A delegation's way through Registration: what is known of it after each of its events.</summary>
    private static List<KnownDelegation> Tell(int index, IReadOnlyList<int> steps, int[] draws)
    {
        var id = new Guid(index + 1, 0, 0, new byte[8]);
        var participant = $"P{index:00}";
        var delegation = Dialogue.Delegation(participant);
        List<KnownDelegation> told = [delegation.As(id)];
        foreach (var (at, step) in steps.Index())
        {
            var draw = draws[(index * 17 + at * 5) % draws.Length];
            // Few different times, so that some are equal between delegations.
            var time = Dialogue.Noon.AddHours(at * 3 + draw % 3);
            var came = delegation.Standing is DelegationStanding.Announced;
            delegation = step switch
            {
                0 or 1 when came && delegation.SpeakingRequestedAt is null => delegation.Asks(time),
                2 or 3 when came => delegation.Chooses(time, 1 + draw % 2, 1 + draw % 3, 1 + (draw + 1) % 3),
                4 when came => delegation with { HeadRank = (RankLevel)(draw % 11) },
                5 when came => delegation with { Standing = DelegationStanding.Withdrawn },
                5 or 6 when !came => delegation with
                {
                    Standing = DelegationStanding.Announced,
                    SpeakingRequestedAt = delegation.SpeakingRequestedAt is null ? null : time,
                    RoundTableChoicesAt = delegation.RoundTableChoicesAt is null ? null : time,
                },
                _ => delegation with { Members = delegation.Members + 1 },
            };
            told.Add(delegation.As(id, told.Count + 1));
        }

        return told;
    }
}

/// <summary>Does what the consumers do, with the same decisions, on streams in memory.</summary>
internal sealed class InMemoryScheduling(IReadOnlyList<int> capacities)
{
    private readonly Dictionary<Guid, KnownDelegation> known = [];
    private readonly SortedDictionary<int, RoundTable> tables = [];

    public SpeakersList List { get; private set; } = new SpeakersList().Evolve(new SpeakersListOpened(Dialogue.Id));

    public IReadOnlyCollection<RoundTable> Tables => tables.Values;

    public void Receive(object message)
    {
        if (message is int number)
        {
            if (tables.ContainsKey(number))
                return;
            tables[number] = new RoundTable().Evolve(new RoundTablePlanned(Guid.CreateVersion7(), Dialogue.Id, number, null, Guid.CreateVersion7(), capacities[number - 1], Dialogue.Noon));
        }
        else
        {
            var news = (KnownDelegation)message;
            if (known.TryGetValue(news.Id, out var earlier) && earlier.Version >= news.Version)
                return;
            known[news.Id] = news;
            List = List.Follow(news.Id, news.Floor(), Guid.CreateVersion7()).Aggregate(List, (list, e) => list.Evolve(e));
        }

        var due = Seating.FirstCome(tables.ToDictionary(table => table.Key, table => table.Value.Capacity), known.Values.Select(delegation => delegation.Seats()).OfType<SeatRequest>());
        foreach (var table in tables.Values.ToArray())
            tables[table.Number] = table.Seat([.. due[table.Number]]).Aggregate(table, (seated, e) => seated.Evolve(e));
    }

    public void Deliver(Guid inscriptionId)
    {
        var entry = List.Entries.Find(entry => entry.Inscription.Id == inscriptionId)!;
        List = List.Evolve(new StatementDelivered(entry.Inscription, Guid.CreateVersion7(), Dialogue.Noon));
    }

    /// <summary>Who stands on the list and who sits where.</summary>
    public IEnumerable<string> Outcome =>
    [
        .. List.InOrder().Select(entry => $"{entry.Inscription.Participant} {entry.Inscription.ReceivedAt:O} {entry.Inscription.Rank}"),
        .. Tables.SelectMany(table => table.Seats, (table, seat) => $"{table.Number} {seat.Participant}").Order(StringComparer.Ordinal),
    ];
}

public sealed class When_messages_come_in_any_order_and_more_than_once
{
    [Fact]
    public void list_and_seats_are_the_same_in_the_end() => ForEvery(story =>
        Play(story, story.OneWay).Outcome.ShouldBe(Play(story, story.OtherWay).Outcome));

    [Fact]
    public void no_table_ever_has_more_people_than_seats_nor_anybody_twice() => ForEvery(story =>
    {
        var scheduling = new InMemoryScheduling(story.Tables);
        foreach (var message in story.OneWay)
        {
            scheduling.Receive(message);
            scheduling.Tables.All(table => table.Seats.Count <= table.Capacity).ShouldBeTrue();
            scheduling.Tables.All(table => table.Seats.DistinctBy(seat => seat.DelegationId).Count() == table.Seats.Count).ShouldBeTrue();
        }
    });

    [Fact]
    public void whoever_comes_and_asked_stands_on_the_list_once_and_nobody_else() => ForEvery(story =>
        Play(story, story.OneWay).List.Entries.Select(entry => entry.Inscription.DelegationId!.Value)
            .ShouldBe(story.Newest.Where(delegation => delegation.Floor() is not null).Select(delegation => delegation.Id), ignoreOrder: true));

    [Fact]
    public void a_delegation_that_withdrew_holds_nothing() => ForEvery(story =>
    {
        var scheduling = Play(story, story.OneWay);
        foreach (var gone in story.Newest.Where(delegation => delegation.Delegation.Standing is DelegationStanding.Withdrawn))
        {
            scheduling.List.Entries.Exists(entry => entry.Inscription.DelegationId == gone.Id).ShouldBeFalse();
            scheduling.Tables.Any(table => table.Seats.Exists(seat => seat.DelegationId == gone.Id)).ShouldBeFalse();
        }
    });

    [Fact]
    public void no_seat_stays_empty_that_somebody_asked_for_and_could_still_take() => ForEvery(story =>
    {
        var scheduling = Play(story, story.OneWay);
        foreach (var request in story.Newest.Select(delegation => delegation.Seats()).OfType<SeatRequest>())
        {
            var held = scheduling.Tables.Count(table => table.Seats.Exists(seat => seat.DelegationId == request.DelegationId));
            held.ShouldBeLessThanOrEqualTo(request.Seats);
            if (held < request.Seats)
            {
                scheduling.Tables.Where(table => request.Choices.Contains(table.Number) && table.Seats.All(seat => seat.DelegationId != request.DelegationId))
                    .All(table => table.Seats.Count == table.Capacity).ShouldBeTrue();
            }
        }
    });

    [Fact]
    public void a_statement_that_was_made_stays_made() => ForEvery(story =>
    {
        var scheduling = new InMemoryScheduling(story.Tables);
        var made = new List<Guid>();
        foreach (var message in story.OneWay)
        {
            scheduling.Receive(message);
            if (scheduling.List.InOrder().FirstOrDefault(entry => entry.Statement is null) is { } next)
            {
                made.Add(next.Inscription.Id);
                scheduling.Deliver(next.Inscription.Id);
            }
        }

        scheduling.List.Entries.Where(entry => entry.Statement is not null).Select(entry => entry.Inscription.Id).ShouldBe(made, ignoreOrder: true);
        scheduling.List.Entries.DistinctBy(entry => entry.Inscription.DelegationId).Count().ShouldBe(scheduling.List.Entries.Count);
    });

    private static void ForEvery(Action<Story> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Stories.Story(), law));

    private static InMemoryScheduling Play(Story story, IEnumerable<object> messages)
    {
        var scheduling = new InMemoryScheduling(story.Tables);
        foreach (var message in messages)
            scheduling.Receive(message);
        return scheduling;
    }
}
