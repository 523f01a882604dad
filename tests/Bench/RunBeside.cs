using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Forum.Kit;
using Forum.Optimiser.Instances;
using Forum.Problems;

namespace Forum.Bench;

/// <summary>
/// Whether a run of the optimiser slows the API of the service that has it solved: the p99 of readings that go to the store, at an even rate, while 100,000 delegations are seated at
/// 300 tables, against the same with nothing going on. The machine is the service's own, store and broker included, which is the worst that can be.
/// </summary>
internal static class RunBeside
{
    private const int PerSecond = 50;

    public static async Task<IReadOnlyList<Measure>> Measure(Stage stage, bool quick)
    {
        using var client = new HttpClient { BaseAddress = stage.Scheduling, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", stage.Token);
        Console.WriteLine("Drawing 100,000 delegations and 300 tables");
        var problem = JsonSerializer.SerializeToUtf8Bytes(new { instance = GeneratedSeats.Make(100_000, 300, seed: 1), seconds = 120 }, InstanceJson.Options);
        await Read(client, stage.EditionId, TimeSpan.FromSeconds(5), stop: null);

        var rounds = new List<(double, double)>();
        for (var round = 1; round <= (quick ? 1 : 3); round++)
        {
            var idle = await Read(client, stage.EditionId, TimeSpan.FromSeconds(20), stop: null);
            var run = await Ask(client, problem);
            await Until(client, run, state => state is not "Waiting");
            using var ended = new CancellationTokenSource();
            var since = Stopwatch.StartNew();
            var ending = Until(client, run, state => state is not ("Waiting" or "Running"));
            _ = ending.ContinueWith(_ => ended.Cancel(), TaskScheduler.Default);
            var busy = await Read(client, stage.EditionId, TimeSpan.FromMinutes(3), ended.Token);
            var state = await ending;
            if (state is not "Finished")
                throw new InvalidOperationException($"The run ended as {state}, so there is nothing to measure.");
            var (ours, floor) = (Bench.Measure.Percentile(busy, 0.99), Bench.Measure.Percentile(idle, 0.99));
            Console.WriteLine($"Beside a run, round {round}: p50 {Bench.Measure.Percentile(busy, 0.5):0.00} ms, p99 {ours:0.00} ms over {busy.Count} requests and {since.Elapsed.TotalSeconds:0} s of solving; idle p50 {Bench.Measure.Percentile(idle, 0.5):0.00} ms, p99 {floor:0.00} ms");
            rounds.Add((ours, floor));
        }

        return [Bench.Measure.Of("p99 beside a run of 100,000/300", "ms", rounds)];
    }

    private static async Task<string> Ask(HttpClient client, byte[] problem)
    {
        using var content = new ByteArrayContent(problem) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", Encoding.UTF8.WebName) } };
        using var answer = await client.PostAsync(new Uri("/instances?wait=0", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async Task<string> Until(HttpClient client, string run, Func<string, bool> such)
    {
        var state = "";
        await Eventually.True(
            async () =>
            {
                state = (await client.GetFromJsonAsync<JsonElement>(new Uri($"/optimisation-runs/{run}", UriKind.Relative))).GetProperty("state").GetString()!;
                return such(state);
            },
            "the run comes so far",
            TimeSpan.FromMinutes(10));
        return state;
    }

    /// <summary>Milliseconds of each answer, ascending.</summary>
    /// <param name="stop">Ends it before its time; null when nothing does.</param>
    private static async Task<IReadOnlyList<double>> Read(HttpClient client, Guid edition, TimeSpan duration, CancellationToken? stop)
    {
        string[] addresses = [$"/rooms?edition={edition}", $"/meetings?edition={edition}", $"/round-tables?edition={edition}", $"/optimisation-runs?edition={edition}"];
        var running = new List<Task<double>>();
        var since = Stopwatch.StartNew();
        for (var sent = 0; since.Elapsed < duration && stop?.IsCancellationRequested is not true; sent++)
        {
            var due = TimeSpan.FromSeconds(sent / (double)PerSecond) - since.Elapsed;
            // The load is paced by the clock from its beginning: a timer would lose the ticks that a busy machine is late for.
            if (due > TimeSpan.Zero)
                await Task.Delay(due);
            running.Add(One(client, addresses[sent % addresses.Length]));
        }

        var all = await Task.WhenAll(running);
        Array.Sort(all);
        return all;
    }

    private static async Task<double> One(HttpClient client, string address)
    {
        var since = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
    }
}
