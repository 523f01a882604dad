using Forum.Optimiser.Instances;

namespace Forum.Problems;

/// <summary>
/// Sessions, slots and rooms drawn from a seed round a timetable that is hidden in them, so that one that keeps every rule exists. All numbers come from one SplitMix64 stream
/// ("below(n)" is its next number modulo n), in this order:
/// <list type="number">
/// <item>Room r holds 40, 80, 160, 280 or 400, in turn.</item>
/// <item>The hidden timetable: the (slot, room) pairs, slots first, shuffled (Fisher-Yates from the end, below(i + 1)); session i has the i-th.</item>
/// <item>For each session in turn: its attendance is 50 + below(51) percent of its hidden room, rounded down; its topic is below(sessions / 4 + 1); it needs interpretation when below(10) is under 6;
/// three officers are persons below(2 x sessions + 3), drawn again while the person has an office in the hidden slot already; every slot but the hidden one is taken from it when below(10) is under 3;
/// the penalty of each slot is 5 when below(10) is under 3, else 0, in the order of the slots.</item>
/// <item>For each session and each of its officers, for each slot in which the person has no office in the hidden timetable: absent when below(20) is 0. A person's absences are those of all its offices together.</item>
/// <item>For each pair of sessions in the order (0,1), (0,2) … (1,2) …: below(10) under 3 makes a clash of the weight 1 + below(50).</item>
/// <item>In every slot there are as many interpretation teams as the hidden timetable needs in the slot where it needs most.</item>
/// </list>
/// </summary>
public static class GeneratedTimetable
{
    /// <param name="sessions">1 or more, at most rooms x slots.</param>
    /// <param name="rooms">1 or more.</param>
    /// <param name="slots">1 or more.</param>
    /// <param name="seed"></param>
    /// <returns>The instance, and the hidden timetable: no best one costs more.</returns>
    public static (Instance Instance, Arrangement Hidden) Make(int sessions, int rooms, int slots, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sessions, rooms * slots);
        var draw = new Draw(seed);
        int[] sizes = [40, 80, 160, 280, 400];
        List<Room> halls = [.. Enumerable.Range(0, rooms).Select(r => new Room($"room {r + 1}", sizes[r % sizes.Length]))];
        var places = draw.Shuffle(Enumerable.Range(0, slots).SelectMany(slot => Enumerable.Range(0, rooms).Select(room => (Slot: slot, Room: room))));
        var busy = new HashSet<(int Person, int Slot)>();
        List<(Session Session, int[] Persons)> drawn = [.. Enumerable.Range(0, sessions).Select(i => Session(draw, i, sessions, slots, places[i].Slot, halls[places[i].Room], busy))];

        var absences = drawn.SelectMany(session => session.Persons).Distinct().ToDictionary(person => person, _ => new SortedSet<int>());
        foreach (var person in drawn.SelectMany(session => session.Persons))
        {
            for (var slot = 0; slot < slots; slot++)
            {
                if (!busy.Contains((person, slot)) && draw.Below(20) == 0)
                    absences[person].Add(slot);
            }
        }

        List<Clash> clashes = [];
        for (var i = 0; i < sessions; i++)
        {
            for (var j = i + 1; j < sessions; j++)
            {
                if (draw.Below(10) < 3)
                    clashes.Add(new(Id(i), Id(j), 1 + draw.Below(50)));
            }
        }

        var interpreted = drawn.Select((session, i) => (session.Session.Interpretation, places[i].Slot)).Where(session => session.Interpretation).CountBy(session => session.Slot).Select(slot => slot.Value).DefaultIfEmpty().Max();
        var instance = new Instance
        {
            Name = $"{sessions} sessions, {rooms} rooms, {slots} slots, seed {seed}",
            Timetable = new()
            {
                Slots = slots,
                Rooms = halls,
                Sessions = [.. drawn.Select(session => session.Session with { Officers = [.. session.Persons.Select((person, n) => new Officer($"person {person}", n == 0 ? "chair" : "officer", [.. absences[person]]))] })],
                InterpretationTeams = [.. Enumerable.Repeat(interpreted, slots)],
                Clashes = clashes,
            },
        };
        return (instance, new() { Placements = [.. Enumerable.Range(0, sessions).Select(i => new Placement(Id(i), places[i].Slot, halls[places[i].Room].Id))] });
    }

    private static (Session Session, int[] Persons) Session(Draw draw, int i, int sessions, int slots, int hidden, Room room, HashSet<(int Person, int Slot)> busy)
    {
        var attendance = room.Capacity * (50 + draw.Below(51)) / 100;
        var topic = draw.Below((sessions / 4) + 1);
        var interpretation = draw.Below(10) < 6;
        List<int> persons = [];
        while (persons.Count < 3)
        {
            var person = draw.Below((2 * sessions) + 3);
            if (busy.Add((person, hidden)))
                persons.Add(person);
        }

        List<int> available = [.. Enumerable.Range(0, slots).Where(slot => slot == hidden || draw.Below(10) >= 3)];
        int[] penalties = [.. Enumerable.Range(0, slots).Select(_ => draw.Below(10) < 3 ? 5 : 0)];
        return (new() { Id = Id(i), Attendance = attendance, Topic = $"topic {topic}", Interpretation = interpretation, AvailableSlots = available, SlotPenalties = penalties }, [.. persons]);
    }

    private static string Id(int i) => $"session {i + 1}";
}
