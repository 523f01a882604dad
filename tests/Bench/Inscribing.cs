using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Forum.Bench;

/// <summary>
/// The opening of the speakers' list: a thousand delegations ask for the floor at the announced instant, each over a connection of its own, and each is acknowledged;
/// against as many single prepared inserts at once. Their requests are announced meanwhile.
/// </summary>
internal static class Inscribing
{
    private const int Delegations = 1_000;

    public static async Task<IReadOnlyList<Measure>> Measure(Stage stage, bool quick)
    {
        using var client = Client(stage, stage.Registration);
        using var floor = Client(stage, stage.Floor);
        Console.WriteLine("Warming up");
        await Open(stage, client, "W");
        await Insert(floor, "W", stage.EditionId);

        var rounds = new List<(double, double)>();
        for (var round = 1; round <= (quick ? 1 : 5); round++)
        {
            await stage.UntilAnnounced();
            var ours = await Open(stage, client, $"R{round}");
            var least = await Insert(floor, $"R{round}", stage.EditionId);
            var (p50, p99) = (Bench.Measure.Percentile(ours, 0.5), Bench.Measure.Percentile(ours, 0.99));
            Console.WriteLine($"Inscribing, round {round}: {Delegations:N0} acknowledged, half of them within {p50:0.00} s, p99 {p99:0.00} s, the last {ours[^1]:0.00} s; floor p99 {Bench.Measure.Percentile(least, 0.99):0.00} s");
            rounds.Add((p99, Bench.Measure.Percentile(least, 0.99)));
        }

        return [Bench.Measure.Of("p99 of 1,000 inscriptions at the opening", "s", rounds)];
    }

    /// <summary>Registers so many delegations, announces when the list opens, and lets all of them ask then; answers with the seconds to each acknowledgement, ascending.</summary>
    private static async Task<IReadOnlyList<double>> Open(Stage stage, HttpClient client, string prefix)
    {
        var ids = new Guid[Delegations];
        await Parallel.ForAsync(0, Delegations, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (n, ct) =>
        {
            using var answer = await client.PostAsJsonAsync("/delegations", Registration(stage.EditionId, $"{prefix}-{n}"), ct);
            answer.EnsureSuccessStatusCode();
            ids[n] = (await answer.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("id").GetGuid();
        });
        await stage.UntilAnnounced();

        var opensAt = DateTimeOffset.UtcNow.AddSeconds(3);
        await stage.AnnounceOpening(opensAt);
        // Nobody is let in before.
        using (var early = await Ask(client, ids[0]))
        {
            if (DateTimeOffset.UtcNow < opensAt && early.IsSuccessStatusCode)
                throw new InvalidOperationException("A request before the opening was taken, so there is nothing to measure.");
        }

        // Not a wait for something to happen: all are to ask right after the instant at which the list opens.
        await Task.Delay(opensAt.AddMilliseconds(20) - DateTimeOffset.UtcNow);
        var since = Stopwatch.StartNew();
        var seconds = await Task.WhenAll(ids.Select(async id =>
        {
            using var answer = await Ask(client, id);
            answer.EnsureSuccessStatusCode();
            if (!(await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("acknowledgementId").TryGetGuid(out _))
                throw new InvalidOperationException("A request was not acknowledged.");
            return since.Elapsed.TotalSeconds;
        }));
        Array.Sort(seconds);
        return seconds;
    }

    private static async Task<IReadOnlyList<double>> Insert(HttpClient floor, string prefix, Guid edition)
    {
        var since = Stopwatch.StartNew();
        var seconds = await Task.WhenAll(Enumerable.Range(0, Delegations).Select(async n =>
        {
            using var answer = await floor.PostAsJsonAsync("/delegations", Registration(edition, $"{prefix}-{n}"));
            answer.EnsureSuccessStatusCode();
            return since.Elapsed.TotalSeconds;
        }));
        Array.Sort(seconds);
        return seconds;
    }

    private static async Task<HttpResponseMessage> Ask(HttpClient client, Guid delegation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/delegations/{delegation}/speaking-request")
        {
            Content = JsonContent.Create(new { preferences = new[] { 1, 2 } }),
            Headers = { { "If-Match", "\"1\"" } },
        };
        return await client.SendAsync(request);
    }

    private static object Registration(Guid edition, string participant) => new
    {
        editionId = edition,
        participant = $"I{participant}",
        name = $"Organization {participant}",
        category = "UnSystemEntity",
        head = new { name = "Somebody", title = "Director", rank = "Other" },
        credentials = "None",
    };

    private static HttpClient Client(Stage stage, Uri address)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Delegations }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", stage.Token);
        return client;
    }
}
