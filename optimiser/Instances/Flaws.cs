namespace Forum.Optimiser.Instances;

/// <summary>Collects what is wrong, up to a number that can still be read.</summary>
internal sealed class Flaws
{
    private readonly List<Flaw> found = [];

    public IReadOnlyList<Flaw> Found => found;

    public void Add(string code, string field, string problem)
    {
        if (found.Count < Validation.MostFlaws)
            // What is quoted came from outside, and is to be read by people.
            found.Add(new(code, field, string.Concat(problem.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter))));
    }

    /// <summary>True when something is so large that the rest is not looked at.</summary>
    public bool Sizes(Instance instance)
    {
        Size("groups", instance.Groups.Count, Validation.MostGroups);
        Size("participants", instance.Participants.Count, Validation.MostParticipants);
        Size("tables", instance.Tables.Count, Validation.MostTables);
        Size("tableConflicts", instance.TableConflicts.Count, Validation.MostEntries);
        Size("pins", instance.Pins.Count, Validation.MostPins);
        Size("participants[].wishes", instance.Participants.Sum(participant => (long)(participant?.Wishes.Count ?? 0)), Validation.MostEntries);
        if (instance.Timetable is { } timetable)
        {
            Between("timetable.slots", timetable.Slots, least: timetable.Sessions.Count > 0 ? 1 : 0, most: Validation.MostSlots);
            Size("timetable.sessions", timetable.Sessions.Count, Validation.MostSessions);
            Size("timetable.rooms", timetable.Rooms.Count, Validation.MostRooms);
            Size("timetable.clashes", timetable.Clashes.Count, Validation.MostEntries);
            Size("timetable.sessions[].officers", timetable.Sessions.Sum(session => (long)(session?.Officers.Count ?? 0)), Validation.MostEntries);
            Size("timetable.sessions (times slots)", (long)timetable.Sessions.Count * timetable.Slots, Validation.MostSessionSlots);
        }

        Size("previous.seats", instance.Previous?.Seats.Count ?? 0, Validation.MostEntries);
        Size("previous.placements", instance.Previous?.Placements.Count ?? 0, Validation.MostEntries);
        return found.Count > 0;
    }

    /// <summary>Identifiers of a list, each of which is to be there once.</summary>
    public HashSet<string> Ids<T>(string list, IReadOnlyList<T> items, Func<T, string> id)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is null)
                Add("missing", $"{list}[{i}]", "Nothing stands here: take the entry out.");
            else if (string.IsNullOrWhiteSpace(id(items[i])))
                Add("missing", $"{list}[{i}].id", "Give it an identifier.");
            else if (!seen.Add(id(items[i])))
                Add("duplicate", $"{list}[{i}].id", $"{Quoted(id(items[i]))} stands in {list} twice: an identifier is unique in its list.");
        }

        return seen;
    }

    public void Each<T>(string list, IReadOnlyList<T> items, Action<string, T> look)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is null)
                Add("missing", $"{list}[{i}]", "Nothing stands here: take the entry out.");
            else
                look($"{list}[{i}]", items[i]);
        }
    }

    public void Distinct<T, TKey>(string list, IReadOnlyList<T> items, Func<T, TKey> key)
    {
        if (items.Count < 2)
            return;
        var seen = new HashSet<TKey>();
        for (var i = 0; i < items.Count; i++)
        {
            if (!seen.Add(key(items[i])))
                Add("duplicate", $"{list}[{i}]", $"{Quoted(key(items[i]))} stands here twice: name it once.");
        }
    }

    public void Known(string field, string? id, HashSet<string> ids, string list)
    {
        if (id is null)
            Add("missing", field, $"Name one of {list}.");
        else if (!ids.Contains(id))
            Add("unknown-id", field, $"There is no {Quoted(id)} in {list}: add it there, or name another.");
    }

    public void Between(string field, int value, int least = 0, int most = Validation.MostOfAnything)
    {
        if (value < least || value > most)
            Add("out-of-range", field, most < least ? $"It is {value}, and no value is possible here." : $"It is {value}, and is to be from {least} to {most}.");
    }

    public void Slots(string list, IReadOnlyList<int>? entries, int slots)
    {
        if (entries is null)
            return;
        Distinct(list, entries, slot => slot);
        for (var i = 0; i < entries.Count; i++)
            Between($"{list}[{i}]", entries[i], most: slots - 1);
    }

    public void Length(string list, int length, int slots)
    {
        if (length != 0 && length != slots)
            Add("wrong-length", list, $"It has {length} entries and there are {slots} slots: give one for each slot, or none.");
    }

    /// <summary>What was written, by its beginning where it is long: the field says where all of it stands.</summary>
    private static string Quoted(object? written) => written?.ToString() is { Length: > 100 } text ? $"'{text[..99]}…'" : $"'{written}'";

    private void Size(string list, long count, int most)
    {
        if (count > most)
            Add("too-large", list, $"It has {count} entries; at most {most} are solved here: pose a smaller problem.");
    }
}
