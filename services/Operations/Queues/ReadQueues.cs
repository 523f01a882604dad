using Forum.Hosting.Access;
using Forum.Hosting.Http;

namespace Forum.Operations.Queues;

/// <summary>The queues of the forum, the worst first: nobody listens though something waits, then by how much waits.</summary>
public static class ReadQueues
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/queues", async (QueueWatch watch, CancellationToken ct) =>
            {
                var queues = await watch.Read(ct);
                return TypedResults.Ok(new Page<QueueState>(
                    [.. queues.OrderByDescending(queue => queue is { IsAside: false, Consumers: 0, Ready: > 0 }).ThenByDescending(queue => queue.Ready).ThenBy(queue => queue.Name, StringComparer.Ordinal)], null));
            })
            .Allow(Role.Operator)
            .WithName("ReadQueues")
            .WithTags("Queues");
}
