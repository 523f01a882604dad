using Forum.Contracts.Registration;
using Marten;
using MassTransit;

namespace Forum.Publishing.Proceedings;

/// <summary>A delegation, or one of its people, arrived. Registration tells of each arrival once.</summary>
public sealed record ArrivalHeard : IKnown
{
    /// <summary>The event by which it was announced.</summary>
    public Guid Id { get; init; }

    /// <summary>Version of the delegation's stream.</summary>
    public long Version { get; set; }

    public required Guid EditionId { get; init; }
    public required Source Source { get; init; }
    public required Guid DelegationId { get; init; }
    public required string Participant { get; init; }

    /// <summary>False when it is known only that the delegation arrived.</summary>
    public required bool OfMember { get; init; }

    /// <summary>On the edition's clock.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }
}

/// <summary>Hears who arrived.</summary>
public sealed class HearArrival(IDocumentSession session) : IConsumer<DelegationArrived>
{
    public Task Consume(ConsumeContext<DelegationArrived> context)
    {
        var source = Source.Of(context);
        return session.Learn(new ArrivalHeard
        {
            Id = source.EventId,
            Version = context.Message.Revision,
            EditionId = context.Message.Delegation.EditionId,
            Source = source,
            DelegationId = context.Message.DelegationId,
            Participant = context.Message.Delegation.Participant,
            OfMember = context.Message.OfMember,
            ArrivedAt = context.Message.ArrivedAt,
        });
    }
}
