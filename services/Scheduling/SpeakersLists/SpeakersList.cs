using System.Collections.Immutable;
using System.Security.Cryptography;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Store;
using Forum.Scheduling.Delegations;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>The edition has a speakers' list; the stream has the edition's id.</summary>
/// <param name="Seed">By which lots are drawn; null for a list that was opened before there were any.</param>
public sealed record SpeakersListOpened(Guid EditionId, string? Seed = null)
{
    /// <summary>With a seed that nobody chose, 128 bits in hexadecimal.</summary>
    public static SpeakersListOpened With(Guid editionId) => new(editionId, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
}

/// <summary>Lots are drawn by this seed from now on.</summary>
public sealed record SeedPublished(string Seed, DateTimeOffset At);

/// <summary>A speaker stands on the list from now on.</summary>
/// <param name="AwaitsLeave">True when its request came after the list was closed: it waits for the chair's leave.</param>
public sealed record SpeakerInscribed(Inscription Inscription, bool AwaitsLeave = false);

/// <summary>The speaker would speak at other meetings, or on behalf of another group.</summary>
public sealed record RequestChanged(Guid InscriptionId, ImmutableList<int> Preferences, string? OnBehalfOf);

/// <summary>The speaker who will speak is of another level than the one who was inscribed.</summary>
public sealed record LevelChanged(Guid InscriptionId, RankLevel Rank);

/// <summary>A speaker was taken off the list before the statement.</summary>
public sealed record InscriptionWithdrawn(Inscription Inscription);

/// <summary>It was said how the time of the meetings is given to speakers.</summary>
public sealed record SpeakersListPlanned(ListPlan Plan, DateTimeOffset At);

/// <summary>From now on, who has a slot keeps it, and who is inscribed gets one that is free.</summary>
public sealed record SlotsConfirmed(DateTimeOffset At);

/// <summary>The speaker has this slot from now on, and no other.</summary>
/// <param name="StartsAt">When it is expected to begin, with the venue's offset.</param>
/// <param name="Kept">True when the speaker keeps it, whoever is inscribed afterwards.</param>
/// <param name="Level">Its place in the order of speaking by which it was given.</param>
/// <param name="Waived">True when it need not be where the speaker's rank would have it.</param>
public sealed record SlotAssigned(Inscription Inscription, Slot Slot, DateTimeOffset StartsAt, bool Kept, int Level, bool Waived = false);

/// <summary>The speaker has its slot no more and waits for one.</summary>
public sealed record SlotVacated(Inscription Inscription, Slot Slot);

/// <summary>The speaker was called and was not there.</summary>
/// <param name="Slot">In which it was called; null when it had none.</param>
public sealed record SpeakerAbsent(Inscription Inscription, Slot? Slot, DateTimeOffset At);

/// <summary>The speaker has so many minutes, whatever the list's limit is; null when the limit holds again.</summary>
public sealed record LimitGiven(Guid InscriptionId, decimal? Minutes, DateTimeOffset At);

/// <summary>The chair lets the speaker, who observes, speak among the Members.</summary>
public sealed record PlacedAmongMembers(Guid InscriptionId, DateTimeOffset At);

/// <summary>Requests that are received from this instant on wait for the chair's leave.</summary>
/// <param name="ClosesAt">On the edition's clock.</param>
public sealed record ListClosed(DateTimeOffset ClosesAt, DateTimeOffset At);

/// <summary>The chair lets a speaker come onto the closed list.</summary>
public sealed record LeaveGranted(Inscription Inscription, DateTimeOffset At);

/// <summary>The statement was made in plenary.</summary>
/// <param name="Inscription">As it stood then: the rank is that of the speaker who spoke.</param>
/// <param name="At">On the edition's clock.</param>
public sealed record StatementDelivered(Inscription Inscription, Guid MeetingId, DateTimeOffset At);

/// <summary>
/// Who has asked for the floor in plenary, when each speaks, and who has had it: one list per edition, one statement per delegation.
/// A participant on it is in one place: in a slot of one meeting, waiting for a slot, or waiting for the chair's leave.
/// </summary>
public sealed record SpeakersList
{
    internal static readonly Type[] Events =
    [
        typeof(SpeakersListOpened), typeof(SeedPublished), typeof(SpeakerInscribed), typeof(RequestChanged), typeof(LevelChanged), typeof(InscriptionWithdrawn),
        typeof(SpeakersListPlanned), typeof(SlotsConfirmed), typeof(SlotAssigned), typeof(SlotVacated), typeof(SpeakerAbsent), typeof(LimitGiven), typeof(PlacedAmongMembers),
        typeof(ListClosed), typeof(LeaveGranted), typeof(StatementDelivered),
        typeof(ExchangeProposed), typeof(ExchangeWaived), typeof(SlotsExchanged), typeof(ExchangeEnded),
    ];

    /// <summary>The edition's id.</summary>
    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    /// <summary>By which lots are drawn; null when none was published.</summary>
    public string? Seed { get; init; }

    /// <summary>Who stands on the list, in the order of inscription; whoever was taken off is not here any more.</summary>
    public ImmutableList<Entry> Entries { get; init; } = [];

    /// <summary>How time is given to speakers; null while nobody has said.</summary>
    public ListPlan? Plan { get; init; }

    /// <summary>When slots were confirmed first, on the edition's clock; before, whoever is inscribed may move all who come after.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>From when on requests are late, on the edition's clock; null when no instant was announced.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>In the order of proposal.</summary>
    public ImmutableList<Exchange> Exchanges { get; init; } = [];

    public Entry? Find(Guid inscriptionId) => Entries.Find(entry => entry.Inscription.Id == inscriptionId);

    public Entry? Of(string participant) => Entries.Find(entry => entry.Inscription.Participant == participant);

    /// <summary>The entry that a request's address names.</summary>
    /// <exception cref="Missing">Nobody stands on the list under this inscription.</exception>
    public Entry Require(Guid inscriptionId) => Find(inscriptionId) ?? throw new Missing("inscription", inscriptionId);

    /// <summary>True when the request came after the list was closed and the chair gave no leave.</summary>
    public bool AwaitsLeave(Entry entry) => AwaitsLeave(entry.Inscription) && entry.LeaveAt is null && entry.Statement is null;

    /// <summary>
    /// The list as it is called: the openers as inscribed; then the debate, each meeting by its slots, and who waits for a slot by rank, preferred meeting, receipt and lot;
    /// last, by receipt, who waits for leave. Slots that are not confirmed yet are those that everybody would have now.
    /// </summary>
    public IEnumerable<Entry> InOrder()
    {
        var debate = Arrangement.Seen(this).Entries.FindAll(entry => entry.Inscription.Kind is StatementKind.Debate);
        return
        [
            .. Entries.Where(entry => entry.Inscription.Kind is StatementKind.Opening),
            .. debate.Where(entry => entry.Slot is not null)
                .OrderBy(entry => Plan?.Find(entry.Slot!.MeetingId)?.StartsAt ?? DateTimeOffset.MinValue)
                .ThenBy(entry => Plan?.Find(entry.Slot!.MeetingId)?.Number)
                .ThenBy(entry => entry.Slot!.Number),
            .. debate.Where(entry => entry.Slot is null && !AwaitsLeave(entry)).ByKey(this),
            .. debate.Where(AwaitsLeave).OrderBy(entry => entry.Inscription.ReceivedAt).ThenByReceipt(this),
        ];
    }

    /// <summary>
    /// Who speaks at this meeting, in the order of the list: those with a slot there; while the list has no plan, all who stand on it.
    /// The openers stand at the head of the meeting that comes first. Who waits for leave is not called.
    /// </summary>
    public IEnumerable<Entry> CalledAt(Guid meetingId)
    {
        var first = Plan is null || Plan.Sittings is [var opening, ..] && opening.MeetingId == meetingId;
        return InOrder().Where(entry => entry.Inscription.Kind is StatementKind.Opening ? first : Plan is null ? !AwaitsLeave(entry) : entry.Slot?.MeetingId == meetingId);
    }

    /// <summary>Brings one delegation's entry into line with what it asks for. A statement that was made stays, whatever the delegation does afterwards.</summary>
    /// <param name="floor">Its request; null when it has none.</param>
    /// <param name="next">Id of the inscription, should there be a new one.</param>
    /// <param name="now">On the edition's clock: nobody gets a slot that should have begun. Null when no clock is known.</param>
    public IEnumerable<object> Follow(Guid delegationId, FloorRequest? floor, Guid next, DateTimeOffset? now = null)
    {
        var entry = Entries.Find(entry => entry.Inscription.DelegationId == delegationId);
        return Settle(
            (entry, floor) switch
            {
                ({ Statement: not null }, _) or (null, null) => [],
                (null, { } asked) => [Inscribe(asked, next)],
                ({ } held, null) => [new InscriptionWithdrawn(held.Inscription)],
                ({ } held, { } asked) when held.Inscription.ReceivedAt != asked.ReceivedAt =>
                    // It withdrew and came back: to the end of the queue, not to its old place.
                    [new InscriptionWithdrawn(held.Inscription), Inscribe(asked, next)],
                ({ } held, { } asked) => Change(held.Inscription, asked),
            },
            now);
    }

    /// <summary>
    /// What was decided, with what follows from it: who gets which slot, and which exchanges are overtaken. Everything that is decided on the list goes through here,
    /// so that after each decision every participant is in one place and every slot has one speaker.
    /// </summary>
    /// <param name="now">On the edition's clock; null when no clock is known.</param>
    public IEnumerable<object> Settle(IEnumerable<object> decided, DateTimeOffset? now = null)
    {
        object[] events = [.. decided];
        return events.Length == 0 ? [] : [.. events, .. events.Aggregate(this, static (list, e) => list.Evolve(e)).Unsettled(now)];
    }

    /// <summary>What is still to happen so that everybody has the slot that is due, and no exchange is open that was overtaken.</summary>
    public IEnumerable<object> Unsettled(DateTimeOffset? now)
    {
        object[] moves = [.. Arrangement.Moves(this, now)];
        var then = moves.Aggregate(this, static (list, e) => list.Evolve(e));
        return [.. moves, .. then.Exchanges.Where(exchange => exchange.IsOpen() && then.Overtook(exchange)).Select(exchange => new ExchangeEnded(exchange.Id, ExchangeState.Overtaken))];
    }

    public SpeakersList Evolve(object @event) => @event switch
    {
        SpeakersListOpened e => this with { Id = e.EditionId, Seed = e.Seed },
        SeedPublished e => this with { Seed = e.Seed },
        SpeakerInscribed e => this with { Entries = Entries.Add(new Entry(e.Inscription)) },
        RequestChanged e => Replace(e.InscriptionId, entry => entry with { Inscription = entry.Inscription with { Preferences = e.Preferences, OnBehalfOf = e.OnBehalfOf } }),
        LevelChanged e => Replace(e.InscriptionId, entry => entry with { Inscription = entry.Inscription with { Rank = e.Rank } }),
        InscriptionWithdrawn e => this with { Entries = Entries.RemoveAll(entry => entry.Inscription.Id == e.Inscription.Id) },
        SpeakersListPlanned e => this with { Plan = e.Plan },
        SlotsConfirmed e => this with { ConfirmedAt = ConfirmedAt ?? e.At },
        SlotAssigned e => Seat(e.Inscription.Id, e.Slot, e.Kept ? new HeldSlot(e.Slot, e.Level, e.Waived) : null),
        SlotVacated e => Replace(e.Inscription.Id, entry => entry with { Slot = null }),
        SpeakerAbsent e => Replace(e.Inscription.Id, entry => entry with { Slot = null, Held = null, AbsentAt = e.At, Missed = e.Slot ?? entry.Missed }),
        LimitGiven e => Replace(e.InscriptionId, entry => entry with { LimitMinutes = e.Minutes }),
        PlacedAmongMembers e => Replace(e.InscriptionId, entry => entry with { AmongMembers = true }),
        ListClosed e => this with { ClosesAt = e.ClosesAt },
        LeaveGranted e => Replace(e.Inscription.Id, entry => entry with { LeaveAt = e.At }),
        StatementDelivered e => Replace(e.Inscription.Id, entry => entry with { Statement = new Statement(e.MeetingId, e.At) }),
        ExchangeProposed e => this with { Exchanges = Exchanges.Add(e.Exchange) },
        ExchangeWaived e => Replace(e.ExchangeId, exchange => exchange with { Waived = true }),
        SlotsExchanged e => Replace(e.ExchangeId, exchange => exchange with { State = ExchangeState.Exchanged })
            .Replace(e.One.Id, entry => entry with { Slot = e.OneSlot, Held = new HeldSlot(e.OneSlot, entry.Level(), e.Waived) })
            .Replace(e.Other.Id, entry => entry with { Slot = e.OtherSlot, Held = new HeldSlot(e.OtherSlot, entry.Level(), e.Waived) }),
        ExchangeEnded e => Replace(e.ExchangeId, exchange => exchange with { State = e.Outcome }),
        _ => this,
    };

    private bool AwaitsLeave(Inscription inscription) => inscription.Kind is StatementKind.Debate && inscription.ReceivedAt >= ClosesAt;

    private bool Overtook(Exchange exchange) =>
        Find(exchange.By) is not { Statement: null, Slot: { } offered } || offered != exchange.Offered
        || Find(exchange.To) is not { Statement: null, Slot: { } wanted } || wanted != exchange.Wanted;

    /// <summary>Who is given a slot to keep has it, whoever kept it before and was moved away.</summary>
    private SpeakersList Seat(Guid inscriptionId, Slot slot, HeldSlot? held)
    {
        var cleared = held is null ? this : this with
        {
            Entries = [.. Entries.Select(entry => entry.Inscription.Id != inscriptionId && entry.Held?.Slot.Meets(slot) is true ? entry with { Held = null } : entry)],
        };
        return cleared.Replace(inscriptionId, entry => entry with { Slot = slot, Held = held ?? entry.Held });
    }

    private SpeakersList Replace(Guid inscriptionId, Func<Entry, Entry> change) =>
        Entries.FindIndex(entry => entry.Inscription.Id == inscriptionId) is var at and >= 0 ? this with { Entries = Entries.SetItem(at, change(Entries[at])) } : this;

    private SpeakersList Replace(Guid exchangeId, Func<Exchange, Exchange> change) =>
        Exchanges.FindIndex(exchange => exchange.Id == exchangeId) is var at and >= 0 ? this with { Exchanges = Exchanges.SetItem(at, change(Exchanges[at])) } : this;

    private static IEnumerable<object> Change(Inscription held, FloorRequest asked)
    {
        if (held.Rank != asked.Rank)
            yield return new LevelChanged(held.Id, asked.Rank);
        if (held.OnBehalfOf != asked.OnBehalfOf || !held.Preferences.SequenceEqual(asked.Preferences))
            yield return new RequestChanged(held.Id, [.. asked.Preferences], asked.OnBehalfOf);
    }

    private SpeakerInscribed Inscribe(FloorRequest asked, Guid id)
    {
        var inscription = new Inscription
        {
            Id = id,
            Kind = StatementKind.Debate,
            ReceivedAt = asked.ReceivedAt,
            DelegationId = asked.DelegationId,
            Participant = asked.Participant,
            Name = asked.Name,
            Category = asked.Category,
            Group = asked.Group,
            Rank = asked.Rank,
            Preferences = [.. asked.Preferences],
            OnBehalfOf = asked.OnBehalfOf,
            Returned = asked.Returned,
        };
        return new SpeakerInscribed(inscription, AwaitsLeave(inscription));
    }
}
