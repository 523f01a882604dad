using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Checking;

/// <summary>Seats that are given one by one, each only where the hard rules let it be. What the baselines have in common.</summary>
internal sealed class Sitting
{
    private readonly Instance instance;
    private readonly Dictionary<string, Table> tables;
    private readonly Dictionary<string, Count> counts = [];
    private readonly Dictionary<string, List<Table>> seats = [];
    private readonly Reading reading;

    public Sitting(Instance instance, IReadOnlyList<Placement> placements)
    {
        reading = new(instance, new() { Placements = placements });
        this.instance = instance;
        tables = reading.Tables;
        foreach (var table in instance.Tables)
            counts[table.Id] = new(reading.SharesOf(table).ToDictionary(share => share.Group, share => share.Ceiling), FlexSeats.FloorOfCivilSociety(reading, table));

        Queue = [.. instance.Participants.OrderBy(participant => participant.ReceivedAt).ThenBy(participant => participant.Id, StringComparer.Ordinal)];
        // Who holds a seat sits before anybody chooses.
        foreach (var participant in instance.Participants)
        {
            foreach (var table in reading.HeldBy(participant))
                Seat(participant, table);
        }
    }

    /// <summary>Everybody by order of receipt; of those received at the same instant, by identifier.</summary>
    public IReadOnlyList<Participant> Queue { get; }

    public IReadOnlyList<Seat> Seats => [.. instance.Participants.SelectMany(participant => (seats.GetValueOrDefault(participant.Id) ?? []).Select(table => new Seat(participant.Id, table.Id)))];

    /// <summary>Seats the participant at the first of its wishes where it can sit. False when it has what it asked for, or can sit nowhere.</summary>
    public bool SeatAtBest(Participant participant)
    {
        var has = seats.GetValueOrDefault(participant.Id) ?? [];
        if (has.Count >= participant.Seats)
            return false;
        foreach (var wish in participant.Wishes)
        {
            if (!tables.TryGetValue(wish.Table, out var table) || has.Contains(table) || !reading.CouldSit(participant, table) || !IsFree(participant, table, has))
                continue;
            Seat(participant, table);
            return true;
        }

        return false;
    }

    private bool IsFree(Participant participant, Table table, List<Table> has)
    {
        if (!reading.HasPeopleFor(participant, table, has))
            return false;
        var count = counts[table.Id];
        if (count.All >= table.Capacity || (participant.Kind is ParticipantKind.CivilSociety && count.CivilSociety >= table.CivilSocietyCeiling))
            return false;
        return instance.Policy.CutOffPassed || count.IsOwn(participant) || count.Flex < table.Capacity - count.Kept;
    }

    private void Seat(Participant participant, Table table)
    {
        counts[table.Id].Add(participant);
        if (!seats.TryGetValue(participant.Id, out var has))
            seats[participant.Id] = has = [];
        has.Add(table);
    }

    /// <summary>How many sit at a table, and how many of them on flex seats before the cut-off.</summary>
    private sealed class Count(Dictionary<string, int> ceilings, int floor)
    {
        private readonly Dictionary<string, int> states = [];

        public int All { get; private set; }
        public int CivilSociety { get; private set; }
        public int Flex { get; private set; }
        public int Kept { get; } = ceilings.Values.Sum() + floor;

        public bool IsOwn(Participant participant) => participant.Kind switch
        {
            ParticipantKind.State => participant.Group is { } group && states.GetValueOrDefault(group) < ceilings.GetValueOrDefault(group),
            ParticipantKind.CivilSociety => CivilSociety < floor,
            ParticipantKind.Other => false,
        };

        public void Add(Participant participant)
        {
            Flex += IsOwn(participant) ? 0 : 1;
            All++;
            CivilSociety += participant.Kind is ParticipantKind.CivilSociety ? 1 : 0;
            if (participant is { Kind: ParticipantKind.State, Group: { } group })
                states[group] = states.GetValueOrDefault(group) + 1;
        }
    }
}
