using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Forum.Hosting.Tests;

/// <summary>A message as a target got it.</summary>
public sealed record Received(string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public Guid Id => Guid.Parse(Headers["webhook-id"]);
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);
    public Guid Bell => Json.GetProperty("data").GetProperty("bellId").GetGuid();
}

/// <summary>Somebody else's system that webhooks lead to. It keeps what it gets and answers as a test says.</summary>
internal sealed class Target : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Received> received = new();

    private Target(Func<HttpContext, Received, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(end => end.Protocols = HttpProtocols.Http1));
        app = builder.Build();
        app.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var one = new Received(
                http.Request.Path, http.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString(), StringComparer.Ordinal), await reader.ReadToEndAsync());
            received.Enqueue(one);
            await answer(http, one);
        });
    }

    public string Url => $"{app.Urls.First()}/hook";

    /// <summary>What it got, in order.</summary>
    public IReadOnlyList<Received> Got => [.. received];

    public IReadOnlyList<Guid> Bells => [.. received.Select(one => one.Bell)];

    public static Task<Target> ThatTakesAll() => That((_, _) => StatusCodes.Status204NoContent);

    public static Task<Target> That(Func<HttpContext, Received, int> status) => That((http, one) =>
    {
        http.Response.StatusCode = status(http, one);
        return Task.CompletedTask;
    });

    public static async Task<Target> That(Func<HttpContext, Received, Task> answer)
    {
        var target = new Target(answer);
        await target.app.StartAsync();
        return target;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
