namespace Forum.Bench;

/// <summary>Command -> committed: a registration with authentication, tracing, snapshot, uniqueness, a person's document and its announcement, against one prepared insert.</summary>
internal static class Registering
{
    private const int Connections = 32;

    public static async Task<IReadOnlyList<Measure>> Measure(Stage stage, bool quick)
    {
        var duration = TimeSpan.FromSeconds(quick ? 4 : 15);
        var service = new Load(stage.Registration, stage.Token, stage.EditionId);
        var floor = new Load(stage.Floor, stage.Token, stage.EditionId);
        Console.WriteLine("Warming up");
        await service.Saturate(Connections, duration);
        await floor.Saturate(Connections, duration / 2);

        var rounds = new List<(double, double)>();
        for (var round = 1; round <= 3; round++)
        {
            var value = await service.Saturate(Connections, duration);
            await stage.UntilAnnounced();
            var least = await floor.Saturate(Connections, duration);
            Console.WriteLine($"Registering, round {round}: {value:0}/s, floor {least:0}/s, ratio {value / least:0.00}");
            rounds.Add((value, least));
        }

        return [Bench.Measure.Of("register, 32 connections", "1/s", rounds)];
    }
}
