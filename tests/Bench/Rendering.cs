using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Forum.Bench;

/// <summary>A summary of 60 paragraphs in every form that it is to be had in, each made for the first time; against the same files asked for once more.</summary>
internal static class Rendering
{
    private static readonly string[] Forms = ["html", "json", "pdf", "docx", "akn", "txt"];

    public static async Task<IReadOnlyList<Measure>> Measure(Stage stage)
    {
        using var client = new HttpClient { BaseAddress = stage.Publishing };
        var rounds = new List<(double, double)>();
        for (var round = 0; round <= 3; round++)
        {
            var symbol = await Issue(stage, $"A/90/{round + 1}");
            var (made, sizes) = await All(client, symbol);
            var (again, _) = await All(client, symbol);
            Console.WriteLine($"Rendering, {(round == 0 ? "the first document of the process" : $"round {round}")}: {made:0.000} s ({string.Join(", ", Forms.Zip(sizes, (form, size) => $"{form} {size / 1024.0:0} kB"))}), floor {again:0.000} s");
            if (round > 0)
                rounds.Add((made, again));
        }

        return [Bench.Measure.Of("60 paragraphs in all six forms", "s", rounds)];
    }

    /// <summary>Writes a summary of 60 paragraphs through the API and issues it.</summary>
    public static async Task<string> Issue(Stage stage, string symbol)
    {
        using var writer = new HttpClient { BaseAddress = stage.Publishing, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", stage.Token) } };
        using var issuer = new HttpClient { BaseAddress = stage.Publishing, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", stage.TokenOf("who-issues")) } };
        using var drafted = await writer.PostAsJsonAsync(new Uri("/summaries", UriKind.Relative), new { editionId = stage.EditionId, title = "Summary of the Dialogue" });
        var id = (await drafted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        var version = 1;
        for (var section = 1; section <= 3; section++)
            await Change(writer, HttpMethod.Post, id, "sections", new { number = section, heading = $"Part {section}" }, version++);
        for (var paragraph = 1; paragraph <= 60; paragraph++)
            await Change(writer, HttpMethod.Put, id, $"paragraphs/{paragraph}", new { section = 1 + ((paragraph - 1) / 20), completeness = "Full", text = $"{string.Concat(Enumerable.Repeat("Many participants underlined the importance of cooperation on migration and of reliable statistics. ", 8))}The edition lasted {{editionDays}} days." }, version++);
        await Change(writer, HttpMethod.Post, id, "review", null, version++);
        await Change(writer, HttpMethod.Post, id, "clearance", null, version++);
        await Change(issuer, HttpMethod.Post, id, "issue", new { symbol, date = "2030-10-13" }, version);
        return symbol;
    }

    private static async Task<(double Seconds, IReadOnlyList<int> Sizes)> All(HttpClient client, string symbol)
    {
        var sizes = new List<int>();
        var since = Stopwatch.StartNew();
        foreach (var form in Forms)
            sizes.Add((await client.GetByteArrayAsync(new Uri($"/documents/{symbol}?format={form}", UriKind.Relative))).Length);
        return (since.Elapsed.TotalSeconds, sizes);
    }

    private static async Task Change(HttpClient client, HttpMethod method, Guid summary, string what, object? body, int version)
    {
        using var request = new HttpRequestMessage(method, $"/summaries/{summary}/{what}") { Content = body is null ? null : JsonContent.Create(body), Headers = { { "If-Match", $"\"{version}\"" } } };
        using var answer = await client.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{what}: {await answer.Content.ReadAsStringAsync()}");
    }
}
