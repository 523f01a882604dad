using Forum.Rehearsal.Api;
using Forum.Rehearsal.Holding;
using Forum.Rehearsal.Plans;

namespace Forum.Rehearsal.Reports;

/// <summary>The rehearsal as it went: what was planned and brought in, and what the forum's API says of it afterwards.</summary>
public sealed record Course
{
    public required ForumPlan Plan { get; init; }
    public required SlotPlan Slots { get; init; }
    public required ulong Seed { get; init; }
    public required double Speed { get; init; }
    public required string Edition { get; init; }
    public required Guid EditionId { get; init; }
    public IReadOnlyList<Injected> Injected { get; init; } = [];
    public IReadOnlyList<Happened> Journal { get; init; } = [];
    public IReadOnlyList<MeetingSeen> Meetings { get; init; } = [];
    public IReadOnlyList<RoundTableSeen> RoundTables { get; init; } = [];
    public IReadOnlyList<ReleaseSeen> Releases { get; init; } = [];
    public IReadOnlyList<SpeakerSeen> Speakers { get; init; } = [];

    /// <summary>Codes of the delegations that had withdrawn at the end.</summary>
    public IReadOnlyCollection<string> Away { get; init; } = [];

    /// <summary>What the services announced of this edition, each in the order of its store.</summary>
    public IReadOnlyList<Told> Told { get; init; } = [];

    public IReadOnlyList<FigureSeen> Figures { get; init; } = [];

    /// <summary>How late the rehearsal came for a moment of its course at most, in the edition's time.</summary>
    public TimeSpan MostBehind { get; init; }

    /// <summary>How long it took, by the world's clock.</summary>
    public TimeSpan Took { get; init; }

    public IEnumerable<T> Messages<T>() => Told.Select(told => told.Message).OfType<T>();
}
