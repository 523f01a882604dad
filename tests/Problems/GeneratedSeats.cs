using Forum.Optimiser.Instances;

namespace Forum.Problems;

/// <summary>
/// Wishes for round tables drawn from a seed, of any size. All numbers come from one SplitMix64 stream ("below(n)" is its next number modulo n), drawn in the order that is
/// said here, so that anybody can draw the same instance again:
/// <list type="number">
/// <item>Groups are those of 2006 with their sizes: Africa 53, Asia 53, Eastern Europe 23, GRULAC 33, WEOG 28; two States are in none.</item>
/// <item>Table k (from 0) is wished for with the weight 1,000,000 / (10 + rank of k), its rank being its place in a shuffle of the tables (Fisher-Yates from the end, below(i + 1)).
/// It sits in slot k mod s, where s is half the number of tables, at least 1 and at most 10.</item>
/// <item>For each participant in turn: below(100) says its kind - up to 89 a State, up to 94 another participant, else civil society; for a State below(192) says its group, by
/// the sizes in the order above, the last two none; below(100) how many seats it asks for - up to 69 one, up to 91 two, else three, and never more than there are slots;
/// below(100) how many people it has - up to 84 one, else two; 2 + below(5) how many wishes, at least as many as seats and at most as many as tables; each wish is a table drawn by weight, drawn
/// again while it has it already; below(10) is 0 when its group nominated it for its first wish (States in a group only); below(2 x participants) is the minute after 1 June 2006,
/// 13:00 UTC, at which its wishes were received, so that some come at the same instant.</item>
/// <item>Every table has the seats asked for x <c>supply</c> / tables, rounded up; 80 % of them, rounded down, are shared out among the groups; civil society has a floor of 5 % and a
/// ceiling of 10 %, rounded up.</item>
/// <item>At every other table, from the first, a State holds the chair's seat: the next one in a shuffle of the States, one table each.</item>
/// </list>
/// The cut-off has passed; nothing was released before.
/// </summary>
public static class GeneratedSeats
{
    /// <summary>Participants and tables of the sizes that are measured.</summary>
    public static IReadOnlyList<(int Participants, int Tables)> Sizes { get; } = [(127, 4), (193, 8), (1_000, 40), (10_000, 100), (100_000, 300)];

    /// <param name="participants">1 or more.</param>
    /// <param name="tables">1 or more.</param>
    /// <param name="seed"></param>
    /// <param name="supply">Seats there are for each one that is asked for; below 1 some stay without.</param>
    public static Instance Make(int participants, int tables, ulong seed, double supply = 0.95)
    {
        var draw = new Draw(seed);
        var slots = Math.Clamp(tables / 2, 1, 10);
        var popularity = new Weighted([.. draw.Shuffle(Enumerable.Range(0, tables)).Select(rank => 1_000_000 / (10 + rank))]);
        List<Participant> coming = [.. Enumerable.Range(0, participants).Select(n => Participant(draw, n, participants, tables, slots, popularity))];
        var capacity = (int)Math.Ceiling(coming.Sum(participant => participant.Seats) * supply / tables);
        var chairs = draw.Shuffle(coming.Where(participant => participant.Kind is ParticipantKind.State).Select(participant => participant.Id));
        return new()
        {
            Name = $"{participants}/{tables}, seed {seed}",
            Groups = Groups.Of2006,
            Participants = coming,
            Tables = [.. Enumerable.Range(0, tables).Select(k => new Table
            {
                Id = $"RT-{k + 1}",
                Capacity = capacity,
                Slot = k % slots,
                Quotas = capacity * 4 / 5,
                CivilSocietyFloor = (capacity + 19) / 20,
                CivilSocietyCeiling = (capacity + 9) / 10,
                Held = k % 2 == 0 && k / 2 < chairs.Count ? [chairs[k / 2]] : [],
            })],
        };
    }

    private static Participant Participant(Draw draw, int n, int participants, int tables, int slots, Weighted popularity)
    {
        var kind = draw.Below(100) switch { < 90 => ParticipantKind.State, < 95 => ParticipantKind.Other, _ => ParticipantKind.CivilSociety };
        var group = kind is ParticipantKind.State ? Groups.OfState(draw.Below(192)) : null;
        var seats = Math.Min(slots, draw.Below(100) switch { < 70 => 1, < 92 => 2, _ => 3 });
        var people = draw.Below(100) < 85 ? 1 : 2;
        var wishes = Math.Min(tables, Math.Max(seats, 2 + draw.Below(5)));
        List<int> wished = [];
        while (wished.Count < wishes)
        {
            if (popularity.Next(draw) is var table && !wished.Contains(table))
                wished.Add(table);
        }

        return new()
        {
            Id = $"P-{n + 1}",
            Kind = kind,
            Group = group,
            Seats = seats,
            People = people,
            Wishes = [.. wished.Select(table => new Wish($"RT-{table + 1}"))],
            Nominations = draw.Below(10) == 0 && group is not null ? [$"RT-{wished[0] + 1}"] : [],
            ReceivedAt = new DateTimeOffset(2006, 6, 1, 13, 0, 0, TimeSpan.Zero).AddMinutes(draw.Below(2 * participants)),
        };
    }

    /// <summary>Numbers from 0 that come up in proportion to their weights.</summary>
    private sealed class Weighted
    {
        private readonly int[] upTo;

        public Weighted(IReadOnlyList<int> weights)
        {
            upTo = new int[weights.Count];
            for (var (k, sum) = (0, 0); k < weights.Count; k++)
                upTo[k] = sum += weights[k];
        }

        public int Next(Draw draw) => Array.BinarySearch(upTo, draw.Below(upTo[^1])) is var found && found >= 0 ? found + 1 : ~found;
    }
}
