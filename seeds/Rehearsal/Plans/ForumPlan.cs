using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Rehearsal.Scenarios;

namespace Forum.Rehearsal.Plans;

/// <summary>A time by the clocks at the venue.</summary>
public sealed record LocalSpan(DateTime StartsAt, DateTime EndsAt);

/// <summary>A meeting of the rehearsed programme.</summary>
/// <param name="StartsAt">With the venue's offset.</param>
/// <param name="EndsAt">With the venue's offset.</param>
/// <param name="Officers">In the order in which they are named.</param>
public sealed record MeetingPlan(MeetingName Name, LocalSpan Local, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Room, IReadOnlyList<Officer> Officers)
{
    public string Title => Name.Kind is MeetingKind.Plenary ? $"Plenary meeting {Name.Number}" : $"Round table {Name.Number}";

    public TimeSpan Length => EndsAt - StartsAt;
}

/// <summary>A room of the rehearsed venue.</summary>
public sealed record RoomPlan(string Name, int Capacity);

/// <summary>Two days as they were held in 2006: four plenary meetings, 10 to 13 and 15 to 18, and four round tables beside the second and the third of them. Delegations, officers and order are drawn by the seed.</summary>
public sealed record ForumPlan
{
    /// <summary>Everything that is made up says so with this word.</summary>
    public const string Label = "synthetic";

    /// <summary>How long an opening statement takes.</summary>
    public static readonly TimeSpan Opening = TimeSpan.FromMinutes(8);

    /// <summary>Day, from 0, and hour of the beginning; a meeting lasts three hours.</summary>
    private static readonly (MeetingName Name, int Day, int Hour)[] Usual =
    [
        (new(MeetingKind.Plenary, 1), 0, 10),
        (new(MeetingKind.Plenary, 2), 0, 15),
        (new(MeetingKind.RoundTable, 1), 0, 15),
        (new(MeetingKind.RoundTable, 2), 0, 15),
        (new(MeetingKind.Plenary, 3), 1, 10),
        (new(MeetingKind.RoundTable, 3), 1, 10),
        (new(MeetingKind.RoundTable, 4), 1, 10),
        (new(MeetingKind.Plenary, 4), 1, 15),
    ];

    private static readonly string[] PlenaryAndTableRooms = ["Plenary hall (synthetic)", "Room A (synthetic)", "Room B (synthetic)"];

    public static IReadOnlyList<MeetingName> Names { get; } = [.. Usual.Select(meeting => meeting.Name)];

    /// <summary>Offices that open the first meeting.</summary>
    public static IReadOnlyList<string> Openers { get; } = ["President of the forum", "Secretary-General", "Head of the host government"];

    public required Scenario Scenario { get; init; }
    public required IReadOnlyList<SyntheticDelegation> Delegations { get; init; }
    public required IReadOnlyDictionary<MeetingName, MeetingPlan> Meetings { get; init; }
    public required IReadOnlyList<RoomPlan> Rooms { get; init; }

    /// <summary>In the order in which they are held.</summary>
    public IEnumerable<MeetingPlan> Plenaries => Meetings.Values.Where(meeting => meeting.Name.Kind is MeetingKind.Plenary).OrderBy(meeting => meeting.StartsAt);

    /// <summary>Midnight at the venue at which the first day begins.</summary>
    public DateTime FirstDay => Scenario.StartsOn.ToDateTime(TimeOnly.MinValue);

    /// <summary>The evening before, when the programme is frozen.</summary>
    public DateTimeOffset Freeze => Scenario.AtVenue(FirstDay.AddHours(-5.5));

    /// <summary>The first and the last planned moment of the two days.</summary>
    public DateTimeOffset Begins => Meetings.Values.Min(meeting => meeting.StartsAt);

    public DateTimeOffset Ends => Meetings.Values.Max(meeting => meeting.EndsAt);

    public SyntheticDelegation Delegation(string code) => Delegations.First(delegation => delegation.Code == code);

    /// <summary>Whoever is named to chair the meeting first.</summary>
    public string ChairOf(MeetingName meeting) => Meetings[meeting].Officers[0].Participant!;

    /// <param name="states">Member States on the first day.</param>
    /// <exception cref="FormatException">The scenario wants more delegations than there are States, or a State that is none.</exception>
    public static ForumPlan Draw(Scenario scenario, IReadOnlyCollection<State> states, ulong seed)
    {
        var draw = new Draw(seed);
        var named = scenario.Disturbances.Select(disturbance => disturbance.Participant).OfType<string>().Distinct().ToArray();
        if (named.FirstOrDefault(code => states.All(state => state.Code != code)) is { } nobody)
            throw new FormatException($"{nobody} is no Member State on {scenario.StartsOn:yyyy-MM-dd}. Disturbances name participants by the codes of the list of participants.");
        if (states.Count < scenario.Delegations)
            throw new FormatException($"There are {states.Count} Member States on {scenario.StartsOn:yyyy-MM-dd}; {scenario.Delegations} delegations cannot come.");

        // Whoever the scenario names comes in any case.
        State[] coming = [.. draw.Shuffle(states).OrderByDescending(state => named.Contains(state.Code)).Take(scenario.Delegations)];
        SyntheticDelegation[] delegations =
        [
            .. draw.Shuffle(coming).Select(state => new SyntheticDelegation(
                state.Code,
                state.Group,
                draw.Below(10) switch { < 4 => RankLevel.Minister, < 7 => RankLevel.ViceMinister, _ => RankLevel.HeadOfDelegation },
                [1 + draw.Below(2), 3 + draw.Below(2)],
                0.7 + (draw.Below(31) / 100.0))),
        ];
        var offices = new Offices(delegations.Where(delegation => !named.Contains(delegation.Code)));
        return new ForumPlan
        {
            Scenario = scenario,
            Delegations = delegations,
            Rooms = [.. PlenaryAndTableRooms.Select(room => new RoomPlan(room, room == PlenaryAndTableRooms[0] ? 2000 : Math.Max(200, scenario.RoundTableSeats * 2)))],
            Meetings = Usual.ToDictionary(meeting => meeting.Name, meeting => Plan(scenario, meeting.Name, scenario.StartsOn.AddDays(meeting.Day).ToDateTime(new TimeOnly(meeting.Hour, 0)), offices)),
        };
    }

    private static MeetingPlan Plan(Scenario scenario, MeetingName name, DateTime starts, Offices offices)
    {
        var span = new LocalSpan(starts, starts.AddHours(3));
        var room = PlenaryAndTableRooms[name.Kind is MeetingKind.Plenary ? 0 : 2 - (name.Number % 2)];
        return new MeetingPlan(name, span, scenario.AtVenue(span.StartsAt), scenario.AtVenue(span.EndsAt), room, [.. offices.Of(name)]);
    }

    /// <summary>Names officers, each from a participant of its own, and those who chair together from different regional groups.</summary>
    private sealed class Offices(IEnumerable<SyntheticDelegation> delegations)
    {
        private readonly List<SyntheticDelegation> free = [.. delegations.Where(delegation => delegation.Group is not null)];

        public IEnumerable<Officer> Of(MeetingName meeting)
        {
            if (meeting.Kind is MeetingKind.Plenary)
            {
                var presiding = Next(null);
                return [Named(OfficerRole.PresidingOfficer, "Presiding officer", presiding), Named(OfficerRole.ViceChair, "Vice-chair", Next(presiding.Group)), Own(OfficerRole.SecretaryOfTheMeeting, "Secretary", meeting)];
            }

            var chair = Next(null);
            // Every other round table has two who chair it together.
            Officer[] chairs = meeting.Number % 2 == 1
                ? [Named(OfficerRole.Chair, "Chair", chair)]
                : [Named(OfficerRole.CoChair, "Co-chair", chair), Named(OfficerRole.CoChair, "Co-chair", Next(chair.Group))];
            return [.. chairs, Named(OfficerRole.Rapporteur, "Rapporteur", Next(chair.Group)), Own(OfficerRole.NoteTaker, "Note-taker", meeting), Own(OfficerRole.SecretaryOfTheMeeting, "Secretary", meeting)];
        }

        private static Officer Named(OfficerRole role, string part, SyntheticDelegation delegation) =>
            new() { Role = role, Name = delegation.NameOf(part), Title = delegation.Title, Participant = delegation.Code };

        /// <summary>Somebody of the secretariat.</summary>
        private static Officer Own(OfficerRole role, string part, MeetingName meeting) =>
            new() { Role = role, Name = $"{part} of {meeting.InWords()} (synthetic)", Title = "Secretariat (synthetic)" };

        private SyntheticDelegation Next(RegionalGroup? notOf)
        {
            var index = free.FindIndex(delegation => delegation.Group != notOf);
            var next = free[index < 0 ? 0 : index];
            free.Remove(next);
            return next;
        }
    }
}
