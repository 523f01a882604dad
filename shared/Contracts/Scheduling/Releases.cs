namespace Forum.Contracts.Scheduling;

/// <summary>The programme of work was released. The release never changes; it can be read under its number.</summary>
public sealed record ProgrammeReleased
{
    public required Guid ProgrammeId { get; init; }

    /// <summary>Version of the programme's stream; a later one supersedes, an earlier one is dropped.</summary>
    public required long Revision { get; init; }

    public required Guid EditionId { get; init; }

    /// <summary>Number of the release, from 1, without gaps.</summary>
    public required int Number { get; init; }

    /// <summary>On the edition's clock.</summary>
    public required DateTimeOffset ReleasedAt { get; init; }

    /// <summary>True when a withdrawal brought it about, and it differs from the release before in nothing else.</summary>
    public required bool ByWithdrawal { get; init; }

    /// <summary>What is different from the release before, a sentence each; empty for the first one. Nobody is named.</summary>
    public required IReadOnlyList<string> Changes { get; init; }

    /// <summary>All meetings of the release, cancelled ones among them.</summary>
    public required IReadOnlyList<PlacedMeeting> Meetings { get; init; }
}

/// <summary>When a meeting is, in a release.</summary>
public sealed record PlacedMeeting
{
    public required Guid MeetingId { get; init; }
    public required MeetingKind Kind { get; init; }

    /// <summary>Number among the meetings of its kind, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>With the venue's offset at that time.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>With the venue's offset at that time.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>True when it was called off after it had been published.</summary>
    public required bool Cancelled { get; init; }

    /// <summary>0 in the release that has it first; one more with each release in which it is different.</summary>
    public required int Sequence { get; init; }

    /// <summary>True when this release has it anew or changed it.</summary>
    public required bool Changed { get; init; }

    /// <summary>True when this release changed it after its day was frozen.</summary>
    public required bool Late { get; init; }
}

/// <summary>The programme of a day was frozen the evening before, at 18:30 of the venue: what is released later is shown as a change.</summary>
public sealed record DayFrozen
{
    public required Guid ProgrammeId { get; init; }
    public required long Revision { get; init; }
    public required Guid EditionId { get; init; }

    /// <summary>In the venue's zone.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Number of the release that held then; null when there was none.</summary>
    public int? Release { get; init; }

    /// <summary>On the edition's clock.</summary>
    public required DateTimeOffset FrozenAt { get; init; }
}

/// <summary>A delegation is told what a release changes for it. What the notice says can be read under its id.</summary>
public sealed record NoticeIssued
{
    public required Guid NoticeId { get; init; }
    public required long Revision { get; init; }
    public required Guid EditionId { get; init; }

    /// <summary>Null when no delegation of the participant is known to Scheduling.</summary>
    public Guid? DelegationId { get; init; }

    /// <summary>Code of the participant.</summary>
    public required string Participant { get; init; }

    /// <summary>Number of the release that it tells of.</summary>
    public required int Release { get; init; }

    /// <summary>What is different for the delegation, a sentence each; empty when the secretariat has put it into its own words, which are to be read under the notice's id. Nobody is named.</summary>
    public required IReadOnlyList<string> Changes { get; init; }

    /// <summary>The meetings that are spoken of.</summary>
    public required IReadOnlyList<Guid> MeetingIds { get; init; }

    /// <summary>On the edition's clock.</summary>
    public required DateTimeOffset IssuedAt { get; init; }
}
