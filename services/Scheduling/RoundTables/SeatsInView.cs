using System.Collections.Immutable;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Releases;
using Forum.Scheduling.SpeakersLists;

namespace Forum.Scheduling.RoundTables;

/// <summary>A round table and the meeting at which it sits.</summary>
/// <param name="StartsAt">Of the meeting, with the venue's offset, as is the next.</param>
/// <param name="ChairedBy">Codes of the participants that its chairs come from: each keeps a seat for another delegate (domain rule S6).</param>
public sealed record TableInView(RoundTable Table, MeetingState State, DateTimeOffset StartsAt, DateTimeOffset EndsAt, ImmutableHashSet<string> ChairedBy)
{
    /// <summary>False once its seats stay as they are.</summary>
    public bool IsToCome => State is not (MeetingState.Concluded or MeetingState.Cancelled);

    /// <summary>True when there is an instant at which both sit.</summary>
    public bool Overlaps(TableInView other) => StartsAt < other.EndsAt && other.StartsAt < EndsAt;
}

/// <summary>A delegation on the waiting list of a table.</summary>
/// <param name="Instead">Number of the table whose seat it would leave; null when it holds fewer seats than it asks for.</param>
public sealed record Waiting(SeatRequest Request, TableSeat Seat, int? Instead, Standing Standing);

/// <summary>By what a delegation comes before another on a waiting list; smaller comes first (domain rule S4).</summary>
/// <param name="CameBack">True when it withdrew after seats were given: then it is behind all who stayed.</param>
/// <param name="Seats">That it holds, or is offered, at all tables.</param>
/// <param name="NotNominated">False when its own group put it forward for this table.</param>
/// <param name="ReceivedAt">When its choices were received, on the edition's clock.</param>
/// <param name="Lot">Drawn from the published seed and its code.</param>
public readonly record struct Standing(bool CameBack, int Seats, bool NotNominated, DateTimeOffset ReceivedAt, int Lot, string Participant)
{
    public static IComparer<Standing> Order { get; } = Comparer<Standing>.Create(static (one, other) =>
    {
        var order = (one.CameBack, one.Seats, one.NotNominated, one.ReceivedAt, one.Lot).CompareTo((other.CameBack, other.Seats, other.NotNominated, other.ReceivedAt, other.Lot));
        return order == 0 ? string.CompareOrdinal(one.Participant, other.Participant) : order;
    });
}

/// <summary>
/// All by which the seats of an edition are given, in view at once: what follows is decided from it alone, in whatever order it was heard of.
/// Until an allocation is released, wishes are collected and nobody is given a seat. Afterwards a seat that is free is offered: to the first of its group's waiting list,
/// then to the first of all who wait, as far as there are flex seats; from the cut-off on, what a group leaves is open to all.
/// </summary>
public sealed record SeatsInView
{
    private readonly Lazy<ILookup<Guid, TableInView>> held, offered;

    public SeatsInView() => (held, offered) = (new(ByHolder), new(ByAsked));

    // What was looked up before a change is not looked at after it.
    private SeatsInView(SeatsInView other)
    {
        (Plan, Tables, Requests, Edition, Now) = (other.Plan, other.Tables, other.Requests, other.Edition, other.Now);
        (held, offered) = (new(ByHolder), new(ByAsked));
    }

    public required SeatingPlan Plan { get; init; }

    /// <summary>By number.</summary>
    public required ImmutableSortedDictionary<int, TableInView> Tables { get; init; }

    /// <summary>What the delegations ask for that come, by delegation.</summary>
    public required ImmutableDictionary<Guid, SeatRequest> Requests { get; init; }

    public required KnownEdition Edition { get; init; }

    /// <summary>On the edition's clock, with the venue's offset.</summary>
    public required DateTimeOffset Now { get; init; }

    public bool CutOffPassed => Plan.CutOffPassedAt is not null || Plan.Rules.CutOffAt <= Now;

    private ILookup<Guid, TableInView> ByHolder() =>
        Counted.SelectMany(table => table.Table.Seats, (table, seat) => (seat.DelegationId, table)).ToLookup(seat => seat.DelegationId, seat => seat.table);

    private ILookup<Guid, TableInView> ByAsked() =>
        Counted.SelectMany(table => table.Table.Offers, (table, offer) => (offer.Seat.DelegationId, table)).ToLookup(offer => offer.DelegationId, offer => offer.table);

    private IEnumerable<TableInView> Counted => Tables.Values.Where(table => table.State is not MeetingState.Cancelled);

    /// <summary>The same after the event.</summary>
    public SeatsInView Then(int table, object e) => this with { Tables = Tables.SetItem(table, Tables[table] with { Table = Tables[table].Table.Evolve(e) }) };

    public SeatsInView Then(IEnumerable<(int Table, object Event)> events) => events.Aggregate(this, (view, e) => view.Then(e.Table, e.Event));

    /// <summary>How the seats of the table are divided, as wishes stand now.</summary>
    public Division DivisionOf(RoundTable table)
    {
        var asking = Requests.Values.Where(request => Wishes(request).Contains(table.Number)).Select(table.SeatFor).ToArray();
        return Division.Of(
            Plan.Rules.Of(table.Number),
            table.Capacity,
            Plan.Rules.Groups,
            [.. asking.Select(seat => seat.Group).OfType<RegionalGroup>().Distinct()],
            asking.Count(seat => seat.DrawsOn is SeatPool.CivilSociety));
    }

    /// <summary>The tables of a request that count, best first.</summary>
    public IEnumerable<int> Wishes(SeatRequest request) => request.Choices.Distinct().Take(Plan.Rules.Choices);

    /// <summary>The tables at which the delegation holds a seat.</summary>
    public IEnumerable<TableInView> HeldBy(Guid delegationId) => held.Value[delegationId];

    /// <summary>Who waits for a seat at the table, the first first.</summary>
    public IReadOnlyList<Waiting> WaitingFor(TableInView table) =>
        !MayOffer(table) ? [] : [.. Requests.Values.Select(request => Waits(request, table)).OfType<Waiting>().OrderBy(waiting => waiting.Standing, Standing.Order)];

    /// <summary>How the delegation waits for a seat at the table; null when it does not: it has not chosen it, has what it asks for, has left the list, or its one person sits elsewhere at that time.</summary>
    public Waiting? Waits(SeatRequest request, TableInView table)
    {
        var rank = Rank(request, table.Table.Number);
        if (rank is null || table.Table.IsHeldBy(request.DelegationId) || table.Table.Offers.Exists(offer => offer.Seat.DelegationId == request.DelegationId) || HasLeft(request, table.Table))
            return null;
        int? instead = null;
        TableInView[] clashes = [.. ClashesOf(request, table)];
        if (clashes.Length > 0 || Load(request.DelegationId) >= request.Seats)
        {
            // It holds as many as it asks for, or one at the same time: it waits on for one that it would rather have.
            var left = HeldBy(request.DelegationId)
                .Where(other => clashes.All(clash => clash == other) && (Rank(request, other.Table.Number) ?? int.MaxValue) > rank && MayLeave(request, other))
                .MaxBy(other => (Rank(request, other.Table.Number) ?? int.MaxValue, other.Table.Number));
            if (left is null || Load(request.DelegationId) > request.Seats)
                return null;
            instead = left.Table.Number;
        }

        return new Waiting(request, table.Table.SeatFor(request), instead, StandingOf(request, table.Table.Number));
    }

    /// <summary>True when the delegation could leave its seat there for another: its chair does not keep it, and it is not offered another for it.</summary>
    private bool MayLeave(SeatRequest request, TableInView held) =>
        held.State is MeetingState.Planned && !IsKeptByChair(held, request.Participant)
        && !offered.Value[request.DelegationId].SelectMany(table => table.Table.Offers).Any(offer => offer.Seat.DelegationId == request.DelegationId && offer.Instead == held.Table.Number);

    /// <summary>The tables where a delegation of one person has a seat, or is offered one, while this one sits.</summary>
    public IEnumerable<TableInView> ClashesOf(SeatRequest request, TableInView table) => request.OnePerson
        ? HeldBy(request.DelegationId).Concat(offered.Value[request.DelegationId]).Where(other => other.Table.Number != table.Table.Number && other.Overlaps(table))
        : [];

    public bool HasLeft(SeatRequest request, RoundTable table) => table.Left.Exists(left => left.DelegationId == request.DelegationId && left.At >= request.ReceivedAt);

    /// <summary>True when seats of the table go through its waiting lists, and it has not begun.</summary>
    public bool MayOffer(TableInView table) => Plan.HasGiven(table.Table.Number) && table.State is MeetingState.Planned && Now < table.StartsAt;

    /// <summary>What follows for the seats from all that is in view: what nobody asks for any more is free, offers lapse, a table that shrank loses seats by the published order, and free seats are offered.</summary>
    public IReadOnlyList<(int Table, object Event)> Settle(Func<Guid> next)
    {
        var events = new List<(int Table, object Event)>();
        var view = this;
        foreach (var step in new Func<SeatsInView, IEnumerable<(int, object)>>[] { TakenFromWhoDoesNotAsk, OffersThatEnd })
            All([.. step(view)]);
        while (view.Overfull() is { } overfull)
            All([overfull]);
        while (view.NextOffer(next) is { } offer)
            All([offer]);
        return events;

        void All(IReadOnlyCollection<(int Table, object Event)> decided)
        {
            events.AddRange(decided);
            view = view.Then(decided);
        }
    }

    /// <summary>What follows when these seats are held and no others, at the tables that have not begun.</summary>
    /// <exception cref="Refusal">Something has changed since the seats were worked out, or they break a rule.</exception>
    public IReadOnlyList<(int Table, object Event)> Give(IReadOnlyCollection<(Guid DelegationId, int Table)> seats)
    {
        foreach (var (_, number) in seats.Where(seat => Tables.GetValueOrDefault(seat.Table)?.State is not MeetingState.Planned))
            throw MovedOn($"Round table {number} is not to be seated any more.");
        var events = new List<(int, object)>();
        foreach (var (number, table) in Tables.Where(table => table.Value.State is MeetingState.Planned))
        {
            Guid[] due = [.. seats.Where(seat => seat.Table == number).Select(seat => seat.DelegationId).Distinct()];
            events.AddRange(table.Table.Offers.Select(offer => (number, (object)new OfferTakenBack(offer, Now))));
            events.AddRange(table.Table.Seats.Where(seat => !due.Contains(seat.DelegationId)).Select(seat => (number, (object)new SeatReleased(seat))));
            events.AddRange(due.Where(delegation => !table.Table.IsHeldBy(delegation)).Select(delegation => (number, (object)new SeatAllocated(table.Table.SeatFor(Asking(delegation))))));
        }

        Then(events).MustKeepTheRules();
        return events;
    }

    private void MustKeepTheRules()
    {
        foreach (var table in Tables.Values.Where(table => table.State is MeetingState.Planned))
        {
            var (division, seats) = (DivisionOf(table.Table), table.Table.Seats);
            if (seats.Count > division.Capacity)
                throw MovedOn($"Round table {table.Table.Number} has {division.Capacity} seats, and {seats.Count} would be held.");
            if (seats.Count(seat => seat.DrawsOn is SeatPool.CivilSociety) > division.CivilSocietyCeiling)
                throw MovedOn($"At round table {table.Table.Number} civil society has {division.CivilSocietyCeiling} seats at most.");
            if (!CutOffPassed && division.OnFlex(seats) > division.FlexSeats)
                throw MovedOn($"Round table {table.Table.Number} has {division.FlexSeats} flex seats until the cut-off, and {division.OnFlex(seats)} would be taken.");
            foreach (var request in seats.Select(seat => Asking(seat.DelegationId)))
            {
                if (!Wishes(request).Contains(table.Table.Number) && !IsKeptByChair(table, request.Participant))
                    throw MovedOn($"{request.Participant} has not chosen round table {table.Table.Number}.");
                if (HeldBy(request.DelegationId).Count(other => !IsKeptByChair(other, request.Participant)) > request.Seats)
                    throw MovedOn($"{request.Participant} asks for {request.Seats} seats and would have more.");
                if (ClashesOf(request, table).FirstOrDefault() is { } clash)
                    throw MovedOn($"{request.Participant} comes with one person, who cannot sit at round tables {clash.Table.Number} and {table.Table.Number} at once.");
            }
        }
    }

    private SeatRequest Asking(Guid delegationId) =>
        Requests.GetValueOrDefault(delegationId) ?? throw MovedOn($"The delegation {delegationId} does not ask for a seat any more.");

    private static Refusal MovedOn(string what) => new("allocation-moved-on", $"{what} The seats were worked out from something else: work them out again.") { TakenByAnother = true };

    private static bool IsKeptByChair(TableInView table, string participant) => table.ChairedBy.Contains(participant);

    private int? Rank(SeatRequest request, int table) => Wishes(request).Index().Where(wish => wish.Item == table).Select(wish => (int?)wish.Index).FirstOrDefault();

    /// <summary>The seats that the delegation holds or is offered, apart from those for which it would leave one that it still holds.</summary>
    private int Load(Guid delegationId) =>
        HeldBy(delegationId).Count() + offered.Value[delegationId].Sum(table => table.Table.Offers.Count(offer => offer.Seat.DelegationId == delegationId && !LeavesOne(offer)));

    private bool LeavesOne(SeatOffer offer) => HeldBy(offer.Seat.DelegationId).Any(table => table.Table.Number == offer.Instead);

    private Standing StandingOf(SeatRequest request, int table) => new(
        Plan.Release is { } release && request.LastWithdrawnAt >= release.At,
        Load(request.DelegationId),
        !Plan.IsNominated(request.Group, table, request.Participant),
        request.ReceivedAt,
        SpeakingOrder.Lot(Plan.Rules.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture), request.Participant),
        request.Participant);

    private static IEnumerable<(int, object)> TakenFromWhoDoesNotAsk(SeatsInView view)
    {
        foreach (var (number, table) in view.Tables.Where(table => table.Value.IsToCome))
        {
            foreach (var seat in table.Table.Seats.Where(seat => !(view.Requests.GetValueOrDefault(seat.DelegationId) is { } request && (request.Choices.Contains(number) || IsKeptByChair(table, seat.Participant)))))
                yield return (number, new SeatReleased(seat));
        }

        // Who asks for fewer seats now keeps those that it would rather have.
        foreach (var request in view.Requests.Values.OrderBy(request => request.DelegationId))
        {
            var kept = view.HeldBy(request.DelegationId).Where(table => request.Choices.Contains(table.Table.Number)).ToArray();
            var most = kept.Where(table => table.State is MeetingState.Planned && !IsKeptByChair(table, request.Participant)).OrderByDescending(table => request.Choices.IndexOf(table.Table.Number));
            foreach (var table in most.Take(Math.Max(0, kept.Length - request.Seats)))
                yield return (table.Table.Number, new SeatReleased(table.Table.Seats.Find(seat => seat.DelegationId == request.DelegationId)!));
        }
    }

    private static IEnumerable<(int, object)> OffersThatEnd(SeatsInView view)
    {
        foreach (var (number, table) in view.Tables)
        {
            foreach (var offer in table.Table.Offers)
            {
                if (offer.ExpiresAt <= view.Now)
                    yield return (number, new SeatLapsed(offer, view.Now));
                else if (!view.MayOffer(table) || !view.Stands(offer, table))
                    yield return (number, new OfferTakenBack(offer, view.Now));
            }
        }
    }

    /// <summary>True when the delegation would wait for the seat, were it not offered to it.</summary>
    private bool Stands(SeatOffer offer, TableInView table) =>
        Requests.GetValueOrDefault(offer.Seat.DelegationId) is { } request
        && Then(table.Table.Number, new OfferTakenBack(offer, Now)) is var without
        && without.Waits(request, without.Tables[table.Table.Number]) is not null;

    /// <summary>What a table loses that has more seats taken than it has: offers first, then whoever draws on flex seats beyond those there are, from the end of the order.</summary>
    private (int, object)? Overfull()
    {
        foreach (var (number, table) in Tables.Where(table => table.Value.IsToCome && table.Value.Table.Taken.Count > table.Value.Table.Capacity))
        {
            if (table.Table.Offers is [.., var newest])
                return (number, new OfferTakenBack(newest, Now));
            var division = DivisionOf(table.Table);
            var onFlex = table.Table.Seats.Where(seat => !IsKeptByChair(table, seat.Participant) && division.OnFlex(table.Table.Seats) > division.OnFlex(table.Table.Seats.Remove(seat)));
            if (onFlex.Where(seat => Requests.ContainsKey(seat.DelegationId)).MaxBy(seat => StandingOf(Requests[seat.DelegationId], number), Standing.Order) is { } last)
                return (number, new SeatReleased(last));
        }

        return null;
    }

    /// <summary>The offer that is due next; null when no free seat is waited for. Where a delegation is the first at several tables, the one comes first that it would rather have.</summary>
    private (int, object)? NextOffer(Func<Guid> next)
    {
        var (first, pool) = Tables.Values.Where(MayOffer).Select(First).Where(offer => offer.First is not null)
            .OrderBy(offer => Rank(offer.First!.Request, offer.First.Seat.RoundTable)).ThenBy(offer => offer.First!.Seat.RoundTable)
            .FirstOrDefault();
        if (first is null)
            return null;
        var table = Tables[first.Seat.RoundTable];
        return (first.Seat.RoundTable, new SeatOffered(new SeatOffer(next(), first.Seat, pool, first.Instead, Now, Until(table))));
    }

    /// <summary>Who is to be offered a seat at this table next, and from which seats.</summary>
    private (Waiting? First, SeatPool Pool) First(TableInView table)
    {
        if (table.Table.Taken.Count >= table.Table.Capacity)
            return (null, default);
        var (division, taken) = (DivisionOf(table.Table), table.Table.Taken);
        var free = WaitingFor(table).Select(waiting => (Waiting: waiting, Pool: division.Free(waiting.Seat, taken, CutOffPassed))).Where(place => place.Pool is not null).ToArray();
        // First those whose own group, or civil society, has a seat left; then all others.
        var (first, pool) = free.OrderBy(place => place.Pool is SeatPool.Flex).ThenBy(place => place.Waiting.Standing, Standing.Order).FirstOrDefault();
        return (first, pool ?? default);
    }

    private DateTimeOffset Until(TableInView table)
    {
        var stands = Now + (Edition.DayOf(Now) == Edition.DayOf(table.StartsAt) ? Plan.Rules.OfferStandsOnTheDay : Plan.Rules.OfferStands);
        return Edition.AtVenue(stands < table.StartsAt ? stands : table.StartsAt);
    }
}
