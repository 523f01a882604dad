using System.Text.Json.Serialization;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Persons;
using Marten;

namespace Forum.Scheduling.RoundTables;

/// <summary>How it stands with a delegation's wish for a seat at a table.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WishState>))]
public enum WishState
{
    /// <summary>Seats were not given yet.</summary>
    Requested,

    /// <summary>A seat is offered; it is to be accepted or declined.</summary>
    Offered,

    /// <summary>The delegation holds the seat.</summary>
    Confirmed,

    /// <summary>It sits, or sat, there.</summary>
    Occupied,

    /// <summary>Its seat stayed empty while the table sat.</summary>
    NoShow,

    /// <summary>It waits for one.</summary>
    WaitListed,

    /// <summary>An offer was not answered in time.</summary>
    Lapsed,

    /// <summary>An offer was declined.</summary>
    Declined,

    /// <summary>The seat was given back.</summary>
    Released,

    /// <summary>It does not wait for this one: it has what it asked for, the table has begun or is over, or its one person sits elsewhere at that time.</summary>
    NotWaiting,
}

/// <summary>The seats of a delegation: what it holds, what it is offered, and where it waits.</summary>
/// <param name="Asked">At how many tables it asks for a seat.</param>
/// <param name="Tables">The tables that it chose, best first, and others at which it holds a seat.</param>
public sealed record SeatsOfDelegation(Guid DelegationId, string Participant, int Asked, IReadOnlyList<WishAtTable> Tables);

/// <summary>A wish for a seat, and how it stands.</summary>
/// <param name="Version">Of the round table: what is answered or given up is decided on it.</param>
/// <param name="Choice">From 1 for the first choice; null when it did not choose the table.</param>
/// <param name="Adviser">True when an adviser sits behind the delegation.</param>
/// <param name="Offer">What is offered; null when nothing is.</param>
/// <param name="Place">Its place on the waiting list; null when it does not wait.</param>
/// <param name="FallsTogetherWith">Numbers of tables where it holds a seat at the same time, though it is one person: one of them is to be given up.</param>
/// <param name="Why">How this comes, in a sentence.</param>
public sealed record WishAtTable(
    int RoundTable, Guid RoundTableId, long Version, int? Choice, WishState State, bool Adviser, OfferedSeat? Offer, WaitingPlace? Place, IReadOnlyList<int> FallsTogetherWith, string Why)
{
    public static WishAtTable Of(SeatsInView view, SeatRequest request, TableInView table)
    {
        var (number, id) = (table.Table.Number, request.DelegationId);
        var offer = table.Table.Offers.Find(offer => offer.Seat.DelegationId == id);
        var list = view.WaitingFor(table);
        var place = list.FirstOrDefault(waiting => waiting.Request.DelegationId == id) is { } own ? WaitingPlace.Of(list, own) : null;
        var left = table.Table.Left.Find(left => left.DelegationId == id && left.At >= request.ReceivedAt);
        var state = table.Table.IsHeldBy(id) ? table.Table.StateOf(id) switch { HeldSeatState.Occupied => WishState.Occupied, HeldSeatState.NoShow => WishState.NoShow, HeldSeatState.Confirmed => WishState.Confirmed }
            : offer is not null ? WishState.Offered
            : place is not null ? WishState.WaitListed
            : left is not null ? left.How switch { Leaving.Declined => WishState.Declined, Leaving.Lapsed => WishState.Lapsed, Leaving.GivenUp => WishState.Released }
            : table.State is MeetingState.Planned && !view.Plan.HasGiven(number) ? WishState.Requested
            : WishState.NotWaiting;
        var choice = view.Wishes(request).Index().Where(wish => wish.Item == number).Select(wish => (int?)wish.Index + 1).FirstOrDefault();
        int[] clashes = [.. view.ClashesOf(request, table).Select(other => other.Table.Number).Order()];
        return new WishAtTable(
            number,
            table.Table.Id,
            table.Table.Version,
            choice,
            state,
            table.Table.Advisers.Contains(id),
            offer is null ? null : new OfferedSeat(offer.Id, offer.Pool, offer.Instead, offer.OfferedAt, offer.ExpiresAt),
            place,
            state is WishState.Confirmed ? clashes : [],
            Words(view, request, table, state, choice, place, clashes));
    }

    private static string Words(SeatsInView view, SeatRequest request, TableInView table, WishState state, int? choice, WaitingPlace? place, int[] clashes) => state switch
    {
        WishState.Confirmed => clashes is [var other, ..] ? $"The seat is held, and so is one at round table {other} at the same time; the delegation is one person. Give one of them up." : "The seat is held.",
        WishState.Occupied => "The delegation sat on its seat.",
        WishState.NoShow => "The seat was held, and it was noted that it stayed empty. Nothing follows from that; if it is wrong, tell the secretariat.",
        WishState.Offered => "The seat is kept for the delegation until the offer expires. Accept or decline it.",
        WishState.Requested => view.Plan.Release is null ? "Seats were not given yet." : "The seats of this table were not given yet.",
        WishState.WaitListed => Full(view, request, table, place!),
        WishState.Lapsed => "An offer was not answered in time. Rank the choices anew to wait again, at the end.",
        WishState.Declined => "An offer was declined. Rank the choices anew to wait again, at the end.",
        WishState.Released => "The seat was given back. Rank the choices anew to wait again, at the end.",
        WishState.NotWaiting => choice is null ? $"The first {view.Plan.Rules.Choices} choices count, and this table is not among them."
            : !view.MayOffer(table) ? "The table has begun, is over or was called off: no more seats are given."
            : clashes is [var elsewhere, ..] ? $"The delegation is one person, who sits at round table {elsewhere} at that time."
            : "The delegation holds as many seats as it asks for, at tables that it ranked no lower.",
    };

    private static string Full(SeatsInView view, SeatRequest request, TableInView table, WaitingPlace place)
    {
        var (division, taken) = (view.DivisionOf(table.Table), table.Table.Taken);
        var own = table.Table.SeatFor(request);
        var ofItsOwn = own.DrawsOn switch
        {
            SeatPool.Group => $"Of the {division.QuotaOf(own.Group)} seats of its group {Math.Min(division.QuotaOf(own.Group), taken.Count(seat => seat.DrawsOn is SeatPool.Group && seat.Group == own.Group))} are taken, ",
            SeatPool.CivilSociety => $"Civil society has {taken.Count(seat => seat.DrawsOn is SeatPool.CivilSociety)} seats{(division.CivilSocietyCeiling is { } most ? $" of {most} at most" : "")}, ",
            SeatPool.Flex => "It is in no regional group and draws on flex seats, ",
        };
        var open = view.CutOffPassed
            ? $"and {taken.Count} of all {division.Capacity}."
            : $"and {division.OnFlex(taken)} of the {division.FlexSeats} flex seats; what groups do not ask for is kept for them until {view.Plan.Rules.CutOffAt:yyyy-MM-dd HH:mm}.";
        return $"{ofItsOwn}{open} It is number {place.InOwnList} of its own list and number {place.InAll} of all who wait.";
    }
}

/// <summary>An offered seat.</summary>
/// <param name="Pool">The seats from which it comes.</param>
/// <param name="Instead">Number of the round table whose seat is left when it is accepted; null when none is.</param>
/// <param name="OfferedAt">On the edition's clock, as is the next.</param>
/// <param name="ExpiresAt">When it lapses, if it is not answered.</param>
public sealed record OfferedSeat(Guid Id, SeatPool Pool, int? Instead, DateTimeOffset OfferedAt, DateTimeOffset ExpiresAt);

/// <summary>A place on the waiting list of a table, from 1.</summary>
/// <param name="InOwnList">Among those of its regional group, of civil society, or of those who draw on flex seats alone.</param>
/// <param name="InAll">Among all who wait: the order in which flex seats are offered.</param>
public sealed record WaitingPlace(int InOwnList, int InAll)
{
    internal static WaitingPlace Of(IReadOnlyList<Waiting> list, Waiting waiting)
    {
        var before = list.TakeWhile(other => other != waiting).ToArray();
        return new WaitingPlace(before.Count(other => (other.Seat.DrawsOn, other.Seat.Group) == (waiting.Seat.DrawsOn, waiting.Seat.Group)) + 1, before.Length + 1);
    }
}

/// <summary>Who waits for a seat at a table, and to whom one is offered.</summary>
/// <param name="Offers">The oldest first.</param>
/// <param name="Items">Who waits, in order.</param>
public sealed record TableWaitingList(Guid RoundTableId, int RoundTable, long Version, IReadOnlyList<OfferToDelegation> Offers, IReadOnlyList<WaitingDelegation> Items);

/// <summary>A seat offered to a delegation.</summary>
public sealed record OfferToDelegation(Guid DelegationId, string Participant, OfferedSeat Offer);

/// <summary>A delegation that waits.</summary>
/// <param name="Instead">Number of the round table whose seat it would leave; null when it holds fewer seats than it asks for.</param>
/// <param name="Standing">By what it comes before others.</param>
public sealed record WaitingDelegation(Guid DelegationId, string Participant, ParticipantCategory Category, RegionalGroup? Group, WaitingPlace Place, int? Instead, Standing Standing);

/// <summary>Shows how it stands with seats: to a delegation its own, to the organizer all who wait.</summary>
public static class ReadSeats
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/delegations/{id:guid}/seats", async (Guid id, Caller caller, IQuerySession session, TimeProvider time, CancellationToken ct) =>
            {
                var known = await session.RequireDelegation(id, caller, ct);
                var view = await session.PlannedSeats(known.Delegation.EditionId, news: null, time, ct)
                    ?? throw new Missing("seating plan", known.Delegation.EditionId);
                var request = view.Requests.GetValueOrDefault(id);
                TableInView[] tables = request is null
                    ? []
                    : [.. request.Choices.Distinct().Where(view.Tables.ContainsKey).Select(number => view.Tables[number]), .. view.Tables.Values.Where(table => table.Table.IsHeldBy(id) && !request.Choices.Contains(table.Table.Number))];
                return TypedResults.Ok(new SeatsOfDelegation(id, known.Delegation.Participant, request?.Seats ?? 0, [.. tables.Select(table => WishAtTable.Of(view, request!, table))]));
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(ReadSeats))
            .WithSummary("Shows what seats the delegation holds and is offered, where it waits, at which place and why")
            .WithTags("Seats");

        routes.MapGet("/round-tables/{id:guid}/waiting-list", async (Guid id, IQuerySession session, TimeProvider time, CancellationToken ct) =>
            {
                var table = await session.Require<RoundTable>(id, ct);
                var view = await session.PlannedSeats(table.EditionId, news: null, time, ct);
                IReadOnlyList<Waiting> list = view is null ? [] : view.WaitingFor(view.Tables[table.Number]);
                // Who waits changes with other tables and with what delegations ask for.
                return new Versioned<TableWaitingList>(
                    new TableWaitingList(
                        id,
                        table.Number,
                        table.Version,
                        [.. table.Offers.Select(offer => new OfferToDelegation(offer.Seat.DelegationId, offer.Seat.Participant, new OfferedSeat(offer.Id, offer.Pool, offer.Instead, offer.OfferedAt, offer.ExpiresAt)))],
                        [.. list.Select(waiting => new WaitingDelegation(waiting.Request.DelegationId, waiting.Request.Participant, waiting.Request.Category, waiting.Request.Group, WaitingPlace.Of(list, waiting), waiting.Instead, waiting.Standing))]),
                    table.Version)
                { Moves = true };
            })
            .Allow(Role.Organizer)
            .WithName("ReadWaitingList")
            .WithSummary("Shows who waits for a seat at the table, in which order and by what, and to whom one is offered")
            .WithTags("Seats");
    }
}
