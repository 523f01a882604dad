using Forum.Contracts.Registration;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Meetings;
using Forum.Scheduling.Persons;
using Forum.Scheduling.RoundTables;
using Forum.Scheduling.SpeakersLists;
using Marten;
using MassTransit;

namespace Forum.Scheduling.Delegations;

/// <summary>
/// Brings the speakers' list, the seats and the offices of meetings into line with what Registration tells of a delegation. Every message holds all there is to know,
/// so the newest decides alone; whatever comes late, twice or in another order leads to the same list and the same seats.
/// </summary>
public sealed class FollowDelegation(IDocumentSession session, TimeProvider time) :
    IConsumer<DelegationAnnounced>, IConsumer<DelegationChanged>, IConsumer<DelegationWithdrawn>,
    IConsumer<DelegationReturned>, IConsumer<SpeakingRequested>, IConsumer<RoundTableChoicesRanked>
{
    public Task Consume(ConsumeContext<DelegationAnnounced> context)
    {
        var message = context.Message;
        var news = Known(message.DelegationId, message.Delegation);
        // Nothing can have been held before the first message of a delegation: one that asks for nothing is only remembered.
        if (news.Floor() is null && news.Seats() is null)
        {
            session.TryUpdateRevision(news, message.Revision);
            return Task.CompletedTask;
        }

        return Follow(news, message.Revision, context.CancellationToken);
    }

    public Task Consume(ConsumeContext<DelegationChanged> context) =>
        Follow(Known(context.Message.DelegationId, context.Message.Delegation), context.Message.Revision, context.CancellationToken);

    public Task Consume(ConsumeContext<DelegationWithdrawn> context) =>
        Follow(Known(context.Message.DelegationId, context.Message.Delegation), context.Message.Revision, context.CancellationToken);

    public Task Consume(ConsumeContext<DelegationReturned> context) =>
        Follow(Known(context.Message.DelegationId, context.Message.Delegation), context.Message.Revision, context.CancellationToken);

    public Task Consume(ConsumeContext<SpeakingRequested> context) =>
        Follow(Known(context.Message.DelegationId, context.Message.Delegation), context.Message.Revision, context.CancellationToken);

    public Task Consume(ConsumeContext<RoundTableChoicesRanked> context) =>
        Follow(Known(context.Message.DelegationId, context.Message.Delegation), context.Message.Revision, context.CancellationToken);

    private static KnownDelegation Known(Guid id, Delegation delegation) => new() { Id = id, Delegation = delegation };

    /// <summary>Brings the edition into line with the news, unless something newer is known already.</summary>
    public async Task Follow(KnownDelegation news, long revision, CancellationToken ct)
    {
        var editionId = news.Delegation.EditionId;
        await session.TakeTurn(editionId, ct);
        var known = await session.LoadAsync<KnownDelegation>(news.Id, ct);
        if (known?.Version >= revision)
            return;

        session.UpdateRevision(news, revision);
        // List and seats are in line with what was known, since both were committed together; so only a difference needs work.
        if (!FloorRequest.Same(news.Floor(), known?.Floor()))
            await Inscribing.BringIntoLine(session, editionId, news, time, ct);
        if (!SeatRequest.Same(news.Seats(), known?.Seats()))
            await session.BringSeatsIntoLine(editionId, news, time, ct);
        // It may have come back before its withdrawal was heard of; its offices it lost all the same.
        var withdrew = news.IsAway() ? known?.IsAway() is not true : news.Delegation.LastWithdrawnAt is { } withdrawnAt && withdrawnAt != known?.Delegation.LastWithdrawnAt;
        var otherPeople = known is not null && !news.Delegation.People.SequenceEqual(known.Delegation.People);
        if (withdrew || otherPeople)
        {
            await VacateOffices.BringIntoLine(session, news, withdrew, time, ct);
            await session.BringPeopleIntoLine(editionId, news, time, ct);
        }
    }
}

/// <summary>What concerns list and seats waits its turn in this process rather than on connections of the store; announcements, which seldom do, do not wait.</summary>
public sealed class FollowDelegationDefinition : ConsumerDefinition<FollowDelegation>
{
    private const int Partitions = 16;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<FollowDelegation> consumerConfigurator, IRegistrationContext context)
    {
        var partitions = endpointConfigurator.CreatePartitioner(Partitions);
        consumerConfigurator.Message<DelegationChanged>(m => m.UsePartitioner(partitions, c => c.Message.Delegation.EditionId));
        consumerConfigurator.Message<DelegationWithdrawn>(m => m.UsePartitioner(partitions, c => c.Message.Delegation.EditionId));
        consumerConfigurator.Message<DelegationReturned>(m => m.UsePartitioner(partitions, c => c.Message.Delegation.EditionId));
        consumerConfigurator.Message<SpeakingRequested>(m => m.UsePartitioner(partitions, c => c.Message.Delegation.EditionId));
        consumerConfigurator.Message<RoundTableChoicesRanked>(m => m.UsePartitioner(partitions, c => c.Message.Delegation.EditionId));
    }
}
