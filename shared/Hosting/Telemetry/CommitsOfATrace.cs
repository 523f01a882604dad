using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Forum.Hosting.Telemetry;

/// <summary>An event that this service committed under a trace: ids and times, no content.</summary>
/// <param name="EventId"></param>
/// <param name="Type"></param>
/// <param name="StreamId"></param>
/// <param name="Version"></param>
/// <param name="Sequence"></param>
/// <param name="At">The store's own time, UTC.</param>
public sealed record CommittedEvent(Guid EventId, string Type, Guid StreamId, long Version, long Sequence, DateTimeOffset At);

/// <summary>What this service committed under one trace, oldest first: the answer to "how far did it come?".</summary>
public static class CommitsOfATrace
{
    private const int Most = 1_000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/traces/{traceId:regex(^[0-9a-f]{{32}}$)}", async (string traceId, IQuerySession session, CancellationToken ct) =>
            {
                var events = await session.Events.QueryAllRawEvents()
                    .Where(e => e.CorrelationId == traceId)
                    .OrderBy(e => e.Sequence)
                    .Take(Most)
                    .ToListAsync(ct);
                return TypedResults.Ok(new Page<CommittedEvent>(
                    [.. events.Select(e => new CommittedEvent(e.Id, e.EventTypeName, e.StreamId, e.Version, e.Sequence, e.Timestamp))], null));
            })
            .Allow(Role.Operator)
            .WithName("CommitsOfATrace")
            .WithTags("Operations");
}
