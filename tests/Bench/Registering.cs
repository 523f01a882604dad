using System.Diagnostics;

namespace Forum.Bench;

/// <summary>Command -> committed: a registration with authentication, tracing, snapshot, uniqueness, a person's document and its announcement, against one prepared insert.</summary>
internal static class Registering
{
    private const int Connections = 32;
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<Measure>> Measure(Stage stage, bool quick)
    {
        var duration = TimeSpan.FromSeconds(quick ? 4 : 15);
        var service = new Load(stage.Registration, stage.Token, stage.EditionId);
        var floor = new Load(stage.Floor, stage.Token, stage.EditionId);
        Console.WriteLine("Warming up");
        await Compiler.IsDone(() => floor.Saturate(Connections, Slice), stage.FloorProcess);
        await Compiler.IsDone(() => service.Saturate(Connections, Slice), stage.RegistrationProcess);
        await stage.UntilAnnounced();

        var rounds = new List<(double, double)>();
        for (var round = 1; round <= 3; round++)
        {
            var (value, cpu) = await Round(service, stage.RegistrationProcess, duration);
            await stage.UntilAnnounced();
            var (least, leastCpu) = await Round(floor, stage.FloorProcess, duration);
            Console.WriteLine($"Registering, round {round}: {value:0}/s, floor {least:0}/s, ratio {value / least:0.00} (processor time of the process for each: {cpu:0} us, floor {leastCpu:0} us)");
            rounds.Add((value, least));
        }

        return [Bench.Measure.Of("register, 32 connections", "1/s", rounds)];
    }

    private static async Task<(double PerSecond, double Microseconds)> Round(Load load, Process process, TimeSpan duration)
    {
        process.Refresh();
        var before = process.TotalProcessorTime;
        var perSecond = await load.Saturate(Connections, duration);
        process.Refresh();
        return (perSecond, (process.TotalProcessorTime - before).TotalMicroseconds / (perSecond * duration.TotalSeconds));
    }
}
