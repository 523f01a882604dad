using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Marten;
using MassTransit;

namespace Forum.Publishing.Proceedings;

/// <summary>A seat of a delegation at a round table, as Scheduling announced it; taken, or free again.</summary>
public sealed record KnownSeat : IKnown
{
    /// <summary>Round table and delegation: a delegation has one seat at a table.</summary>
    public required string Id { get; init; }

    /// <summary>Version of the round table's stream.</summary>
    public long Version { get; set; }

    public required Guid EditionId { get; init; }
    public required Source Source { get; init; }
    public required Guid RoundTableId { get; init; }
    public required string Participant { get; init; }
    public required ParticipantCategory Category { get; init; }
    public required SeatState State { get; init; }
}

/// <summary>Keeps up with the seats.</summary>
public sealed class FollowSeat(IDocumentSession session) : IConsumer<SeatAllocated>, IConsumer<SeatReleased>
{
    public Task Consume(ConsumeContext<SeatAllocated> context) =>
        Learn(context.Message.RoundTableId, context.Message.Revision, context.Message.Seat, Source.Of(context));

    public Task Consume(ConsumeContext<SeatReleased> context) =>
        Learn(context.Message.RoundTableId, context.Message.Revision, context.Message.Seat, Source.Of(context));

    private Task Learn(Guid roundTableId, long revision, Seat seat, Source source) => session.Learn(new KnownSeat
    {
        Id = $"{roundTableId:N}/{seat.DelegationId:N}",
        Version = revision,
        EditionId = seat.EditionId,
        Source = source,
        RoundTableId = roundTableId,
        Participant = seat.Participant,
        Category = seat.Category,
        State = seat.State,
    });
}
