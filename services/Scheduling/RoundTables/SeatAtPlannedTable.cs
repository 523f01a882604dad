using Forum.Contracts.Scheduling;
using Forum.Scheduling.Editions;
using Marten;
using MassTransit;
using Wire = Forum.Contracts.Scheduling;

namespace Forum.Scheduling.RoundTables;

/// <summary>Seats those who had chosen a round table before it was planned, and sees to offered seats when the meeting of a table is moved or called off.</summary>
public sealed class SeatAtPlannedTable(IDocumentSession session, TimeProvider time) : IConsumer<Wire.RoundTablePlanned>, IConsumer<Wire.MeetingChanged>, IConsumer<Wire.MeetingCancelled>
{
    public Task Consume(ConsumeContext<Wire.RoundTablePlanned> context) => BringIntoLine(context.Message.EditionId, context.CancellationToken);

    public Task Consume(ConsumeContext<Wire.MeetingChanged> context) => Follow(context.Message.Meeting, context.CancellationToken);

    public Task Consume(ConsumeContext<Wire.MeetingCancelled> context) => Follow(context.Message.Meeting, context.CancellationToken);

    private Task Follow(Wire.Meeting meeting, CancellationToken ct) => meeting.Kind is MeetingKind.RoundTable ? BringIntoLine(meeting.EditionId, ct) : Task.CompletedTask;

    private async Task BringIntoLine(Guid editionId, CancellationToken ct)
    {
        await session.TakeTurn(editionId, ct);
        await session.BringSeatsIntoLine(editionId, news: null, time, ct);
    }
}
