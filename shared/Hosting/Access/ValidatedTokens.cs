using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Memory;

namespace Forum.Hosting.Access;

/// <summary>
/// The callers whose tokens were validated a moment ago: checking a signature costs more than most of what is asked with it.
/// A token is validated again after half a minute, and never taken after its end.
/// </summary>
internal sealed class ValidatedTokens(TimeProvider time) : IDisposable
{
    private const int Most = 10_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private readonly MemoryCache callers = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <summary>The caller, or null when its token has to be validated.</summary>
    public ClaimsPrincipal? Find(HttpRequest request) =>
        request.Headers.Authorization is [{ } token] && callers.TryGetValue(token, out Kept? kept) && time.GetUtcNow() < kept!.Until ? kept.Caller : null;

    /// <param name="request"></param>
    /// <param name="caller"></param>
    /// <param name="ends">UTC.</param>
    public void Keep(HttpRequest request, ClaimsPrincipal caller, DateTime ends)
    {
        var until = new DateTimeOffset(Math.Min((time.GetUtcNow() + Fresh).UtcTicks, ends.Ticks), TimeSpan.Zero);
        if (request.Headers.Authorization is [{ } token])
            callers.Set(token, new Kept(caller, until), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Fresh });
    }

    public void Dispose() => callers.Dispose();

    private sealed record Kept(ClaimsPrincipal Caller, DateTimeOffset Until);
}
