using System.Globalization;
using System.Text;
using Forum.Console.Http;
using Forum.Console.Reading;

namespace Forum.Console.Editions;

/// <summary>
/// <c>GET /editions/{code}/live</c>: the counts of an edition as server-sent events, now and at every change.
/// A line of comment every 15 seconds keeps the way open through proxies that cut what is silent.
/// </summary>
internal static class LiveStream
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static void MapLiveStream(this WebApplication app) => app.MapGet("/editions/{code}/live", Send);

    private static async Task Send(string code, HttpContext http, EditionReader reader, LiveEditions live, TimeProvider time, IHostApplicationLifetime host)
    {
        // An open stream must not hold up the end of the console.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping);
        try
        {
            if ((await reader.Latest(code, ending.Token)).Absence is not Absence.None and var absence)
            {
                await (absence is Absence.NotThere
                    ? Problem.Write(http, StatusCodes.Status404NotFound, "not-found", "There is no edition of this code.")
                    : Problem.Write(http, StatusCodes.Status503ServiceUnavailable, "service-unavailable", "The edition cannot be read at present. Try again shortly."));
                return;
            }

            http.Response.ContentType = "text/event-stream";
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers["X-Accel-Buffering"] = "no";
            await Write(http, "retry: 2000\n\n", ending.Token);

            await using var changes = live.Watch(code, ending.Token).GetAsyncEnumerator(ending.Token);
            var next = changes.MoveNextAsync().AsTask();
            while (true)
            {
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
                var silence = Task.Delay(Heartbeat, time, waiting.Token);
                if (await Task.WhenAny(next, silence) == silence)
                {
                    await Write(http, ": still here\n\n", ending.Token);
                    continue;
                }

                await waiting.CancelAsync();
                if (!await next)
                    return;
                await Write(http, Event(changes.Current), ending.Token);
                next = changes.MoveNextAsync().AsTask();
            }
        }
        catch (OperationCanceledException)
        {
            // The viewer left, or the console ends.
        }
    }

    private static string Event(CountsShown shown)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"event: counts\nid: {shown.At:O}\n");
        foreach (var line in shown.Markup.ReplaceLineEndings("\n").Split('\n'))
            text.Append("data: ").Append(line).Append('\n');
        return text.Append('\n').ToString();
    }

    private static async Task Write(HttpContext http, string text, CancellationToken ct)
    {
        await http.Response.WriteAsync(text, ct);
        await http.Response.Body.FlushAsync(ct);
    }
}
