using System.Collections.Concurrent;
using Forum.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Forum.Console.Tests;

/// <summary>Stands for one service: answers what a test lays down for a path, 404 else, and remembers what it was asked.</summary>
public sealed class StubService : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, RequestDelegate> answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<PathString> asked = new();
    private WebApplication? app;

    /// <summary>Root of the service; stays the same when it dies and comes back.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Next()}/");

    /// <summary>How often something below the path was asked for.</summary>
    public int TimesAsked(string path) => asked.Count(seen => seen.StartsWithSegments(path, StringComparison.Ordinal));

    public void Answers(string path, RequestDelegate answer) => answers[path] = answer;

    /// <summary>From now on there is nothing at the path.</summary>
    public void Forgets(string path) => answers.TryRemove(path, out _);

    public void Answers(string path, object body) => answers[path] = http => http.Response.WriteAsJsonAsync(body, body.GetType(), cancellationToken: http.RequestAborted);

    public void AnswersAs(string path, string contentType, string body) => answers[path] = http =>
    {
        http.Response.ContentType = contentType;
        return http.Response.WriteAsync(body, http.RequestAborted);
    };

    public async Task Start()
    {
        if (app is not null)
            return;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address.AbsoluteUri);
        app = builder.Build();
        app.Run(http =>
        {
            asked.Enqueue(http.Request.Path);
            if (answers.TryGetValue(http.Request.Path, out var answer))
                return answer(http);
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        await app.StartAsync();
    }

    /// <summary>Nothing listens at the address any more.</summary>
    public async Task Die()
    {
        if (app is null)
            return;
        await app.DisposeAsync();
        app = null;
    }

    public async ValueTask DisposeAsync() => await Die();
}

internal static class StubAnswers
{
    public static Task WriteAsJsonAsyncOf(this HttpResponse response, object body) => response.WriteAsJsonAsync(body, body.GetType());
}
