using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Forum.Kit;

namespace Forum.Hosting.Tests;

/// <summary>Debian's Prometheus on loopback, with a place of its own that goes when it ends.</summary>
internal sealed class Prometheus : IAsyncDisposable
{
    private readonly string place = Directory.CreateTempSubdirectory("forum-prometheus-").FullName;
    private readonly int port = FreePort.Next();
    private readonly HttpClient client = new();
    private readonly Process process;

    private Prometheus(int target)
    {
        File.WriteAllText(Path.Combine(place, "prometheus.yml"), $$"""
            global: { scrape_interval: 1s }
            scrape_configs:
              - job_name: echoes
                static_configs: [{ targets: ["127.0.0.1:{{target}}"] }]
            """);
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("FORUM_TEST_PROMETHEUS") ?? "/usr/bin/prometheus")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add($"--config.file={place}/prometheus.yml");
        start.ArgumentList.Add($"--storage.tsdb.path={place}/data");
        start.ArgumentList.Add($"--web.listen-address=127.0.0.1:{port}");
        process = Process.Start(start)!;
        // It says a line for each step; nobody reads them, but a full pipe would stop it.
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public static Prometheus Scraping(int target) => new(target);

    /// <summary>The one number that answers the question; null when there is none.</summary>
    /// <exception cref="HttpRequestException">It does not answer yet.</exception>
    public async Task<double?> Ask(string question)
    {
        var answer = await client.GetFromJsonAsync<JsonElement>(new Uri($"http://127.0.0.1:{port}/api/v1/query?query={Uri.EscapeDataString(question)}"));
        var found = answer.GetProperty("data").GetProperty("result");
        return found.GetArrayLength() == 0 ? null : double.Parse(found[0].GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        client.Dispose();
        Directory.Delete(place, recursive: true);
    }
}
