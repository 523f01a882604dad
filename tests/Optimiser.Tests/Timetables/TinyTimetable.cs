using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;
using Forum.Seeds;

namespace Forum.Optimiser.Tests.Timetables;

/// <summary>Timetables small enough to try every one, with something of every rule and cost.</summary>
internal static class TinyTimetable
{
    private const int Sessions = 4;
    private const int Slots = 2;
    private const int Rooms = 3;

    public static Instance Make(int seed)
    {
        var draw = new Draw((ulong)seed);
        List<Session> sessions = [.. Enumerable.Range(0, Sessions).Select(s => new Session
        {
            Id = $"s{s}",
            Attendance = draw.Below(3) * 10,
            Topic = draw.Below(2) is 0 ? "one" : null,
            Interpretation = draw.Below(2) is 0,
            Languages = draw.Below(3),
            Officers = [new($"p{draw.Below(12)}", "chair", draw.Below(6) is 0 ? [draw.Below(Slots)] : null), new($"p{draw.Below(12)}", "rapporteur")],
            AvailableSlots = draw.Below(5) is 0 ? [draw.Below(Slots)] : null,
            SlotPenalties = [draw.Below(4), draw.Below(4)],
        })];
        return new()
        {
            Timetable = new()
            {
                Slots = Slots,
                Rooms = [.. Enumerable.Range(0, Rooms).Select(r => new Room($"r{r}", 10 + (10 * draw.Below(4)), draw.Below(6) is 0 ? [draw.Below(Slots)] : null, draw.Below(3) is 0 ? 1 + draw.Below(3) : null))],
                Sessions = sessions,
                InterpretationTeams = draw.Below(2) is 0 ? [1 + draw.Below(2), 2] : [],
                Clashes = [new("s0", "s1", draw.Below(9)), new("s1", "s2", draw.Below(9)), new("s0", "s3", draw.Below(9))],
                FromWishes = draw.Below(3),
                SameTopic = draw.Below(3),
                Move = draw.Below(4),
            },
            Tables = [.. sessions.Take(3).Select(session => new Table { Id = $"table of {session.Id}", Session = session.Id, Capacity = 3 })],
            Participants = [.. Enumerable.Range(0, 4).Select(p => new Participant { Id = $"d{p}", Seats = 2, People = 1 + draw.Below(2), Wishes = [new($"table of s{draw.Below(2)}"), new("table of s2")] })],
            Pins =
            [
                new() { Id = "soft", Session = "s1", Slot = draw.Below(2) is 0 ? 1 : null, Room = "r0", Strength = PinStrength.Soft, Weight = 1 + draw.Below(5), Not = draw.Below(2) is 0 },
                new() { Id = "hint", Session = "s2", Slot = 0, Strength = PinStrength.Hint },
                .. draw.Below(3) is 0 ? [new Pin { Id = "hard", Session = "s3", Slot = draw.Below(2) is 0 ? 1 : null, Room = "r1", Not = draw.Below(2) is 0 }] : Array.Empty<Pin>(),
            ],
            Previous = draw.Below(2) is 0 ? new() { Placements = [.. sessions.Select(session => new Placement(session.Id, draw.Below(Slots), $"r{draw.Below(Rooms)}"))] } : null,
        };
    }

    /// <summary>What the best of all timetables costs, by the checker; null when none keeps every rule.</summary>
    public static long? Cheapest(Instance instance) => Least(instance, placements => Score.Of(instance, placements).Timetable);

    /// <summary>How many sessions are moved by the timetable that moves fewest, by the checker; null when none keeps every rule.</summary>
    public static long? FewestMoves(Instance instance) => Least(instance, placements => TimetableMetrics.Of(instance, placements)!.Moves ?? 0);

    private static long? Least(Instance instance, Func<Arrangement, long> of)
    {
        long? best = null;
        var places = Enumerable.Range(0, Slots).SelectMany(slot => Enumerable.Range(0, Rooms).Select(room => (slot, room))).ToArray();
        for (var n = 0; n < (int)Math.Pow(places.Length, Sessions); n++)
        {
            var rest = n;
            var placements = new Placement[Sessions];
            for (var s = 0; s < Sessions; s++)
            {
                var (slot, room) = places[rest % places.Length];
                placements[s] = new($"s{s}", slot, $"r{room}");
                rest /= places.Length;
            }

            if (placements.DistinctBy(placement => (placement.Slot, placement.Room)).Count() < Sessions)
                continue;
            var arrangement = new Arrangement { Placements = placements };
            if (Score.Of(instance, arrangement).Hard is 0 && of(arrangement) is var value && !(value >= best))
                best = value;
        }

        return best;
    }
}
