using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Seats;
using Forum.Problems;
using FsCheck;
using FsCheck.Fluent;

namespace Forum.Optimiser.Tests.Seats;

/// <summary>Problems of all shapes: before and after the cut-off, with pins that can be kept, scarce and plenty, with ranks or utilities.</summary>
public static class AnySeats
{
    public static Arbitrary<Instance> Instance() => Arb.From(Of(Gen.Choose(1, 60), Gen.Choose(1, 8)).Where(i => SeatSolver.Solve(i).Impossible is null));

    /// <summary>So few that every arrangement can be looked at. In some no arrangement keeps every rule: there are fewer flex seats than are held.</summary>
    public static Gen<Instance> Tiny { get; } = Of(Gen.Choose(1, 4), Gen.Choose(1, 3));

    /// <summary>Likewise, with tables that overlap in part, or wishes with utilities, or both.</summary>
    public static Gen<Instance> TinyByIntegers { get; } =
        from instance in Of(Gen.Constant(4), Gen.Constant(3))
        from overlap in ArbMap.Default.GeneratorFor<bool>()
        from aim in overlap ? Gen.Elements(Enum.GetValues<RankAim>()) : Gen.Constant(RankAim.Egalitarian)
        select instance with
        {
            Policy = instance.Policy with { Aim = aim },
            TableConflicts = overlap ? [new("RT-1", "RT-2"), new("RT-2", "RT-3")] : [],
            Tables = [.. instance.Tables.Select(t => t with { Slot = null })],
            Participants = [.. instance.Participants.Select((p, n) => p with { Wishes = [.. p.Wishes.Select((w, rank) => w with { Utility = (n + 2) * (7 - (2 * rank)) })] })],
        };

    private static Gen<Instance> Of(Gen<int> participants, Gen<int> tables) =>
        from people in participants
        from table in tables
        from seed in Gen.Choose(0, int.MaxValue)
        from supply in Gen.Choose(3, 15)
        from open in ArbMap.Default.GeneratorFor<bool>()
        from aim in Gen.Elements(RankAim.Leximin, RankAim.RankMaximal)
        from pins in Gen.Choose(0, 3)
        let drawn = GeneratedSeats.Make(people, table, (ulong)seed, supply / 10.0)
        select drawn with
        {
            Policy = new() { Aim = aim, Seed = seed, CutOffPassed = open },
            Pins = [.. Enumerable.Range(0, pins).Select(n => Pin(drawn, seed, n))],
        };

    /// <summary>Pins of wishes: one that forbids, and others that only cost.</summary>
    private static Pin Pin(Instance instance, int seed, int n)
    {
        var who = instance.Participants[(seed + n) % instance.Participants.Count];
        var table = who.Wishes[n % who.Wishes.Count].Table;
        var free = !instance.Tables.Any(t => t.Held.Contains(who.Id) && t.Id == table);
        return new()
        {
            Id = $"pin {n}",
            Participant = who.Id,
            Table = table,
            Not = n != 1,
            Strength = n == 0 && free ? PinStrength.Hard : PinStrength.Soft,
            Weight = 1 + n,
        };
    }
}
