using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Npgsql;

namespace Forum.Bench;

/// <summary>
/// A draft from ten thousand notes: two hundred points at four round tables are counted and their paragraphs written, in one request;
/// against reading the same notes from the table and adding them up, and nothing else.
/// </summary>
internal static class Drafting
{
    private const int Notes = 10_000, Points = 200, Tables = 4, Delegations = 190;

    public static async Task<IReadOnlyList<Measure>> Measure(Stage stage, bool quick)
    {
        using var client = new HttpClient { BaseAddress = stage.Publishing, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", stage.Token);
        await using var source = NpgsqlDataSource.Create(stage.PublishingStore.ConnectionString);
        var taking = Stopwatch.StartNew();
        await TakeNotes(stage, client);
        Console.WriteLine($"Drafting: {Notes:N0} notes were taken in {taking.Elapsed.TotalSeconds:0.0} s");

        var rounds = new List<(double, double)>();
        for (var round = 1; round <= (quick ? 2 : 5); round++)
        {
            // Another version of the policy, so that every point is counted anew.
            await Create(client, "/quantifier-policies", new { table = new { }, reason = $"Round {round}." });
            var summary = await Create(client, "/summaries", new { editionId = stage.EditionId, title = $"Round {round}" });
            await Change(client, $"/summaries/{summary}/sections", 1, new { number = 1, heading = "What was said" });
            var since = Stopwatch.StartNew();
            await Change(client, $"/summaries/{summary}/paragraphs/drafting", 2, new { section = 1 });
            var ours = since.Elapsed.TotalSeconds;
            var written = (await client.GetFromJsonAsync<JsonElement>($"/summaries/{summary}")).GetProperty("paragraphs").EnumerateArray().Sum(paragraph => paragraph.GetProperty("points").GetArrayLength());
            if (written != Points)
                throw new InvalidOperationException($"{written} of {Points} points stand in the draft.");
            var least = await AddUp(source);
            Console.WriteLine($"Drafting, round {round}: {ours:0.00} s for {Points} sentences from {Notes:N0} notes; floor {least:0.000} s");
            rounds.Add((ours, least));
        }

        return [Bench.Measure.Of("draft from 10,000 notes", "s", rounds)];
    }

    private static async Task TakeNotes(Stage stage, HttpClient client)
    {
        var points = new Guid[Points];
        for (var n = 0; n < Points; n++)
            points[n] = await Create(client, "/points/openings", new { editionId = stage.EditionId, roundTable = 1 + (n % Tables), wording = new { topic = $"Topic {n / 20}", claim = $"measure {n} had worked" } });
        await Parallel.ForAsync(0, Notes, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (n, ct) =>
        {
            using var answer = await client.PutAsJsonAsync(
                $"/notes/{Guid.CreateVersion7()}/revisions/{Guid.CreateVersion7()}",
                new { editionId = stage.EditionId, roundTable = 1 + (n % Points % Tables), delegation = $"D{n * 7 % Delegations:000}", stance = n % 17 == 0 ? "Dissent" : "Support", point = points[n % Points], text = $"Note {n}: what was said at some length, as note-takers write it down while it is said." },
                ct);
            answer.EnsureSuccessStatusCode();
        });
    }

    /// <summary>Reads every note and counts the delegations of each point.</summary>
    private static async Task<double> AddUp(NpgsqlDataSource source)
    {
        var since = Stopwatch.StartNew();
        var counts = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        await using var command = source.CreateCommand("select data::text from mt_doc_notehead");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            using var note = JsonDocument.Parse(reader.GetString(0));
            var point = note.RootElement.GetProperty("Point").GetString()!;
            if (!counts.TryGetValue(point, out var delegations))
                counts[point] = delegations = new HashSet<string>(StringComparer.Ordinal);
            delegations.Add(note.RootElement.GetProperty("Delegation").GetString()!);
        }

        return counts.Count == Points ? since.Elapsed.TotalSeconds : throw new InvalidOperationException($"Notes of {counts.Count} points were found.");
    }

    private static async Task<Guid> Create(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(text);
        return JsonDocument.Parse(text).RootElement.GetProperty("id").GetGuid();
    }

    private static async Task Change(HttpClient client, string path, long version, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        using var answer = await client.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }
}
