using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Forum.Hosting.Health;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: store and broker are there, announcer and projections are not behind.</summary>
public static class ForumHealth
{
    /// <summary>Tag of the checks that <c>/health/ready</c> asks.</summary>
    public const string Ready = "ready";

    internal static void AddForumHealth(this IServiceCollection services) => services
        .AddReadiness()
        .AddCheck<StoreHealth>("store", tags: [Ready], timeout: TimeSpan.FromSeconds(5))
        .AddCheck<BrokerHealth>("broker", tags: [Ready], timeout: TimeSpan.FromSeconds(5));

    /// <summary>Health without checks yet; a service adds its own with the tag <see cref="Ready"/>.</summary>
    internal static IHealthChecksBuilder AddReadiness(this IServiceCollection services) => services
        // The answer says what is wrong; a log line for each question would bury everything else while something is away.
        .AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None))
        .AddHealthChecks();

    internal static void MapForumHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = static _ => false }).AllowAnonymous().DisableHttpMetrics();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = static check => check.Tags.Contains(Ready), ResponseWriter = Write }).AllowAnonymous().DisableHttpMetrics();
    }

    private static Task Write(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        checks = report.Entries.ToDictionary(entry => entry.Key, entry => new { status = entry.Value.Status.ToString(), entry.Value.Description }, StringComparer.Ordinal),
    });
}
