using Forum.Contracts.Scheduling;
using Marten;
using MassTransit;

namespace Forum.Publishing.Proceedings;

/// <summary>A round table, as Scheduling announced it. Whether it was held is said by the meeting at which it sits.</summary>
public sealed record KnownRoundTable : IKnown
{
    public Guid Id { get; init; }
    public long Version { get; set; }
    public required Guid EditionId { get; init; }
    public required Source Source { get; init; }
    public required Guid MeetingId { get; init; }
    public required int Number { get; init; }
}

/// <summary>Keeps up with the round tables.</summary>
public sealed class FollowRoundTable(IDocumentSession session) : IConsumer<RoundTablePlanned>
{
    public Task Consume(ConsumeContext<RoundTablePlanned> context) => session.Learn(new KnownRoundTable
    {
        Id = context.Message.RoundTableId,
        Version = context.Message.Revision,
        EditionId = context.Message.EditionId,
        Source = Source.Of(context),
        MeetingId = context.Message.MeetingId,
        Number = context.Message.Number,
    });
}
