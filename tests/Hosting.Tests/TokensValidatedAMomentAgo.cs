using System.Security.Claims;
using Forum.Hosting.Access;

namespace Forum.Hosting.Tests;

public sealed class TokensValidatedAMomentAgo : IDisposable
{
    private readonly Clock clock = new();
    private readonly ValidatedTokens tokens;
    private readonly ClaimsPrincipal caller = new();

    public TokensValidatedAMomentAgo() => tokens = new ValidatedTokens(clock);

    public void Dispose() => tokens.Dispose();

    [Fact]
    public void Are_taken_for_half_a_minute()
    {
        tokens.Keep(With("Bearer one"), caller, clock.Now.UtcDateTime.AddHours(1));
        clock.Now += TimeSpan.FromSeconds(29);
        Assert.Same(caller, tokens.Find(With("Bearer one")));
        clock.Now += TimeSpan.FromSeconds(2);
        Assert.Null(tokens.Find(With("Bearer one")));
    }

    [Fact]
    public void Are_not_taken_after_their_end()
    {
        tokens.Keep(With("Bearer one"), caller, clock.Now.UtcDateTime.AddSeconds(5));
        clock.Now += TimeSpan.FromSeconds(5);
        Assert.Null(tokens.Find(With("Bearer one")));
    }

    [Fact]
    public void Say_nothing_of_another_token()
    {
        tokens.Keep(With("Bearer one"), caller, clock.Now.UtcDateTime.AddHours(1));
        Assert.Null(tokens.Find(With("Bearer onE")));
        Assert.Null(tokens.Find(new DefaultHttpContext().Request));
    }

    private static HttpRequest With(string authorization)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Authorization = authorization;
        return request;
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
