namespace Forum.Optimiser.Instances;

/// <summary>Who sits where, and what is held when and in which room.</summary>
public sealed record Arrangement
{
    public IReadOnlyList<Seat> Seats { get; init; } = [];
    public IReadOnlyList<Placement> Placements { get; init; } = [];
}

/// <summary>A participant's seat at a table.</summary>
public sealed record Seat(string Participant, string Table);

/// <summary>Where a session is held.</summary>
/// <param name="Session"></param>
/// <param name="Slot">From 0.</param>
/// <param name="Room"></param>
public sealed record Placement(string Session, int Slot, string Room);

/// <summary>What came of solving an instance.</summary>
public sealed record Solution
{
    /// <summary>Null when there is none that keeps every rule.</summary>
    public Arrangement? Arrangement { get; init; }

    /// <summary>For each part that was solved ("seats", "timetable") how good it is, and how far that is proven.</summary>
    public IReadOnlyList<Proof> Proofs { get; init; } = [];

    /// <summary>Why there is no arrangement; null when there is one, or when time ran out before either was found.</summary>
    public Impossibility? Impossible { get; init; }

    /// <summary>SHA-256 of the instance in canonical JSON, lower-case hexadecimal.</summary>
    public required string InstanceHash { get; init; }
}

/// <summary>How good a part of the result is, and how far that is proven.</summary>
public sealed record Proof
{
    /// <summary>"seats" or "timetable".</summary>
    public required string Part { get; init; }

    /// <summary>By which method it was found, in words that can be published ("min-cost flow, exact ranks with base 32").</summary>
    public required string Method { get; init; }

    public required string Engine { get; init; }
    public required string EngineVersion { get; init; }
    public required int Seed { get; init; }

    /// <summary>Its aims in their order, each with the value that was reached; smaller is better for each.</summary>
    public IReadOnlyList<AimReached> Aims { get; init; } = [];

    /// <summary>The value that was minimised, all aims together where they can be added; null when the aims stand in an order that one number cannot hold.</summary>
    public double? Objective { get; init; }

    /// <summary>No result is better than this; null when nothing is proven.</summary>
    public double? Bound { get; init; }

    /// <summary>True when nothing better exists: the gap is 0.</summary>
    public required bool Optimal { get; init; }

    /// <summary>Seconds from the question to the answer.</summary>
    public double Seconds { get; init; }

    /// <summary>Seconds until the first result that keeps every rule, and until the one given; null where there is one only.</summary>
    public double? SecondsToFirst { get; init; }

    public double? SecondsToBest { get; init; }

    /// <summary>Greatest resident memory of the process meanwhile, in megabytes; null when it was not measured.</summary>
    public double? Megabytes { get; init; }
}

/// <summary>One aim and what was reached of it.</summary>
/// <param name="Aim">In words ("participants without a seat").</param>
/// <param name="Value"></param>
/// <param name="Bound">With the aims before it as they are, no result has a smaller value; null when that is not proven.</param>
public sealed record AimReached(string Aim, long Value, long? Bound = null);

/// <summary>Why there is no arrangement that keeps every rule.</summary>
public sealed record Impossibility
{
    /// <summary>A smallest set of rules that cannot hold together: without any one of them the others can.</summary>
    public IReadOnlyList<RuleInConflict> Core { get; init; } = [];

    /// <summary>True when each member of the core was taken out and the rest could hold then.</summary>
    public bool Minimal { get; init; }

    /// <summary>The cheapest change that makes it possible, in sentences; empty when none was found in time.</summary>
    public IReadOnlyList<string> Repair { get; init; } = [];
}

/// <summary>A rule about certain objects.</summary>
/// <param name="Rule">Stable code ("officer-absent", "one-place", "room-capacity", "pin").</param>
/// <param name="Sentence">In words, with the names of what it is about.</param>
/// <param name="Objects">Identifiers of what it is about.</param>
public sealed record RuleInConflict(string Rule, string Sentence, IReadOnlyList<string> Objects);
