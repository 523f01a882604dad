using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Hosting.Telemetry;

/// <summary>How far the announcer or a projection of this service is behind its events.</summary>
/// <param name="Shard">Its name.</param>
/// <param name="Events">Events that it has not dealt with.</param>
/// <param name="Seconds">How long the oldest of them waits; 0 when there is none.</param>
public sealed record Lag(string Shard, long Events, double Seconds);

/// <summary>How far the announcer and the projections of this service are behind, the worst first: asked of the store, so that a daemon that died is noticed.</summary>
public static class ReadLag
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/lag", async (HttpContext http, CancellationToken ct) =>
            {
                var lags = await http.RequestServices.GetRequiredService<StoreLag>().Read(ct);
                return TypedResults.Ok(new Page<Lag>([.. lags.Select(lag => new Lag(lag.Shard, lag.Events, lag.Age.TotalSeconds)).OrderByDescending(lag => lag.Seconds).ThenBy(lag => lag.Shard, StringComparer.Ordinal)], null));
            })
            .Allow(Role.Operator)
            .WithName(nameof(ReadLag))
            .WithTags("Operations");
}
