using System.Collections.Immutable;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Deadlines;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Meetings;
using Marten;
using Meeting = Forum.Scheduling.Meetings.Meeting;

namespace Forum.Scheduling.RoundTables;

/// <summary>Reads by what the seats of an edition are given, and keeps what is decided about them. The caller has taken the edition's turn.</summary>
public static class SeatsInLine
{
    /// <summary>Gives and takes the seats of an edition as they are due: by its plan, and without one in the order of receipt.</summary>
    /// <param name="news">What is known of one delegation now, though not yet committed; null when nothing is.</param>
    public static async Task BringSeatsIntoLine(this IDocumentSession session, Guid editionId, KnownDelegation? news, TimeProvider time, CancellationToken ct)
    {
        if (await session.PlannedSeats(editionId, news, time, ct) is { } view)
        {
            await session.Keep(view, view.Settle(Guid.CreateVersion7), ct);
            return;
        }

        var tables = await session.TablesInView(editionId, ct);
        if (tables.Count > 0)
            await session.Append(tables, Seating.InOrderOfReceipt(tables, await session.RequestsOf(editionId, news, ct)), ct);
    }

    /// <summary>Keeps what was decided about one table, and what follows for the seats of the edition.</summary>
    /// <returns>How many events the table has had.</returns>
    public static async Task<int> BringSeatsIntoLine(this IDocumentSession session, Guid editionId, RoundTable changed, IReadOnlyCollection<object> events, TimeProvider time, CancellationToken ct)
    {
        (int Table, object Event)[] decided = [.. events.Select(e => (changed.Number, e))];
        if (await session.PlannedSeats(editionId, news: null, time, ct) is { } view)
        {
            decided = [.. decided, .. view.Then(decided).Settle(Guid.CreateVersion7)];
            await session.Keep(view, decided, ct);
        }
        else
        {
            var tables = await session.TablesInView(editionId, ct);
            TableInView[] after = [.. tables.Select(table => table.Table.Id == changed.Id ? table with { Table = events.Aggregate(table.Table, (state, e) => state.Evolve(e)) } : table)];
            decided = [.. decided, .. Seating.InOrderOfReceipt(after, await session.RequestsOf(editionId, news: null, ct))];
            await session.Append(tables, decided, ct);
        }

        return decided.Count(e => e.Table == changed.Number);
    }

    /// <summary>All by which the seats of a planned edition are given; null when it has no plan.</summary>
    public static async Task<SeatsInView?> PlannedSeats(this IQuerySession session, Guid editionId, KnownDelegation? news, TimeProvider time, CancellationToken ct) =>
        await session.LoadAsync<SeatingPlan>(SeatingPlan.IdOf(editionId), ct) is { } plan && await session.LoadAsync<KnownEdition>(editionId, ct) is { } edition
            ? await session.SeatsBy(plan, edition, news, time, ct)
            : null;

    /// <summary>All by which the seats are given under this plan.</summary>
    public static async Task<SeatsInView> SeatsBy(this IQuerySession session, SeatingPlan plan, KnownEdition edition, KnownDelegation? news, TimeProvider time, CancellationToken ct)
    {
        var tables = await session.TablesInView(edition.Id, ct);
        var requests = (await session.RequestsOf(edition.Id, news, ct)).ToImmutableDictionary(request => request.DelegationId);
        // A chair's State keeps a seat whether it asked for one or not.
        var chairs = tables.SelectMany(table => table.ChairedBy).Distinct().ToArray();
        var chairing = chairs.Length == 0 ? [] : await session.Query<KnownDelegation>().Where(known => known.Delegation.EditionId == edition.Id && known.Delegation.Participant.IsOneOf(chairs)).ToListAsync(ct);
        foreach (var known in chairing.Select(known => known.Id == news?.Id ? news : known).Where(known => !known.IsAway() && !requests.ContainsKey(known.Id)))
            requests = requests.Add(known.Id, new SeatRequest(known.Id, known.Delegation.Participant, known.Delegation.Category, known.Delegation.Group, [], 0, known.Delegation.RoundTableChoicesAt ?? DateTimeOffset.MaxValue));
        return new SeatsInView
        {
            Plan = plan,
            Tables = tables.ToImmutableSortedDictionary(table => table.Table.Number, table => table),
            Requests = requests,
            Edition = edition,
            Now = edition.Now(time),
        };
    }

    /// <summary>Keeps what was decided about tables, each in its stream, and sees to it that offers lapse in time.</summary>
    public static async Task Keep(this IDocumentSession session, SeatsInView view, IEnumerable<(int Table, object Event)> decided, CancellationToken ct)
    {
        var events = decided.ToArray();
        await session.Append(view.Tables.Values, events, ct);
        var after = view.Then(events);
        foreach (var number in events.Where(e => e.Event is SeatOffered or SeatAccepted or SeatDeclined or SeatLapsed or OfferTakenBack).Select(e => e.Table).Distinct())
        {
            var table = after.Tables[number].Table;
            if (table.Offers.IsEmpty)
                session.LiftDeadline(LapseOffers.Kind, table.Id);
            else
                session.SetDeadline(LapseOffers.Kind, table.Id, view.Edition.Edition.Clock.RealAt(table.Offers.Min(offer => offer.ExpiresAt)));
        }
    }

    private static async Task Append(this IDocumentSession session, IEnumerable<TableInView> tables, IEnumerable<(int Table, object Event)> events, CancellationToken ct)
    {
        var ids = tables.ToDictionary(table => table.Table.Number, table => (table.Table.Id, table.Table.Version));
        // Always in the same order, so that two who change several tables do not wait for each other.
        foreach (var table in events.GroupBy(e => e.Table, e => e.Event).OrderBy(table => table.Key))
        {
            var stream = await session.Events.FetchForWriting<RoundTable>(ids[table.Key].Id, ids[table.Key].Version, ct);
            stream.AppendMany([.. table]);
        }
    }

    private static async Task<IReadOnlyCollection<SeatRequest>> RequestsOf(this IQuerySession session, Guid editionId, KnownDelegation? news, CancellationToken ct)
    {
        var known = await session.Query<KnownDelegation>()
            .Where(delegation => delegation.Delegation.EditionId == editionId && delegation.Delegation.RoundTableSeats > 0)
            .ToListAsync(ct);
        return [.. known.Where(delegation => delegation.Id != news?.Id).Append(news).Select(delegation => delegation?.Seats()).OfType<SeatRequest>()];
    }

    private static async Task<IReadOnlyList<TableInView>> TablesInView(this IQuerySession session, Guid editionId, CancellationToken ct)
    {
        var tables = await session.Query<RoundTable>().Where(table => table.EditionId == editionId).ToListAsync(ct);
        if (tables.Count == 0)
            return [];
        var meetings = (await session.Query<Meeting>().Where(meeting => meeting.Entry.EditionId == editionId && meeting.Entry.Kind == MeetingKind.RoundTable).ToListAsync(ct)).ToDictionary(meeting => meeting.Id);
        return
        [
            .. tables.OrderBy(table => table.Number).Select(table => (Table: table, meetings.GetValueOrDefault(table.MeetingId)?.Entry)).Select(table => new TableInView(
                table.Table,
                table.Entry?.State ?? MeetingState.Planned,
                table.Entry?.StartsAt ?? DateTimeOffset.MaxValue,
                table.Entry?.EndsAt ?? DateTimeOffset.MaxValue,
                [.. (table.Entry?.Officers ?? []).Where(officer => officer.Role.IsChairOfTable()).Select(officer => officer.Participant).OfType<string>()])),
        ];
    }
}
