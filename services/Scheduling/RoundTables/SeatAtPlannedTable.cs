using Forum.Scheduling.Editions;
using Marten;
using MassTransit;
using Wire = Forum.Contracts.Scheduling;

namespace Forum.Scheduling.RoundTables;

/// <summary>Seats those who had chosen a round table before it was planned.</summary>
public sealed class SeatAtPlannedTable(IDocumentSession session) : IConsumer<Wire.RoundTablePlanned>
{
    public async Task Consume(ConsumeContext<Wire.RoundTablePlanned> context)
    {
        var editionId = context.Message.EditionId;
        await session.TakeTurn(editionId, context.CancellationToken);
        await Seating.BringIntoLine(session, editionId, news: null, context.CancellationToken);
    }
}
