using System.Diagnostics;

namespace Forum.Bench;

/// <summary>The page of an issued document of 60 paragraphs to many readers, and the answer that they have it already; against as many bytes from memory by ASP.NET Core alone.</summary>
internal static class Serving
{
    private const int Connections = 32;
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<Measure>> Measure(Stage stage, bool quick)
    {
        var symbol = await Rendering.Issue(stage, "A/91/1");
        using var client = new HttpClient { BaseAddress = stage.Publishing };
        using var first = await client.GetAsync(new Uri($"/documents/{symbol}", UriKind.Relative));
        var size = (await first.Content.ReadAsByteArrayAsync()).Length;
        var page = Request(stage.Publishing, $"/documents/{symbol}");
        var known = Request(stage.Publishing, $"/documents/{symbol}", $"If-None-Match: {first.Headers.ETag}\r\n");
        var bytes = Request(stage.Floor, $"/pages/{size}");
        Console.WriteLine("Warming up");
        await Compiler.IsDone(() => Saturate(stage.Floor, bytes, 200, Slice), stage.FloorProcess);
        await Compiler.IsDone(() => Saturate(stage.Publishing, page, 200, Slice), stage.PublishingProcess!);

        var duration = TimeSpan.FromSeconds(quick ? 4 : 15);
        var (pages, answers) = (new List<(double, double)>(), new List<(double, double)>());
        for (var round = 1; round <= 3; round++)
        {
            var served = await Saturate(stage.Publishing, page, 200, duration);
            var unchanged = await Saturate(stage.Publishing, known, 304, duration);
            var floor = await Saturate(stage.Floor, bytes, 200, duration);
            Console.WriteLine($"Serving {size / 1024.0:0} kB, round {round}: {served:0}/s, 304 {unchanged:0}/s, floor {floor:0}/s");
            pages.Add((served, floor));
            answers.Add((unchanged, floor));
        }

        return [Bench.Measure.Of("page of an issued document, 32 connections", "1/s", pages), Bench.Measure.Of("the same, which the reader has (304)", "1/s", answers)];
    }

    private static string Request(Uri target, string path, string more = "") => $"GET {path} HTTP/1.1\r\nHost: {target.Authority}\r\nAccept: text/html\r\n{more}\r\n";

    /// <summary>Asks as fast as the connections can, one request at a time each; answers with requests per second.</summary>
    private static async Task<double> Saturate(Uri target, string request, int expected, TimeSpan duration)
    {
        using var stop = new CancellationTokenSource(duration);
        var since = Stopwatch.StartNew();
        var done = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            using var connection = await Load.Connection.Open(target);
            var count = 0;
            while (!stop.IsCancellationRequested)
            {
                if (await connection.Ask(request) is var status && status != expected)
                    throw new InvalidOperationException($"The page was answered with {status}, so there is nothing to measure.");
                count++;
            }

            return count;
        })));
        return done.Sum() / since.Elapsed.TotalSeconds;
    }
}
