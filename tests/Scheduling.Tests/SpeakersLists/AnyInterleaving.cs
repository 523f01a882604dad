using System.Text.Json;
using Forum.Contracts.Registration;
using Forum.Hosting.Store;
using Forum.Scheduling.SpeakersLists;
using FsCheck;
using FsCheck.Fluent;
using static Forum.Scheduling.Tests.SpeakersLists.Debates;

namespace Forum.Scheduling.Tests.SpeakersLists;

/// <summary>Something that somebody tries to do to a list; whether it is possible then, the list says.</summary>
/// <param name="What">Which of the acts.</param>
/// <param name="Who">The participant, by number.</param>
/// <param name="Whom">The other one.</param>
/// <param name="Draw">Whatever else there is to choose.</param>
public sealed record Attempt(int What, int Who, int Whom, int Draw);

/// <summary>Tries acts on a list, and remembers what came of it.</summary>
internal sealed class TriedList(bool looking)
{
    private const int Acts = 16;
    private readonly Dictionary<int, int> receipts = [];
    private int clock;

    public SpeakersList List { get; private set; } = Empty;

    public List<object> Events { get; } = [new SpeakersListOpened(Dialogue.Id, Seed)];

    /// <summary>What a decision left undone: asked again at the same instant, somebody moved.</summary>
    public List<object> LeftToMove { get; } = [];

    /// <summary>Who waited after a decision though a slot was free that was in the order of its rank.</summary>
    public List<string> WaitedInVain { get; } = [];

    public static Gen<List<Attempt>> Attempts { get; } = (
        from what in Gen.Choose(0, Acts - 1)
        from who in Gen.Choose(0, 11)
        from whom in Gen.Choose(0, 11)
        from draw in Gen.Choose(0, 999)
        select new Attempt(what, who, whom, draw)).ListOf().Resize(60);

    public void Try(Attempt attempt)
    {
        try
        {
            object[] events = [.. Decide(attempt)];
            Events.AddRange(events);
            List = events.Aggregate(List, (state, e) => state.Evolve(e));
            if (looking && events.Length > 0 && attempt.What < Acts - 2)
                LookForWhatIsLeft(Before.AddMinutes(clock));
        }
        catch (Exception e) when (e is Refusal or Missing)
        {
            // As it should be: the list says no.
        }
    }

    private void LookForWhatIsLeft(DateTimeOffset now)
    {
        LeftToMove.AddRange(List.Settle([new SeedPublished(Seed, now)], now).Skip(1));
        if (List.ConfirmedAt is null || List.Plan is not { } plan)
            return;
        foreach (var waiting in List.Entries.Where(entry => entry is { Slot: null, Statement: null, Missed: null } && !List.AwaitsLeave(entry)))
        {
            var slots = plan.Sittings.SelectMany(sitting => Enumerable.Range(1, plan.SlotsIn(sitting)), (sitting, number) => new Slot(sitting.MeetingId, number, plan.SlotsFor(waiting)));
            WaitedInVain.AddRange(slots.Where(slot => Arrangement.IsFree(List, slot, waiting.Inscription.Id, now) && Arrangement.IsLegal(List, waiting, slot)).Select(slot => $"{waiting.Inscription.Participant} {slot}"));
        }
    }

    private IEnumerable<object> Decide(Attempt attempt)
    {
        clock++;
        var (code, other) = ($"P{attempt.Who:00}", $"P{attempt.Whom:00}");
        var now = Before.AddMinutes(clock);
        var id = List.Of(code)?.Inscription.Id ?? Guid.Empty;
        var exchange = List.Exchanges.FindLast(exchange => exchange.IsOpen());
        return attempt.What switch
        {
            0 or 1 or 2 => List.Follow(IdOf(code), Asked(attempt, receipts.GetValueOrDefault(attempt.Who, clock)), Guid.CreateVersion7(), now),
            3 => List.Follow(IdOf(code), null, Guid.CreateVersion7(), now),
            4 => List.Follow(IdOf(code), Asked(attempt, receipts[attempt.Who] = clock), Guid.CreateVersion7(), now),
            5 => new PlanSpeakersList { LimitMinutes = 20 + attempt.Draw % 4 * 10, GroupLimitMinutes = attempt.Draw % 2 == 0 ? 70 : null }.Decide(List, Plenaries.Take(1 + attempt.Draw % 4), Dialogue.Known, now),
            6 => new ConfirmSlots { Anew = attempt.Draw % 5 == 0, Reason = "Tried." }.Decide(List, now),
            7 => NoteAbsence.Decide(List, id, now),
            8 => new PlaceSpeaker { Meeting = attempt.Draw % 5 == 0 ? null : 1 + attempt.Draw % 4, Slot = attempt.Draw % 5 == 0 ? null : 1 + attempt.Draw % 7, Reason = "Tried." }.Decide(List, id, now),
            9 => new GiveLimit { Minutes = attempt.Draw % 3 == 0 ? null : attempt.Draw % 60 + 1, Reason = "Tried." }.Decide(List, id, now),
            10 => List.Of(code) is { Statement: null } entry && !List.AwaitsLeave(entry)
                ? List.Settle([new StatementDelivered(entry.Inscription, entry.Slot?.MeetingId ?? Plenaries[0].Id, now)], now)
                : [],
            11 => new CloseSpeakersList { ClosesAt = attempt.Draw % 2 == 0 ? null : now.AddMinutes(5), Reason = "Tried." }.Decide(List, Dialogue.Known, now),
            12 => GrantLeave.Decide(List, id, now),
            13 => new ProposeExchange { With = other }.Decide(List, Guid.CreateVersion7(), code, Dialogue.Known, now),
            14 => AgreeToExchange.Decide(List, exchange?.Id ?? Guid.Empty, exchange?.ToParticipant ?? "", now),
            _ => attempt.Draw % 3 == 0 ? WaiveRank.Decide(List, exchange?.Id ?? Guid.Empty, now) : LapseExchanges.Decide(List, now),
        };
    }

    private Scheduling.Delegations.FloorRequest Asked(Attempt attempt, int received)
    {
        receipts[attempt.Who] = received;
        int[] prefers = attempt.Draw % 3 == 0 ? [] : [1 + attempt.Draw % 4, 1 + (attempt.Draw + 1) % 4];
        var asked = Asks($"P{attempt.Who:00}", 0, (RankLevel)(attempt.Draw % 11), (ParticipantCategory)(attempt.Who % 4), prefers, attempt.Draw % 7 == 0 ? "G77" : null);
        return asked with { ReceivedAt = Before.AddMinutes(received / 2) };
    }
}

public sealed class When_inscriptions_exchanges_absences_and_closings_come_in_any_order
{
    [Fact]
    public void a_slot_has_one_speaker_at_every_moment() => ForEvery(tried =>
    {
        var state = new SpeakersList();
        foreach (var e in tried.Events)
        {
            state = state.Evolve(e);
            var held = state.Entries.Select(entry => entry.Slot).OfType<Slot>().ToArray();
            held.Index().Where(one => held.Skip(one.Index + 1).Any(other => other.Meets(one.Item))).ShouldBeEmpty();
        }
    });

    [Fact]
    public void every_inscribed_participant_is_in_exactly_one_place() => ForEvery(tried =>
    {
        var list = tried.List;
        list.InOrder().Select(entry => entry.Inscription.Id).ShouldBe(list.Entries.Select(entry => entry.Inscription.Id), ignoreOrder: true);
        list.Entries.DistinctBy(entry => entry.Inscription.Participant).Count().ShouldBe(list.Entries.Count);
        list.Entries.Where(entry => list.AwaitsLeave(entry) && entry.Slot is not null).ShouldBeEmpty();
        foreach (var entry in list.Entries.Where(entry => entry is { Statement: null, Slot: not null }))
            entry.Slot!.Last().ShouldBeLessThanOrEqualTo(list.Plan!.SlotsIn(list.Plan.Find(entry.Slot.MeetingId)!));
        // What is read says the same of each.
        var read = ListOfSpeakers.Of(list);
        read.Items.Select(item => item.InscriptionId).Concat(read.Late.Select(late => late.InscriptionId)).ShouldBe(list.Entries.Select(entry => entry.Inscription.Id), ignoreOrder: true);
    });

    [Fact]
    public void a_replay_of_the_events_gives_the_same_order_and_so_does_the_state_as_it_is_kept() => ForEvery(tried =>
    {
        var replayed = tried.Events.Aggregate(new SpeakersList(), (state, e) => state.Evolve(e));
        Places(replayed).ShouldBe(Places(tried.List));
        Places(JsonSerializer.Deserialize<SpeakersList>(JsonSerializer.Serialize(tried.List))!).ShouldBe(Places(tried.List));
    });

    [Fact]
    public void nothing_is_left_to_move_after_a_decision() => ForEvery(tried => tried.LeftToMove.ShouldBeEmpty(), looking: true);

    [Fact]
    public void nobody_waits_for_a_slot_that_is_free_and_its_own_by_rank() => ForEvery(tried => tried.WaitedInVain.ShouldBeEmpty(), looking: true);

    [Fact]
    public void no_open_exchange_is_of_somebody_who_moved_spoke_or_left() => ForEvery(tried =>
    {
        foreach (var exchange in tried.List.Exchanges.Where(exchange => exchange.IsOpen()))
        {
            tried.List.Find(exchange.By)!.ShouldSatisfyAllConditions(entry => entry.Slot.ShouldBe(exchange.Offered), entry => entry.Statement.ShouldBeNull());
            tried.List.Find(exchange.To)!.ShouldSatisfyAllConditions(entry => entry.Slot.ShouldBe(exchange.Wanted), entry => entry.Statement.ShouldBeNull());
        }
    });

    [Fact]
    public void what_is_tried_is_often_possible()
    {
        // Otherwise the laws above would hold of lists to which nothing happens.
        var seen = new HashSet<Type>();
        ForEvery(tried => seen.UnionWith(tried.Events.Select(e => e.GetType())));
        SpeakersListEvents.Except(seen).ShouldBeEmpty();
    }

    private static IEnumerable<Type> SpeakersListEvents =>
    [
        typeof(SpeakersListOpened), typeof(SpeakerInscribed), typeof(RequestChanged), typeof(LevelChanged), typeof(InscriptionWithdrawn),
        typeof(SpeakersListPlanned), typeof(SlotsConfirmed), typeof(SlotAssigned), typeof(SlotVacated), typeof(SpeakerAbsent), typeof(LimitGiven), typeof(PlacedAmongMembers),
        typeof(ListClosed), typeof(LeaveGranted), typeof(StatementDelivered), typeof(ExchangeProposed), typeof(ExchangeWaived), typeof(SlotsExchanged), typeof(ExchangeEnded),
    ];

    private static string[] Places(SpeakersList list) =>
        [.. list.InOrder().Select(entry => $"{entry.Inscription.Participant} {entry.Slot} {list.KeyOf(entry)?.InWords()} {entry.Statement is not null} {list.AwaitsLeave(entry)}")];

    private static void ForEvery(Action<TriedList> law, bool looking = false) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(looking ? 150 : 300),
        Prop.ForAll(Arb.From(TriedList.Attempts), attempts =>
        {
            var tried = new TriedList(looking);
            // A debate that is on its way: some stand on the list, and there are slots.
            for (var who = 0; who < 8; who++)
                tried.Try(new Attempt(0, who, 0, who * 37));
            tried.Try(new Attempt(5, 0, 0, 3));
            tried.Try(new Attempt(6, 0, 0, 1));
            foreach (var attempt in attempts)
                tried.Try(attempt);
            law(tried);
        }));
}

public sealed class When_messages_come_in_any_order_to_a_list_with_slots
{
    [Fact]
    public void everybody_ends_in_the_same_slot() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Stories.Story(), Gen.Choose(0, 40).ToArbitrary(), (story, early) =>
    {
        // Slots are confirmed when some of it is known; then the rest comes, in one order or in the other.
        var confirmed = new HeardList();
        foreach (var message in story.OneWay.Take(early))
            confirmed.Receive(message);
        confirmed.Confirm();
        var other = confirmed.Copy();
        foreach (var message in story.OneWay)
            confirmed.Receive(message);
        foreach (var message in story.OtherWay)
            other.Receive(message);
        other.Outcome.ShouldBe(confirmed.Outcome);
    }));

    private sealed class HeardList
    {
        private readonly Dictionary<Guid, Scheduling.Delegations.KnownDelegation> known = [];
        // Four slots at each of two meetings: fewer than may ask for one.
        private SpeakersList list = Empty.Then(Plan(limit: 40, meetings: 2).Decide(Empty, Plenaries, Dialogue.Known, Before));

        public IEnumerable<string> Outcome => list.InOrder().Select(entry => $"{entry.Inscription.Participant} {entry.Inscription.ReceivedAt:O} {entry.Inscription.Rank} {list.PlaceOf(entry.Inscription.Participant!)}");

        public void Receive(object message)
        {
            if (message is not Scheduling.Delegations.KnownDelegation news || (known.TryGetValue(news.Id, out var earlier) && earlier.Version >= news.Version))
                return;
            known[news.Id] = news;
            list = list.Then(list.Follow(news.Id, news.Floor(), Guid.CreateVersion7()));
        }

        public void Confirm() => list = list.Confirmed();

        public HeardList Copy()
        {
            var copy = new HeardList { list = list };
            foreach (var (id, delegation) in known)
                copy.known[id] = delegation;
            return copy;
        }
    }
}
