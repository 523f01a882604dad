using Forum.Contracts.Governance;
using Marten;
using MassTransit;

namespace Forum.Registration.Editions;

/// <summary>Keeps the latest of what Governance tells of its editions.</summary>
public sealed class FollowEdition(IDocumentSession session) :
    IConsumer<EditionAnnounced>, IConsumer<RegistrationOpened>, IConsumer<RegistrationClosed>, IConsumer<EditionClosed>
{
    public Task Consume(ConsumeContext<EditionAnnounced> context) => Keep(context.Message.EditionId, context.Message.Revision, context.Message.Edition);

    public Task Consume(ConsumeContext<RegistrationOpened> context) => Keep(context.Message.EditionId, context.Message.Revision, context.Message.Edition);

    public Task Consume(ConsumeContext<RegistrationClosed> context) => Keep(context.Message.EditionId, context.Message.Revision, context.Message.Edition);

    public Task Consume(ConsumeContext<EditionClosed> context) => Keep(context.Message.EditionId, context.Message.Revision, context.Message.Edition);

    private Task Keep(Guid id, long revision, Edition edition)
    {
        session.TryUpdateRevision(new KnownEdition { Id = id, Edition = edition }, revision);
        return Task.CompletedTask;
    }
}
