using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace Forum.Hosting.Http;

/// <summary>How many requests a caller has: by subject of its token, else by address. Every answer says what is left (draft-ietf-httpapi-ratelimit-headers).</summary>
/// <param name="perSecond">As a rule; twice as many may come at once.</param>
internal sealed class CallersShare(int perSecond) : IDisposable
{
    private readonly string policy = string.Create(CultureInfo.InvariantCulture, $"\"caller\";q={perSecond};w=1");

    private readonly PartitionedRateLimiter<HttpContext> limiter = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetTokenBucketLimiter(
        http.User.FindFirst("sub")?.Value ?? http.Connection.RemoteIpAddress?.ToString() ?? "",
        _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perSecond * 2,
            TokensPerPeriod = Math.Max(1, perSecond / 10),
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
        }));

    public void Apply(RateLimiterOptions limits)
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = static (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "1";
            return ValueTask.CompletedTask;
        };
        limits.GlobalLimiter = limiter;
    }

    public void Tell(HttpContext http)
    {
        var left = http.Response.StatusCode is StatusCodes.Status429TooManyRequests ? 0 : limiter.GetStatistics(http)?.CurrentAvailablePermits ?? 0;
        http.Response.Headers["RateLimit-Policy"] = policy;
        http.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"caller\";r={left};t=1");
    }

    public void Dispose() => limiter.Dispose();
}
