using System.Diagnostics;
using System.Text.Json;
using Forum.Kit;

namespace Forum.Hosting.Tests;

/// <summary>What the tests of webhooks wait for, and ask others.</summary>
internal static class Waits
{
    public static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);

    public static TimeSpan M(double minutes) => TimeSpan.FromMinutes(minutes);

    public static TimeSpan H(double hours) => TimeSpan.FromHours(hours);

    public static Task Got(Target target, int count) => Eventually.Holds(() =>
    {
        target.Got.Count.ShouldBe(count);
        return Task.CompletedTask;
    }, $"the target gets {count}");

    /// <summary>The first attempt of the oldest delivery that was attempted: while the clock stands, what is read of the feed in two stretches has no order.</summary>
    public static JsonElement First(IReadOnlyList<JsonElement> deliveries)
    {
        var attempted = deliveries.Select(delivery => delivery.GetProperty("attempts")).Where(attempts => attempts.GetArrayLength() > 0).ToArray();
        attempted.ShouldNotBeEmpty();
        return attempted[^1][0];
    }

    /// <summary>Returns when the courier has looked at everything once more: a test message to another webhook has come, and another.</summary>
    public static async Task Pass(Tower tower)
    {
        await using var other = await Target.ThatTakesAll();
        var (id, _) = await tower.Subscribe(other.Url);
        for (var i = 1; i <= 2; i++)
        {
            var pings = i;
            using var ping = await tower.Organizer.PostAsJsonAsync($"/webhooks/{id}/ping", new { });
            await Eventually.True(() => Task.FromResult(other.Got.Count(one => one.Body.Contains("ping", StringComparison.Ordinal)) == pings), "the test message comes");
        }

        using (await tower.Change(id, HttpMethod.Delete, "", new { }))
        {
            // It hears no more.
        }
    }

    /// <summary>Asks the library of npm.</summary>
    public static async Task<(bool Verified, string Said)> Verify(string secret, IReadOnlyDictionary<string, string> headers, string body)
    {
        var directory = Repository.Path("tests", "WebhookCheck");
        Directory.Exists(Path.Combine(directory, "node_modules")).ShouldBeTrue("npm ci --prefix tests/WebhookCheck installs what verifies; deploy/local/test does it");
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(directory, "verify.mjs")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(new { secret, headers, body }));
        node.StandardInput.Close();
        var errors = node.StandardError.ReadToEndAsync();
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return (node.ExitCode == 0, output + await errors);
    }
}
