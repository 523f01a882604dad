using Forum.Optimiser.Instances;

namespace Forum.Problems;

/// <summary>The same instance told in another way, as which it must come out: its lists in another order, its participants and tables under other identifiers.</summary>
public static class Shuffled
{
    public static Instance Lists(Instance instance, ulong seed)
    {
        var draw = new Draw(seed);
        return instance with
        {
            Groups = draw.Shuffle(instance.Groups),
            Participants = [.. draw.Shuffle(instance.Participants).Select(participant => participant with { Nominations = draw.Shuffle(participant.Nominations) })],
            Tables = [.. draw.Shuffle(instance.Tables).Select(table => table with { Held = draw.Shuffle(table.Held), Shares = table.Shares is { } shares ? draw.Shuffle(shares) : null })],
            Pins = draw.Shuffle(instance.Pins),
            Timetable = instance.Timetable is { } timetable ? timetable with
            {
                Rooms = draw.Shuffle(timetable.Rooms),
                Sessions = [.. draw.Shuffle(timetable.Sessions).Select(session => session with { Officers = draw.Shuffle(session.Officers) })],
                Clashes = draw.Shuffle(timetable.Clashes),
            } : null,
        };
    }

    /// <summary>Participants and tables exchange their identifiers among themselves; what was released before goes along.</summary>
    public static Instance Identifiers(Instance instance, ulong seed)
    {
        var draw = new Draw(seed);
        var people = Renamed(draw, instance.Participants.Select(participant => participant.Id));
        var tables = Renamed(draw, instance.Tables.Select(table => table.Id));
        return instance with
        {
            Participants = [.. instance.Participants.Select(participant => participant with
            {
                Id = people[participant.Id],
                Wishes = [.. participant.Wishes.Select(wish => wish with { Table = tables[wish.Table] })],
                Nominations = [.. participant.Nominations.Select(table => tables[table])],
            })],
            Tables = [.. instance.Tables.Select(table => table with { Id = tables[table.Id], Held = [.. table.Held.Select(holder => people[holder])] })],
            Pins = [.. instance.Pins.Select(pin => pin with { Participant = pin.Participant is { } participant ? people[participant] : null, Table = pin.Table is { } table ? tables[table] : null })],
            Previous = instance.Previous is { } previous ? previous with { Seats = [.. previous.Seats.Select(seat => new Seat(people[seat.Participant], tables[seat.Table]))] } : null,
        };
    }

    private static Dictionary<string, string> Renamed(Draw draw, IEnumerable<string> identifiers)
    {
        List<string> before = [.. identifiers];
        return before.Zip(draw.Shuffle(before)).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
