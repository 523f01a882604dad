using Forum.Contracts.Registration;
using Marten;
using MassTransit;

namespace Forum.Publishing.Proceedings;

/// <summary>A delegation, as Registration announced it. No person is in it.</summary>
public sealed record KnownDelegation : IKnown
{
    public Guid Id { get; init; }
    public long Version { get; set; }
    public required Guid EditionId { get; init; }
    public required Source Source { get; init; }
    public required string Participant { get; init; }
    public required ParticipantCategory Category { get; init; }

    /// <summary>Regional group on the edition's date; null for a State in no group and for whoever is not a Member State.</summary>
    public RegionalGroup? Group { get; init; }

    public required DelegationStanding Standing { get; init; }
}

/// <summary>Keeps up with who comes. Wishes and requests are no matter of the summary.</summary>
public sealed class FollowDelegation(IDocumentSession session)
    : IConsumer<DelegationAnnounced>, IConsumer<DelegationChanged>, IConsumer<DelegationWithdrawn>, IConsumer<DelegationReturned>
{
    public Task Consume(ConsumeContext<DelegationAnnounced> context) =>
        Learn(context.Message.DelegationId, context.Message.Revision, context.Message.Delegation, Source.Of(context));

    public Task Consume(ConsumeContext<DelegationChanged> context) =>
        Learn(context.Message.DelegationId, context.Message.Revision, context.Message.Delegation, Source.Of(context));

    public Task Consume(ConsumeContext<DelegationWithdrawn> context) =>
        Learn(context.Message.DelegationId, context.Message.Revision, context.Message.Delegation, Source.Of(context));

    public Task Consume(ConsumeContext<DelegationReturned> context) =>
        Learn(context.Message.DelegationId, context.Message.Revision, context.Message.Delegation, Source.Of(context));

    private Task Learn(Guid id, long revision, Delegation delegation, Source source) => session.Learn(new KnownDelegation
    {
        Id = id,
        Version = revision,
        EditionId = delegation.EditionId,
        Source = source,
        Participant = delegation.Participant,
        Category = delegation.Category,
        Group = delegation.Group,
        Standing = delegation.Standing,
    });
}
