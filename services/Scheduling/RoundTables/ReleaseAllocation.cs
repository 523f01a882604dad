using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Seats;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Meetings;
using Marten;

namespace Forum.Scheduling.RoundTables;

/// <summary>
/// Works out the seats from all wishes as they stand, by the plan and with as few moves as it takes once seats were given, and gives them. From then on a seat that is free
/// goes to the waiting lists. The version it is decided on is that of the seating plan.
/// </summary>
public sealed record ReleaseAllocation
{
    /// <summary>Fingerprint of the draft that was looked at. When wishes or seats have changed since, nothing is given. Null to give whatever the draft is now.</summary>
    [StringLength(64, MinimumLength = 64)]
    public string? Draft { get; init; }

    /// <summary>Why they are given now; anybody may read it, and it names no private person.</summary>
    [StringLength(ReasonGiven.Longest, MinimumLength = 1)]
    public string? Reason { get; init; }

    /// <exception cref="Refusal">The draft is not the one that was looked at, or there is none.</exception>
    public SeatAllocation Decide(SeatsInView view, SeatAllocation draft) => Draft is { } seen && seen != draft.Fingerprint
        ? throw new Refusal("draft-moved-on", "Wishes or seats have changed since the draft was looked at. Read it again, then release it.", "draft")
        : draft.MustBeGiven(view);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/seat-allocations", async (
                Guid id, ExpectedVersion expected, ReleaseAllocation command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var released = await session.ReleaseSeats(
                    id,
                    expected,
                    time,
                    view => command.Decide(view, SeatAllocation.Draft(view, ct)) with { ReasonId = command.Reason is { } reason ? session.Note(id, reason) : null },
                    ct);
                return await session.Made(http, new Started(SeatingPlan.IdOf(id), released.Version, $"/editions/{id}/seat-allocations/latest"), ct);
            })
            .AcceptsIdempotencyKey<ReleaseAllocation>()
            .Allow(Role.Organizer)
            .WithName(nameof(ReleaseAllocation))
            .WithTags("Seats");
}

/// <summary>Seats as they were worked out for an edition, before they are given.</summary>
/// <param name="Seats">None but these are held at the tables that have not begun.</param>
/// <param name="Origin">How they were worked out.</param>
/// <param name="Proof">How good they are; null when they come from a run, which has it.</param>
public sealed record SeatAllocation(IReadOnlyCollection<(Guid DelegationId, int Table)> Seats, AllocationOrigin Origin, Proof? Proof = null)
{
    /// <summary>Why they are given, outside the stream; null when it was not said.</summary>
    public Guid? ReasonId { get; init; }

    /// <summary>Of what was asked and what came of it.</summary>
    public string Fingerprint => Origin.InstanceHash;

    /// <summary>Works the seats out from all wishes as they stand, within the request.</summary>
    /// <exception cref="Refusal">There are no such seats.</exception>
    public static SeatAllocation Draft(SeatsInView view, CancellationToken ct)
    {
        var instance = EditionInstance.Of(view);
        var result = SeatSolver.Solve(instance, ct);
        if (result.Seats is not { } seats)
            throw new Refusal("no-allocation", $"There is no giving of seats that keeps every rule: {string.Join(' ', result.Impossible?.Core.Select(rule => rule.Sentence) ?? [])}");
        return new SeatAllocation(
            EditionInstance.Seats(new Arrangement { Seats = seats }),
            new AllocationOrigin(InstanceJson.Hash(instance), instance.Policy.Seed, result.Proof.Method, result.Proof.Optimal),
            result.Proof);
    }

    /// <exception cref="Refusal">No table has seats to give, or they are held as they would be given.</exception>
    public SeatAllocation MustBeGiven(SeatsInView view)
    {
        if (view.Tables.Values.All(table => table.State is not Contracts.Scheduling.MeetingState.Planned))
            throw new Refusal("no-table-to-seat", "No round table is planned that has not begun. Plan one first.");
        return this;
    }

    /// <summary>What follows when the seats are given: at the tables, and what is noted of it in the plan.</summary>
    /// <exception cref="Refusal">Something has changed since they were worked out, or they break a rule.</exception>
    public (IReadOnlyList<(int Table, object Event)> AtTables, AllocationReleased Noted) Give(SeatsInView view)
    {
        var events = view.Give(Seats);
        var open = view.Tables.Values.Where(table => table.State is Contracts.Scheduling.MeetingState.Planned).Select(table => table.Table.Number);
        return (events, new AllocationReleased(
            view.Plan.EditionId,
            (view.Plan.Release?.Number ?? 0) + 1,
            // Tables that have begun were given before and stay so.
            [.. (view.Plan.Release?.Tables ?? []).Union(open).Order()],
            Seats.Count,
            events.Count(e => e.Event is SeatAllocated),
            events.Count(e => e.Event is SeatReleased),
            Origin,
            ReasonId,
            view.Now));
    }
}

/// <summary>Gives seats that were worked out, wherever that was.</summary>
internal static class ReleasingSeats
{
    /// <summary>Gives seats in the edition's turn, at the expected version of the seating plan; the caller commits. Of two that do so at once one is told that the plan has moved on.</summary>
    /// <param name="allocation">The seats, from all by which they are given now.</param>
    /// <exception cref="Refusal">There is no plan, something has changed since the seats were worked out, or they break a rule.</exception>
    /// <exception cref="StaleVersion">The plan has moved on.</exception>
    public static Task<(AllocationReleased Released, long Version)> ReleaseSeats(
        this IDocumentSession session, Guid editionId, ExpectedVersion expected, TimeProvider time, Func<SeatsInView, SeatAllocation> allocation, CancellationToken ct) =>
        session.ReleaseSeats(editionId, expected, time, allocation, static view => view, ct);

    /// <inheritdoc cref="ReleaseSeats(IDocumentSession, Guid, ExpectedVersion, TimeProvider, Func{SeatsInView, SeatAllocation}, CancellationToken)"/>
    /// <param name="also">What is decided in the same transaction and is to be seen, though it is not committed: tables that are moved.</param>
    public static async Task<(AllocationReleased Released, long Version)> ReleaseSeats(
        this IDocumentSession session, Guid editionId, ExpectedVersion expected, TimeProvider time, Func<SeatsInView, SeatAllocation> allocation, Func<SeatsInView, SeatsInView> also, CancellationToken ct)
    {
        var edition = (await session.RequireEdition(editionId, ct)).MustBeOpen();
        await session.TakeTurn(editionId, ct);
        var stream = await session.Events.FetchForWriting<SeatingPlan>(SeatingPlan.IdOf(editionId), ct);
        var version = stream.CurrentVersion ?? 0;
        if (version != expected.Value)
            throw new StaleVersion(expected.Value, version);
        var plan = stream.Aggregate ?? throw new Refusal("seating-not-planned", "Seats are given in the order of receipt. Plan the seating first.");

        var view = also(await session.SeatsBy(plan, edition, news: null, time, ct));
        var (events, noted) = allocation(view).Give(view);
        stream.AppendOne(noted);
        var after = view.Then(events) with { Plan = plan.Evolve(noted) };
        await session.Keep(view, [.. events, .. after.Settle(Guid.CreateVersion7)], ct);
        return (noted, version + 1);
    }
}
