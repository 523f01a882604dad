using System.Collections.Immutable;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Scheduling.Meetings;

namespace Forum.Scheduling.Releases;

/// <summary>The programme of work of an edition as one release publishes it. It is never changed; the next release supersedes it.</summary>
public sealed record ReleasedProgramme
{
    public required Guid EditionId { get; init; }

    /// <summary>Of the release, from 1; given without gaps.</summary>
    public required int Number { get; init; }

    /// <summary>On the edition's clock, with the venue's offset.</summary>
    public required DateTimeOffset ReleasedAt { get; init; }

    /// <summary>What is different from the release before, a sentence each; empty for the first one.</summary>
    public ImmutableList<string> Changes { get; init; } = [];

    /// <summary>What the organizer says of it; null when nothing.</summary>
    public string? Note { get; init; }

    /// <summary>True when a withdrawal brought it about: it differs from the release before in what the withdrawal took, and in nothing else.</summary>
    public bool ByWithdrawal { get; init; }

    /// <summary>By start, then kind and number. A meeting that was published once and then called off stays here as cancelled.</summary>
    public required ImmutableList<ReleasedMeeting> Meetings { get; init; }

    /// <summary>The delegations whose codes stand in it, by code.</summary>
    public ImmutableList<ReleasedParticipant> Participants { get; init; } = [];
}

/// <summary>A meeting as a release publishes it. Its id is that of the meeting and stays the same over all releases.</summary>
public sealed record ReleasedMeeting
{
    public required Guid Id { get; init; }
    public required MeetingKind Kind { get; init; }

    /// <summary>Among the meetings of its kind, from 1.</summary>
    public required int Number { get; init; }

    public required string Title { get; init; }

    /// <summary>Number of the round table that sits here; null for other meetings, and when none or several do.</summary>
    public int? RoundTable { get; init; }

    /// <summary>What the round table that sits here discusses; null for other meetings, and when not known.</summary>
    public string? Topic { get; init; }

    /// <summary>With the venue's offset at that time.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>With the venue's offset at that time.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>Null while no room is assigned.</summary>
    public Guid? RoomId { get; init; }

    /// <summary>The room's name.</summary>
    public string? Room { get; init; }

    public ImmutableList<DesignatedOfficer> Officers { get; init; } = [];

    /// <summary>Who speaks, in order, when it is a plenary meeting.</summary>
    public ImmutableList<ReleasedSpeaker> Speakers { get; init; } = [];

    /// <summary>Into which it is interpreted; empty when it is not, or not known yet.</summary>
    public ImmutableList<Language> Languages { get; init; } = [];

    /// <summary>Codes of the participants that have a seat, when it is the meeting of a round table; by code.</summary>
    public ImmutableList<string> Seats { get; init; } = [];

    /// <summary>True when it was called off after it had been published.</summary>
    public bool Cancelled { get; init; }

    /// <summary>0 in the release that has it first; one more with each release in which it is different (RFC 5545, 3.8.7.4).</summary>
    public int Sequence { get; init; }

    /// <summary>When the release that changed it last was made, on the edition's clock.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Number of the release that changed it last.</summary>
    public int ChangedIn { get; init; }

    /// <summary>What is different from the programme that was frozen the evening before, the first change first; to be shown as changes, with what stood there.</summary>
    public ImmutableList<LateChange> LateChanges { get; init; } = [];

    /// <summary>As the programme calls it in a sentence, e.g. <c>round table 2</c>.</summary>
    internal string Called() => (Kind, RoundTable) switch
    {
        (MeetingKind.Plenary, _) => $"plenary meeting {Number}",
        (MeetingKind.RoundTable, { } table) => $"round table {table}",
        (MeetingKind.RoundTable, null) => $"round-table meeting {Number}",
    };
}

/// <summary>Something that a release changed after the day of the meeting was frozen.</summary>
/// <param name="What"></param>
/// <param name="Before">What stood in the frozen programme, for a reader; null when nothing did.</param>
/// <param name="After">What holds now, for a reader; null when nothing does.</param>
/// <param name="Words">The change as a sentence.</param>
/// <param name="Release">Number of the release that changed it last.</param>
/// <param name="ReleasedAt">On the edition's clock.</param>
public sealed record LateChange(ChangeKind What, string? Before, string? After, string Words, int Release, DateTimeOffset ReleasedAt);

/// <summary>A delegation whose code stands in a release.</summary>
/// <param name="Code">Of the participant.</param>
/// <param name="Name">Official short name of the participant.</param>
public sealed record ReleasedParticipant(string Code, string Name);

/// <summary>A speaker in the order of a plenary meeting.</summary>
/// <param name="InscriptionId"></param>
/// <param name="Office">The office that opens; null for a participant.</param>
/// <param name="Participant">Code of the participant; null for an opener.</param>
/// <param name="Name">Official short name of the participant; null for an opener.</param>
/// <param name="Category">Null for an opener.</param>
/// <param name="StartsAt">When the slot is expected to begin, with the venue's offset; null when not known.</param>
public sealed record ReleasedSpeaker(Guid InscriptionId, string? Office, string? Participant, string? Name, ParticipantCategory? Category, DateTimeOffset? StartsAt);
