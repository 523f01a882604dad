using Forum.Contracts.Governance;
using Marten;
using MassTransit;

namespace Forum.Hosting.Mandates;

/// <summary>Keeps the latest of what Governance tells of who may act for whom.</summary>
public sealed class FollowMandate(IDocumentSession session) :
    IConsumer<FocalPointDesignated>, IConsumer<FocalPointRenewed>, IConsumer<FocalPointRevoked>
{
    public Task Consume(ConsumeContext<FocalPointDesignated> context) => Keep(context.Message.Mandate, context.Message.Revision);

    public Task Consume(ConsumeContext<FocalPointRenewed> context) => Keep(context.Message.Mandate, context.Message.Revision);

    public Task Consume(ConsumeContext<FocalPointRevoked> context) => Keep(context.Message.Mandate, context.Message.Revision);

    private Task Keep(Mandate mandate, long revision)
    {
        session.TryUpdateRevision(new KnownMandate { Id = KnownMandate.Of(mandate.Participant, mandate.Subject), ExpiresAt = mandate.ExpiresAt, RevokedAt = mandate.RevokedAt }, revision);
        return Task.CompletedTask;
    }
}
