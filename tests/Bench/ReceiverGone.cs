using System.Net;
using System.Net.Sockets;

namespace Forum.Bench;

/// <summary>
/// Whether people notice that nobody takes the telemetry: the p99 of registering at an even rate with the receiver away, and with one that accepts and never answers,
/// against the same with the receiver there; in turns.
/// </summary>
internal static class ReceiverGone
{
    private const int PerSecond = 100;

    public static async Task<IReadOnlyList<Measure>> Measure(Stage stage, bool quick)
    {
        var duration = TimeSpan.FromSeconds(quick ? 5 : 20);
        var registering = new Load(stage.Registration, stage.Token, stage.EditionId);
        await Compiler.IsDone(() => registering.Saturate(32, TimeSpan.FromSeconds(2)), stage.RegistrationProcess, stage.OperationsProcess!);

        List<(double, double)> away = [], hanging = [];
        for (var round = 1; round <= (quick ? 2 : 5); round++)
        {
            var there = await P99();
            await stage.WayToReceiver!.Cut();
            var gone = await P99();
            using (var silent = new TcpListener(IPAddress.Loopback, stage.WayToReceiver.Port))
            {
                silent.Start();
                hanging.Add((await P99(), there));
            }

            stage.WayToReceiver.Mend();
            away.Add((gone, there));
            Console.WriteLine($"Without a receiver, round {round}: p99 {there:0.0} ms with it, {gone:0.0} ms while it is away, {hanging[^1].Item1:0.0} ms while it hangs; {await Dropped(stage)} spans dropped so far");
        }

        return [Bench.Measure.Of("register at 100/s, receiver away, p99", "ms", away), Bench.Measure.Of("register at 100/s, receiver hangs, p99", "ms", hanging)];

        async Task<double> P99()
        {
            await stage.UntilAnnounced();
            return Bench.Measure.Percentile(await registering.Pace(PerSecond, duration), 0.99);
        }
    }

    /// <summary>As the service counts it: for want of room, and because they were not taken.</summary>
    private static async Task<double> Dropped(Stage stage)
    {
        using var client = new HttpClient();
        var told = await client.GetStringAsync(stage.RegistrationMetrics);
        return told.Split('\n')
            .Where(line => line.StartsWith("otel_sdk_", StringComparison.Ordinal) && line.Contains("_span_", StringComparison.Ordinal) && line.Contains("error_type=", StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.IndexOf('}') + 1)..].Trim().Split(' ')[0]));
    }
}
