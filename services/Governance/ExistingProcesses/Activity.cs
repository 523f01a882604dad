using Forum.Governance.Lists;

namespace Forum.Governance.ExistingProcesses;

/// <summary>How far a new activity and an existing process go over the same ground.</summary>
public enum Overlap
{
    None,

    /// <summary>They touch, and help each other.</summary>
    Complementary,

    /// <summary>They would do the same. That needs the Chair's note.</summary>
    Unresolved,
}

/// <summary>An existing process that a new activity was held against.</summary>
public sealed record CheckedProcess(Guid ProcessId, Overlap Overlap);

/// <summary>Where an activity of the forum stands.</summary>
public enum ActivityState
{
    Proposed,
    UnderWay,
}

/// <summary>Somebody proposed that the forum do something, and said what it was held against.</summary>
public sealed record ActivityProposed(Guid ActivityId, Guid EditionId, string Title, Guid PurposeId, IReadOnlyList<CheckedProcess> Checked, DateTimeOffset At);

/// <summary>The Chair said why the activity is right although others do the like.</summary>
public sealed record ChairsNoteAdded(Guid NoteId, DateTimeOffset At);

/// <summary>The activity began.</summary>
public sealed record ActivityStarted(DateTimeOffset At);

/// <summary>Something the forum does, held against what others do already.</summary>
public sealed record Activity
{
    internal static readonly Type[] Events = [typeof(ActivityProposed), typeof(ChairsNoteAdded), typeof(ActivityStarted)];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public Guid EditionId { get; init; }
    public string Title { get; init; } = "";
    public Guid PurposeId { get; init; }
    public IReadOnlyList<CheckedProcess> Checked { get; init; } = [];

    /// <summary>Null while there is none.</summary>
    public Guid? ChairsNoteId { get; init; }

    public ActivityState State { get; init; }

    public Activity Evolve(object @event) => @event switch
    {
        ActivityProposed e => this with { Id = e.ActivityId, EditionId = e.EditionId, Title = e.Title, PurposeId = e.PurposeId, Checked = e.Checked },
        ChairsNoteAdded e => this with { ChairsNoteId = e.NoteId },
        ActivityStarted _ => this with { State = ActivityState.UnderWay },
        _ => this,
    };

    /// <summary>Others would do the same, and the Chair has not said why it is right all the same.</summary>
    public bool WaitsForTheChair => ChairsNoteId is null && Checked.Any(process => process.Overlap is Overlap.Unresolved);

    public IEnumerable<Warning> Warnings() =>
        WaitsForTheChair ? [new Warning("overlap-unresolved", "An existing process does the same. The activity can begin once the Chair has noted why it is right.")] : [];
}
