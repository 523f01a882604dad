using System.Net;
using System.Text.Json;

namespace Forum.Hosting.Tests;

public sealed class When_callers_come_in_crowds(Belfry belfry) : IClassFixture<Belfry>
{
    private const int AtMost = 1_000;

    [Fact]
    public async Task who_asks_too_much_waits_and_nobody_else_does()
    {
        await using var slow = await BellServices.Ring(belfry.BellsDatabase, belfry.Issuer, belfry.Proxy.Via(belfry.Broker.Uri), "--Limits:RequestsPerSecond=5");
        using var greedy = From(slow, "203.0.113.7");
        using var modest = From(slow, "203.0.113.8");

        using var refused = await UntilRefused(greedy);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString().ShouldBe("too-many-requests");

        using var answered = await modest.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        answered.StatusCode.ShouldNotBe(HttpStatusCode.TooManyRequests);
        // With a token it is the account that counts, not where it asks from.
        using var account = belfry.Client(slow);
        account.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        using var known = await account.GetAsync(new Uri("/events", UriKind.Relative));
        known.StatusCode.ShouldBe(HttpStatusCode.OK);
        await slow.StopAsync();
    }

    private static async Task<HttpResponseMessage> UntilRefused(HttpClient caller)
    {
        for (var asked = 0; asked < AtMost; asked++)
        {
            var answer = await caller.GetAsync(new Uri("/events", UriKind.Relative));
            if (answer.StatusCode is HttpStatusCode.TooManyRequests)
                return answer;
            answer.Dispose();
        }

        throw new InvalidOperationException($"{AtMost} requests in a row were answered.");
    }

    private static HttpClient From(WebApplication app, string address)
    {
        var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return client;
    }
}
