namespace Forum.Optimiser.Instances;

/// <summary>Sessions that are to find a slot and a room.</summary>
public sealed record Timetable
{
    /// <summary>How many slots there are; they are numbered from 0 in the order of time and do not overlap.</summary>
    public int Slots { get; init; }

    /// <summary>Names of the slots for explanations ("15 September, morning"), as many as there are slots, or none.</summary>
    public IReadOnlyList<string> SlotNames { get; init; } = [];

    public IReadOnlyList<Room> Rooms { get; init; } = [];
    public IReadOnlyList<Session> Sessions { get; init; } = [];

    /// <summary>Interpretation teams by slot, as many entries as there are slots; empty when interpretation is no limit.</summary>
    public IReadOnlyList<int> InterpretationTeams { get; init; } = [];

    /// <summary>
    /// Pairs of sessions that would better not be held at once. Those that follow from wishes for tables (participants with one person who wish for both)
    /// are added by the solver where <see cref="FromWishes"/> says so.
    /// </summary>
    public IReadOnlyList<Clash> Clashes { get; init; } = [];

    /// <summary>Weight of a clash for each participant of one person that wishes for both tables; 0: wishes make no clashes.</summary>
    public int FromWishes { get; init; }

    /// <summary>Penalty for two sessions of one topic in the same slot; 0: it does not matter.</summary>
    public int SameTopic { get; init; }

    /// <summary>Penalty for each session that is moved from where <see cref="Instance.Previous"/> has it.</summary>
    public int Move { get; init; }
}

/// <summary>A room.</summary>
/// <param name="Id"></param>
/// <param name="Capacity">People that it holds, table and adviser seats together.</param>
/// <param name="ClosedSlots">Slots in which it cannot be had; null or empty: none.</param>
/// <param name="Booths">Languages that can be interpreted in it; null: no limit.</param>
public sealed record Room(string Id, int Capacity, IReadOnlyList<int>? ClosedSlots = null, int? Booths = null);

/// <summary>A session: one sitting of a round table, a plenary meeting, or another meeting.</summary>
public sealed record Session
{
    public required string Id { get; init; }

    /// <summary>People that its room must hold.</summary>
    public int Attendance { get; init; }

    public string? Topic { get; init; }

    /// <summary>True when it needs one of the slot's interpretation teams.</summary>
    public bool Interpretation { get; init; }

    /// <summary>Languages that it is interpreted into; its room has as many booths.</summary>
    public int Languages { get; init; }

    /// <summary>Its officers: chair, rapporteur and whoever else must be there. A person is in one session of a slot.</summary>
    public IReadOnlyList<Officer> Officers { get; init; } = [];

    /// <summary>Slots in which it can be held; null: all.</summary>
    public IReadOnlyList<int>? AvailableSlots { get; init; }

    /// <summary>Penalty of each slot, as many entries as there are slots, or none.</summary>
    public IReadOnlyList<int> SlotPenalties { get; init; } = [];
}

/// <summary>A person with an office in a session.</summary>
/// <param name="Person">Identifier of the person, not a name.</param>
/// <param name="Office">For explanations, e.g. "chair".</param>
/// <param name="AbsentSlots">Slots in which the person is not there, for any of its offices; null or empty: none.</param>
public sealed record Officer(string Person, string Office = "officer", IReadOnlyList<int>? AbsentSlots = null);

/// <summary>Two sessions that would better not be held at once.</summary>
/// <param name="One"></param>
/// <param name="Other"></param>
/// <param name="Weight">Penalty when they are, 0 or more.</param>
public sealed record Clash(string One, string Other, int Weight);
