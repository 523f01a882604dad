extern alias ForumConsole;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using ForumConsole::Forum.Console.Pages;
using ForumConsole::Forum.Console.Watching;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Npgsql;

namespace Forum.Bench;

/// <summary>
/// A trace of 5,000 spans as an operator opens it: read by Operations, sent, understood by the console and written as the page's waterfall; against reading the same
/// rows with the bare driver.
/// </summary>
internal static class OpeningATrace
{
    private const int Spans = 5_000;
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task<IReadOnlyList<Measure>> Measure(Stage stage, bool quick)
    {
        await stage.StartOperations();
        await using var source = NpgsqlDataSource.Create(stage.OperationsStore.ConnectionString);
        await LayDown(source);
        using var client = new HttpClient { BaseAddress = stage.Operations, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", stage.OperatorToken) } };
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var first = await Open(client, renderer);
        Console.WriteLine($"Opening a trace of {Spans:N0} spans for the first time: {first.Read + first.Written:0.000} s ({first.Bytes / 1024.0:0} kB)");
        for (var warming = 0; warming < 10; warming++)
        {
            await Open(client, renderer);
            await ReadBare(source);
        }

        var rounds = new List<(double, double)>();
        for (var round = 1; round <= (quick ? 5 : 20); round++)
        {
            var (read, written, _) = await Open(client, renderer);
            var bare = await ReadBare(source);
            rounds.Add((read + written, bare));
            if (round <= 3)
                Console.WriteLine($"Opening a trace, round {round}: {read:0.000} s to read and understand, {written:0.000} s to write; floor {bare:0.000} s");
        }

        return [Bench.Measure.Of("trace of 5,000 spans, opened", "s", rounds)];
    }

    private static async Task<(double Read, double Written, int Bytes)> Open(HttpClient client, HtmlRenderer renderer)
    {
        var since = Stopwatch.StartNew();
        using var answer = await client.GetAsync(new Uri($"/traces/{Trace}", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        var trace = (await answer.Content.ReadFromJsonAsync<KeptTrace>(Json))!;
        if (trace.Spans.Count != Spans)
            throw new InvalidOperationException($"The trace has {trace.Spans.Count} spans.");
        var read = since.Elapsed.TotalSeconds;
        var page = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var written = await renderer.RenderComponentAsync<TraceWaterfall>(ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(TraceWaterfall.Of)] = trace }));
            return written.ToHtmlString();
        });
        return (read, since.Elapsed.TotalSeconds - read, page.Length);
    }

    private static async Task<double> ReadBare(NpgsqlDataSource source)
    {
        var since = Stopwatch.StartNew();
        await using var command = source.CreateCommand(
            "select span_id, parent_id, service, scope, name, kind, starts_nanos, duration, status, attributes::text, events::text from span where trace_id = $1 order by starts_nanos, span_id");
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = Convert.FromHexString(Trace) });
        await using var reader = await command.ExecuteReaderAsync();
        var values = new object[reader.FieldCount];
        var rows = 0;
        while (await reader.ReadAsync())
        {
            reader.GetValues(values);
            rows++;
        }

        return rows == Spans ? since.Elapsed.TotalSeconds : throw new InvalidOperationException($"The floor read {rows} spans.");
    }

    /// <summary>A request, 50 messages of it and what each consumer did, as the services export it.</summary>
    private static async Task LayDown(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            $$$"""
            insert into span (starts_at, duration, trace_id, span_id, parent_id, service, scope, name, kind, status, about, attributes, events, starts_nanos)
            select now() - interval '1 minute' + n * interval '1 millisecond', 400000, decode('{{{Trace}}}', 'hex'), decode(lpad(to_hex(n), 16, '0'), 'hex'),
                case when n = 1 then null when n % 100 = 1 then decode(lpad('1', 16, '0'), 'hex') else decode(lpad(to_hex(n - (n - 1) % 100), 16, '0'), 'hex') end,
                (array['registration', 'scheduling', 'publishing'])[1 + n / 100 % 3], case when n % 100 = 1 then 'MassTransit' else 'Npgsql' end,
                case when n % 100 = 1 then 'scheduling-follow-delegation receive' else 'postgresql' end, case when n % 100 = 1 then 5 else 3 end, 0, '{}',
                jsonb_build_object('db.system.name', 'postgresql', 'db.query.text', 'insert into mt_events (id, stream_id, version, data, type) values ($1, $2, $3, $4, $5)', 'forum.delegation_id', gen_random_uuid(), 'forum.edition', gen_random_uuid(), 'server.address', '127.0.0.1'),
                '[]', (extract(epoch from now()) * 1000000000)::bigint + n::bigint * 1000000
            from generate_series(1, {{{Spans}}}) n
            """);
        await command.ExecuteNonQueryAsync();
    }
}
