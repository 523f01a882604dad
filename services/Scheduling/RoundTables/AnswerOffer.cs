using Forum.Hosting.Access;
using Forum.Hosting.Deadlines;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.RoundTables;

/// <summary>Accepts an offered seat, as the delegation to which it is offered, or for it. When it holds as many seats as it asks for, it leaves the one that it would rather not have.</summary>
public sealed record AcceptOffer
{
    /// <exception cref="Missing">There is no such offer, or not any more.</exception>
    /// <exception cref="Refusal">Its time is over.</exception>
    public static IEnumerable<(int Table, object Event)> Decide(SeatsInView view, int number, Guid offerId)
    {
        var offer = view.Tables[number].Table.OpenOffer(offerId, view.Now);
        yield return (number, new SeatAccepted(offerId, view.Now));
        yield return (number, new SeatAllocated(offer.Seat));
        if (offer.Instead is { } left && view.Tables.GetValueOrDefault(left)?.Table.Seats.Find(seat => seat.DelegationId == offer.Seat.DelegationId) is { } seat)
            yield return (left, new SeatReleased(seat));
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/round-tables/{id:guid}/offers/{offerId:guid}/acceptance", (
                Guid id, Guid offerId, ExpectedVersion expected, AcceptOffer? command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.DecideSeats(id, expected, time, (view, table) => Decide(view, table.OfferFor(offerId, caller).Seat.RoundTable, offerId), ct))
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(AcceptOffer))
            .WithTags("Seats");
}

/// <summary>Declines an offered seat, as the delegation to which it is offered, or for it. It does not wait for one at this table any more, unless it ranks its choices anew.</summary>
public sealed record DeclineOffer
{
    /// <exception cref="Missing">There is no such offer, or not any more.</exception>
    /// <exception cref="Refusal">Its time is over.</exception>
    public static IEnumerable<(int Table, object Event)> Decide(SeatsInView view, int number, Guid offerId) =>
        [(number, new SeatDeclined(view.Tables[number].Table.OpenOffer(offerId, view.Now), view.Now))];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/round-tables/{id:guid}/offers/{offerId:guid}/refusal", (
                Guid id, Guid offerId, ExpectedVersion expected, DeclineOffer? command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.DecideSeats(id, expected, time, (view, table) => Decide(view, table.OfferFor(offerId, caller).Seat.RoundTable, offerId), ct))
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(DeclineOffer))
            .WithTags("Seats");
}

/// <summary>Gives a seat back, as the delegation that holds it, or for it: it is offered to the next who waits. The delegation does not wait for one at this table any more, unless it ranks its choices anew.</summary>
public sealed record GiveUpSeat
{
    /// <exception cref="Missing">The delegation holds no seat at the table.</exception>
    /// <exception cref="Refusal">The table is over.</exception>
    public static IEnumerable<(int Table, object Event)> Decide(SeatsInView view, int number, Guid delegationId)
    {
        var table = view.Tables[number];
        var seat = table.Table.Seats.Find(seat => seat.DelegationId == delegationId) ?? throw new Missing("seat", delegationId);
        if (!table.IsToCome)
            throw new Refusal("table-is-over", $"Round table {number} is over; who sat there has sat there.");
        return [(number, new SeatReleased(seat)), (number, new SeatGivenUp(delegationId, view.Now))];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/round-tables/{id:guid}/seats/{delegationId:guid}/giving-up", async (
                Guid id, Guid delegationId, ExpectedVersion expected, GiveUpSeat? command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                await session.MustActForSeat(delegationId, caller, ct);
                return await session.DecideSeats(id, expected, time, (view, table) => Decide(view, table.Number, delegationId), ct);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(GiveUpSeat))
            .WithTags("Seats");
}

/// <summary>Says whether an adviser of the delegation sits behind its seat. Advisers do not take the floor; there are no more of them than the table has adviser seats, and one for a seat.</summary>
public sealed record SeatAdviser
{
    /// <summary>True when an adviser comes along, false when none does.</summary>
    public required bool Comes { get; init; }

    /// <exception cref="Missing">The delegation holds no seat at the table.</exception>
    /// <exception cref="Refusal">All adviser seats are taken.</exception>
    public IEnumerable<object> Decide(RoundTable table, Guid delegationId, DateTimeOffset now)
    {
        if (!table.IsHeldBy(delegationId))
            throw new Missing("seat", delegationId);
        if (Comes == table.Advisers.Contains(delegationId))
            return [];
        if (Comes && table.Advisers.Count >= table.AdviserSeats)
            throw new Refusal("adviser-seats-taken", $"Round table {table.Number} has {table.AdviserSeats} seats for advisers, and all are taken.", "comes") { TakenByAnother = true };
        return [Comes ? new AdviserSeatTaken(delegationId, now) : new AdviserSeatLeft(delegationId, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/round-tables/{id:guid}/seats/{delegationId:guid}/adviser", async (
                Guid id, Guid delegationId, ExpectedVersion expected, SeatAdviser command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                await session.MustActForSeat(delegationId, caller, ct);
                var edition = await session.OpenEdition((await session.Require<RoundTable>(id, ct)).EditionId, ct);
                return await session.Decide<RoundTable>(id, expected, table => command.Decide(table, delegationId, edition.Now(time)), ct);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(SeatAdviser))
            .WithTags("Seats");
}

/// <summary>Lets offers lapse that were not answered in time, on the edition's clock, and offers the seats to the next.</summary>
public sealed class LapseOffers(IDocumentSession session, TimeProvider time) : IWhenDue
{
    internal const string Kind = "seat-offer-lapses";

    public async Task Due(Deadline deadline, CancellationToken ct)
    {
        if (await session.LoadAsync<RoundTable>(deadline.Subject, ct) is not { } table)
            return;
        await session.TakeTurn(table.EditionId, ct);
        await session.BringSeatsIntoLine(table.EditionId, news: null, time, ct);
    }
}

internal static class DecidingSeats
{
    /// <summary>The offer, if it is the caller's to answer.</summary>
    /// <exception cref="Missing">There is no such offer, or it is another's.</exception>
    public static SeatOffer OfferFor(this RoundTable table, Guid offerId, Caller caller) =>
        table.Offers.Find(offer => offer.Id == offerId && caller.MayActFor(offer.Seat.Participant)) ?? throw new Missing("offer", offerId);

    /// <exception cref="Missing">The delegation is another's.</exception>
    public static async Task MustActForSeat(this IQuerySession session, Guid delegationId, Caller caller, CancellationToken ct) =>
        caller.MustActFor((await session.LoadAsync<KnownDelegation>(delegationId, ct) ?? throw new Missing("seat", delegationId)).Delegation.Participant, "seat", delegationId);

    /// <summary>Decides about seats of a table at its expected version, in the edition's turn, and commits with it what follows for the others who wait.</summary>
    /// <exception cref="StaleVersion">The table has moved on.</exception>
    public static async Task<Changed> DecideSeats(
        this IDocumentSession session, Guid id, ExpectedVersion expected, TimeProvider time, Func<SeatsInView, RoundTable, IEnumerable<(int Table, object Event)>> decide, CancellationToken ct)
    {
        var edition = await session.OpenEdition((await session.Require<RoundTable>(id, ct)).EditionId, ct);
        await session.TakeTurn(edition.Id, ct);
        var view = await session.PlannedSeats(edition.Id, news: null, time, ct)
            ?? throw new Refusal("seating-not-planned", "Seats are given in the order of receipt. Change the choices of the delegation instead, or plan the seating.");
        var table = view.Tables.Values.Single(table => table.Table.Id == id).Table;
        (int Table, object Event)[] decided = [.. decide(view, table)];
        // Who may not know of it is not told of its version.
        if (table.Version != expected.Value)
            throw new StaleVersion(expected.Value, table.Version);
        decided = [.. decided, .. view.Then(decided).Settle(Guid.CreateVersion7)];
        await session.Keep(view, decided, ct);
        await session.SaveChangesAsync(ct);
        return new Changed(table.Version + decided.Count(e => e.Table == table.Number));
    }
}
