using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Forum.Contracts.Registration;
using Forum.Hosting.Store;

namespace Forum.Scheduling.RoundTables;

/// <summary>A round table was set up.</summary>
/// <param name="Number">Among the round tables of the edition, from 1.</param>
/// <param name="Topic">Null when not known.</param>
/// <param name="Capacity">Seats at the table, all categories together.</param>
/// <param name="AdviserSeats">Seats behind the table, for advisers, who do not take the floor.</param>
public sealed record RoundTablePlanned(Guid RoundTableId, Guid EditionId, int Number, string? Topic, Guid MeetingId, int Capacity, DateTimeOffset At, int AdviserSeats = 0);

/// <summary>A participant holds a seat from now on.</summary>
public sealed record SeatAllocated(TableSeat Seat);

/// <summary>The seat is free again.</summary>
public sealed record SeatReleased(TableSeat Seat);

/// <summary>The round table has another topic, or more or fewer seats.</summary>
public sealed record RoundTableChanged(string? Topic, int Capacity, int AdviserSeats, DateTimeOffset At);

/// <summary>A seat that is free is offered to the next of a waiting list, and kept for it until it answers or the offer lapses.</summary>
public sealed record SeatOffered(SeatOffer Offer);

/// <summary>The seat was accepted; whose it is now is said by <see cref="SeatAllocated"/>.</summary>
public sealed record SeatAccepted(Guid OfferId, DateTimeOffset At);

/// <summary>The seat was declined; the delegation does not wait for one at this table any more, unless it ranks its choices anew.</summary>
public sealed record SeatDeclined(SeatOffer Offer, DateTimeOffset At);

/// <summary>The offer was not answered in time; the delegation does not wait for a seat at this table any more, unless it ranks its choices anew.</summary>
public sealed record SeatLapsed(SeatOffer Offer, DateTimeOffset At);

/// <summary>Nothing comes of the offer: the delegation does not ask for the seat any more, or there is none.</summary>
public sealed record OfferTakenBack(SeatOffer Offer, DateTimeOffset At);

/// <summary>The delegation gave its seat back and does not wait for one at this table, unless it ranks its choices anew. That the seat is free is said by <see cref="SeatReleased"/>.</summary>
public sealed record SeatGivenUp(Guid DelegationId, DateTimeOffset At);

/// <summary>An adviser of the delegation sits behind it, and does not take the floor.</summary>
public sealed record AdviserSeatTaken(Guid DelegationId, DateTimeOffset At);

/// <summary>No adviser of the delegation sits behind it any more.</summary>
public sealed record AdviserSeatLeft(Guid DelegationId, DateTimeOffset At);

/// <summary>The delegation sits, or sat, on its seat.</summary>
public sealed record SeatOccupied(Guid DelegationId, DateTimeOffset At);

/// <summary>The delegation's seat stayed empty while the table sat.</summary>
public sealed record SeatNotTakenUp(Guid DelegationId, DateTimeOffset At);

/// <summary>A seat at a round table, and whose it is.</summary>
/// <param name="RoundTable">Number of the round table.</param>
/// <param name="Group">Regional group of a Member State; null when in none.</param>
public sealed record TableSeat(Guid EditionId, int RoundTable, Guid DelegationId, string Participant, ParticipantCategory Category, RegionalGroup? Group)
{
    /// <summary>On which seats it draws first: a State in no group has none but flex seats (domain rule S2), and so has who is neither a State nor civil society.</summary>
    public SeatPool DrawsOn => Category switch
    {
        ParticipantCategory.MemberState => Group is null ? SeatPool.Flex : SeatPool.Group,
        ParticipantCategory.Ngo or ParticipantCategory.CivilSociety or ParticipantCategory.PrivateSector => SeatPool.CivilSociety,
        ParticipantCategory.ObserverState or ParticipantCategory.StandingInviteeEntity or ParticipantCategory.UnSystemEntity
            or ParticipantCategory.RegionalCommission or ParticipantCategory.RelatedOrganization => SeatPool.Flex,
    };
}

/// <summary>A seat that is offered.</summary>
/// <param name="Pool">The seats from which it comes.</param>
/// <param name="Instead">Number of the round table whose seat the delegation leaves when it accepts, since it holds as many as it asks for and would rather sit here; null when it leaves none.</param>
/// <param name="OfferedAt">On the edition's clock, as is the next.</param>
/// <param name="ExpiresAt">When it lapses, if it is not answered.</param>
public sealed record SeatOffer(Guid Id, TableSeat Seat, SeatPool Pool, int? Instead, DateTimeOffset OfferedAt, DateTimeOffset ExpiresAt);

/// <summary>How a delegation came to leave a table's waiting list.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Leaving>))]
public enum Leaving
{
    Declined,
    Lapsed,
    GivenUp,
}

/// <summary>A delegation that does not wait for a seat any more.</summary>
/// <param name="At">On the edition's clock. Choices that are received later put it on the list again.</param>
public sealed record LeftList(Guid DelegationId, Leaving How, DateTimeOffset At);

/// <summary>A round table and its seats. Here, and nowhere else, it is decided who gets one: never more than the table has, and one per delegation.</summary>
public sealed record RoundTable
{
    internal static readonly Type[] Events =
    [
        typeof(RoundTablePlanned), typeof(RoundTableChanged), typeof(SeatAllocated), typeof(SeatReleased),
        typeof(SeatOffered), typeof(SeatAccepted), typeof(SeatDeclined), typeof(SeatLapsed), typeof(OfferTakenBack), typeof(SeatGivenUp),
        typeof(AdviserSeatTaken), typeof(AdviserSeatLeft), typeof(SeatOccupied), typeof(SeatNotTakenUp),
    ];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public Guid EditionId { get; init; }
    public int Number { get; init; }
    public string? Topic { get; init; }
    public Guid MeetingId { get; init; }
    public int Capacity { get; init; }

    /// <summary>Seats behind the table, for advisers, who do not take the floor.</summary>
    public int AdviserSeats { get; init; }

    /// <summary>The seats that are held, in the order in which they were given.</summary>
    public ImmutableList<TableSeat> Seats { get; init; } = [];

    /// <summary>The seats that are offered and not answered, the oldest first.</summary>
    public ImmutableList<SeatOffer> Offers { get; init; } = [];

    /// <summary>Who does not wait for a seat any more.</summary>
    public ImmutableList<LeftList> Left { get; init; } = [];

    /// <summary>Delegations of which an adviser sits behind the table, in the order in which they asked.</summary>
    public ImmutableList<Guid> Advisers { get; init; } = [];

    /// <summary>By delegation, whether it sat on the seat that it holds; who is not in it was not noted.</summary>
    public ImmutableDictionary<Guid, bool> Occupancy { get; init; } = ImmutableDictionary<Guid, bool>.Empty;

    /// <summary>Seats that nobody else can have: held or offered.</summary>
    public ImmutableList<TableSeat> Taken => Seats.AddRange(Offers.Select(offer => offer.Seat));

    /// <summary>Lets go whom nothing is due to any more, then seats those to whom a seat is due, as far as there are seats.</summary>
    /// <param name="due">To whom a seat at this table is due, in order.</param>
    public IEnumerable<object> Seat(IReadOnlyCollection<SeatRequest> due)
    {
        var free = Capacity - Seats.Count;
        foreach (var seat in Seats.Where(seat => due.All(request => request.DelegationId != seat.DelegationId)))
        {
            free++;
            yield return new SeatReleased(seat);
        }

        foreach (var request in due.DistinctBy(request => request.DelegationId).Where(request => Seats.All(seat => seat.DelegationId != request.DelegationId)))
        {
            if (free-- > 0)
                yield return new SeatAllocated(SeatFor(request));
        }
    }

    /// <summary>The offer, as long as it can be answered.</summary>
    /// <exception cref="Missing">There is no such offer, or not any more.</exception>
    /// <exception cref="Refusal">Its time is over.</exception>
    public SeatOffer OpenOffer(Guid offerId, DateTimeOffset now)
    {
        var offer = Offers.Find(offer => offer.Id == offerId) ?? throw new Missing("offer", offerId);
        return offer.ExpiresAt > now ? offer : throw new Refusal("offer-lapsed", "The seat was to be accepted before. Rank the choices anew to wait for another one.");
    }

    /// <summary>Lets offers lapse whose time is over.</summary>
    public IEnumerable<object> Lapse(DateTimeOffset now) => Offers.Where(offer => offer.ExpiresAt <= now).Select(offer => new SeatLapsed(offer, now));

    /// <summary>How it stands with the seat that the delegation holds.</summary>
    public HeldSeatState StateOf(Guid delegationId) =>
        !Occupancy.TryGetValue(delegationId, out var occupied) ? HeldSeatState.Confirmed : occupied ? HeldSeatState.Occupied : HeldSeatState.NoShow;

    public bool IsHeldBy(Guid delegationId) => Seats.Exists(seat => seat.DelegationId == delegationId);

    public TableSeat SeatFor(SeatRequest request) => new(EditionId, Number, request.DelegationId, request.Participant, request.Category, request.Group);

    public RoundTable Evolve(object @event) => @event switch
    {
        RoundTablePlanned e => this with
        {
            Id = e.RoundTableId,
            EditionId = e.EditionId,
            Number = e.Number,
            Topic = e.Topic,
            MeetingId = e.MeetingId,
            Capacity = e.Capacity,
            AdviserSeats = e.AdviserSeats,
        },
        RoundTableChanged e => this with { Topic = e.Topic, Capacity = e.Capacity, AdviserSeats = e.AdviserSeats },
        SeatAllocated e => this with { Seats = Seats.Add(e.Seat), Left = Left.RemoveAll(left => left.DelegationId == e.Seat.DelegationId) },
        SeatReleased e => this with { Seats = Seats.RemoveAll(seat => seat.DelegationId == e.Seat.DelegationId), Advisers = Advisers.Remove(e.Seat.DelegationId), Occupancy = Occupancy.Remove(e.Seat.DelegationId) },
        SeatOffered e => this with { Offers = Offers.Add(e.Offer), Left = Left.RemoveAll(left => left.DelegationId == e.Offer.Seat.DelegationId) },
        SeatAccepted e => this with { Offers = Offers.RemoveAll(offer => offer.Id == e.OfferId) },
        SeatDeclined e => Without(e.Offer).LeftBy(e.Offer.Seat.DelegationId, Leaving.Declined, e.At),
        SeatLapsed e => Without(e.Offer).LeftBy(e.Offer.Seat.DelegationId, Leaving.Lapsed, e.At),
        OfferTakenBack e => Without(e.Offer),
        SeatGivenUp e => LeftBy(e.DelegationId, Leaving.GivenUp, e.At),
        AdviserSeatTaken e => this with { Advisers = Advisers.Add(e.DelegationId) },
        AdviserSeatLeft e => this with { Advisers = Advisers.Remove(e.DelegationId) },
        SeatOccupied e => this with { Occupancy = Occupancy.SetItem(e.DelegationId, true) },
        SeatNotTakenUp e => this with { Occupancy = Occupancy.SetItem(e.DelegationId, false) },
        _ => this,
    };

    private RoundTable Without(SeatOffer offer) => this with { Offers = Offers.RemoveAll(open => open.Id == offer.Id) };

    private RoundTable LeftBy(Guid delegationId, Leaving how, DateTimeOffset at) =>
        this with { Left = Left.RemoveAll(left => left.DelegationId == delegationId).Add(new LeftList(delegationId, how, at)) };
}
