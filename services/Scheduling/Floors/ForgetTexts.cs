using Forum.Contracts.Scheduling;
using Marten;
using MassTransit;

namespace Forum.Scheduling.Floors;

/// <summary>Forgets the texts of a statement that will not be made.</summary>
public sealed class ForgetTexts(IDocumentSession session) : IConsumer<InscriptionWithdrawn>
{
    public Task Consume(ConsumeContext<InscriptionWithdrawn> context)
    {
        var inscription = context.Message.Inscription.InscriptionId;
        session.DeleteWhere<StatementText>(text => text.InscriptionId == inscription);
        return Task.CompletedTask;
    }
}
