using Forum.Hosting.Access;
using Forum.Hosting.Store;
using JasperFx;
using Marten;

namespace Forum.Scheduling.Optimisation;

/// <summary>
/// Stops a run. One that is being solved keeps the best result that it has; one that waits for a worker is given up; one that has ended stays as it is. It names no version: a run
/// moves on by itself.
/// </summary>
public sealed record StopRun
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/optimisation-runs/{id:guid}/stop", async (Guid id, StopRun? command, IDocumentStore store, TimeProvider time, CancellationToken ct) =>
            {
                while (!await Stop(store, id, time.GetUtcNow(), ct))
                {
                    // A worker took it, or ended it, at this moment.
                }

                return TypedResults.NoContent();
            })
            .Allow(Role.Organizer)
            .WithName(nameof(StopRun))
            .WithTags("Optimiser");

    /// <summary>False when it has moved on meanwhile.</summary>
    private static async Task<bool> Stop(IDocumentStore store, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<OptimisationRun>(id, ct);
        object[] events = [.. (stream.Aggregate ?? throw new Missing("run", id)).Stop(now)];
        if (events is [RunFailed])
            session.Delete<RunAtWork>(id);
        stream.AppendMany(events);
        try
        {
            await session.SaveChangesAsync(ct);
            return true;
        }
        catch (ConcurrencyException)
        {
            return false;
        }
    }
}
