using System.Collections.Immutable;
using Forum.Contracts.Registration;

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

/// <summary>A seat at a round table, and whose it is.</summary>
/// <param name="RoundTable">Number of the round table.</param>
/// <param name="Group">Regional group of a Member State; null when in none.</param>
public sealed record TableSeat(Guid EditionId, int RoundTable, Guid DelegationId, string Participant, ParticipantCategory Category, RegionalGroup? Group);

/// <summary>A round table and its seats. Here, and nowhere else, it is decided who gets one: never more than the table has, and one per delegation.</summary>
public sealed record RoundTable
{
    internal static readonly Type[] Events = [typeof(RoundTablePlanned), typeof(SeatAllocated), typeof(SeatReleased)];

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
                yield return new SeatAllocated(new TableSeat(EditionId, Number, request.DelegationId, request.Participant, request.Category, request.Group));
        }
    }

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
        SeatAllocated e => this with { Seats = Seats.Add(e.Seat) },
        SeatReleased e => this with { Seats = Seats.RemoveAll(seat => seat.DelegationId == e.Seat.DelegationId) },
        _ => this,
    };
}
