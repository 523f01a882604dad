using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace Forum.Bench;

/// <summary>
/// A list of people -> every delegation registered: upload, preview with every row held against what is registered, commit with a transaction a delegation;
/// against splitting the same lines and copying them into a bare table, a transaction a delegation, too. The services' other work, announcing, runs along.
/// </summary>
internal static class Importing
{
    public static async Task<IReadOnlyList<Measure>> Measure(Stage stage, bool quick)
    {
        using var client = new HttpClient { BaseAddress = stage.Registration, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", stage.Token);
        await using var floor = NpgsqlDataSource.Create(stage.FloorStore.ConnectionString);
        await Copy(floor, new List("W", 127, 3_000));
        await Import(stage, client, new List("W", 127, 3_000));

        var usual = new List<(double, double)>();
        for (var round = 1; round <= 3; round++)
        {
            var list = new List($"U{round}", 127, 3_000);
            var ours = await Import(stage, client, list);
            var bare = await Copy(floor, list);
            Console.WriteLine($"Importing {list}, round {round}: {ours.Seconds:0.00} s ({ours.Cpu:0.00} s of the service's processor time), floor {bare:0.000} s");
            usual.Add((ours.Seconds, bare));
        }

        List<Measure> measures = [Bench.Measure.Of("import of 3,000 people in 127 delegations", "s", usual)];
        if (quick)
            return measures;

        var before = Resident(stage.RegistrationProcess, "VmRSS");
        var large = new List("L", 1_000, 100_000);
        var all = await Import(stage, client, large);
        var least = await Copy(floor, large);
        var again = await UploadWorkbook(stage, client, large.People);
        var most = Resident(stage.RegistrationProcess, "VmHWM");
        Console.WriteLine($"Importing {large}: {all.Seconds:0.0} s, preview after {all.Preview:0.0} s ({all.Cpu:0.0} s of the service's processor time), floor {least:0.0} s; exported and uploaded again as a workbook, all unchanged after {again:0.0} s; resident {before:0} MB before, {most:0} MB at most");
        measures.Add(Bench.Measure.Of("import of 100,000 people in 1,000 delegations", "s", [(all.Seconds, least)]));
        measures.Add(Bench.Measure.Of("resident memory while importing 100,000", "MB", [(most, before)]));
        return measures;
    }

    private static async Task<(double Seconds, double Preview, double Cpu)> Import(Stage stage, HttpClient client, List list)
    {
        stage.RegistrationProcess.Refresh();
        var cpu = stage.RegistrationProcess.TotalProcessorTime;
        var since = Stopwatch.StartNew();
        using var body = new ByteArrayContent(list.Bytes) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        using var uploaded = await client.PostAsync(new Uri($"/imports?edition={stage.EditionId}", UriKind.Relative), body);
        var text = await uploaded.Content.ReadAsStringAsync();
        if (!uploaded.IsSuccessStatusCode)
            throw new InvalidOperationException(text);
        var preview = since.Elapsed.TotalSeconds;
        var import = JsonDocument.Parse(text).RootElement;
        if (import.GetProperty("counts").GetProperty("new").GetInt32() != list.People)
            throw new InvalidOperationException($"Not every row is new: {import.GetProperty("counts")}");

        var address = $"/imports/{import.GetProperty("id").GetGuid()}";
        using var commit = new HttpRequestMessage(HttpMethod.Post, $"{address}/commit") { Content = JsonContent.Create(new { reason = "Measured." }), Headers = { { "If-Match", "\"1\"" } } };
        using var committed = await client.SendAsync(commit);
        committed.EnsureSuccessStatusCode();
        while (true)
        {
            var now = await client.GetFromJsonAsync<JsonElement>(address);
            if (now.GetProperty("state").GetString() == "Completed")
            {
                if (now.GetProperty("progress").GetProperty("outcomes").GetProperty("Done").GetInt32() != list.Delegations)
                    throw new InvalidOperationException($"Not every delegation is done: {now.GetProperty("progress")}");
                stage.RegistrationProcess.Refresh();
                return (since.Elapsed.TotalSeconds, preview, (stage.RegistrationProcess.TotalProcessorTime - cpu).TotalSeconds);
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Exports everything as a workbook and uploads it again: every row is held against a person who is registered.</summary>
    private static async Task<double> UploadWorkbook(Stage stage, HttpClient client, int people)
    {
        var workbook = await client.GetByteArrayAsync(new Uri($"/delegations/export?edition={stage.EditionId}&format=Xlsx", UriKind.Relative));
        var since = Stopwatch.StartNew();
        using var body = new ByteArrayContent(workbook) { Headers = { ContentType = new MediaTypeHeaderValue("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") } };
        using var uploaded = await client.PostAsync(new Uri($"/imports?edition={stage.EditionId}", UriKind.Relative), body);
        var text = await uploaded.Content.ReadAsStringAsync();
        if (!uploaded.IsSuccessStatusCode)
            throw new InvalidOperationException($"The workbook is not taken: {text}");
        var counts = JsonDocument.Parse(text).RootElement.GetProperty("counts");
        if (counts.GetProperty("unchanged").GetInt32() < people || counts.GetProperty("unchanged").GetInt32() != counts.GetProperty("rows").GetInt32())
            throw new InvalidOperationException($"Not every row is unchanged: {counts}");
        return since.Elapsed.TotalSeconds;
    }

    private static async Task<double> Copy(NpgsqlDataSource floor, List list)
    {
        await using (var table = floor.CreateCommand("create table if not exists imported (id uuid primary key, body text not null); truncate imported"))
            await table.ExecuteNonQueryAsync();
        var since = Stopwatch.StartNew();
        await using var connection = await floor.OpenConnectionAsync();
        foreach (var delegation in Encoding.UTF8.GetString(list.Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).GroupBy(static line => line[..line.IndexOf(',', StringComparison.Ordinal)]))
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using (var copy = await connection.BeginBinaryImportAsync("copy imported (id, body) from stdin (format binary)"))
            {
                foreach (var line in delegation)
                {
                    await copy.StartRowAsync();
                    await copy.WriteAsync(Guid.CreateVersion7());
                    await copy.WriteAsync(line);
                }

                await copy.CompleteAsync();
            }

            await transaction.CommitAsync();
        }

        return since.Elapsed.TotalSeconds;
    }

    private static double Resident(Process process, string what) =>
        double.Parse(File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith(what, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;

    /// <summary>People of organizations that nothing else measures.</summary>
    private sealed class List
    {
        public List(string prefix, int delegations, int people)
        {
            (Delegations, People) = (delegations, people);
            var text = new StringBuilder("delegation_code,category,delegation_name,name,title,role,rank\n");
            for (var n = 0; n < people; n++)
            {
                var (delegation, place) = (n % delegations, n / delegations);
                text.Append($"{prefix}-{delegation},UnSystemEntity,Organization {prefix} {delegation},Person {n} of list {prefix},{(place == 0 ? "President,Head" : $"Adviser of division {place},Adviser")},Other\n");
            }

            Bytes = Encoding.UTF8.GetBytes(text.ToString());
        }

        public int Delegations { get; }
        public int People { get; }
        public byte[] Bytes { get; }

        public override string ToString() => $"{People:N0} people in {Delegations:N0} delegations";
    }
}
