using Forum.Contracts.Registration;
using Forum.Registration.Delegations;
using Forum.Registration.Imports.Files;

namespace Forum.Registration.Imports;

/// <summary>What becomes of a row.</summary>
public enum RowState
{
    /// <summary>Somebody who is not registered yet.</summary>
    New,

    /// <summary>Somebody who is registered otherwise.</summary>
    Change,

    /// <summary>Registered just so.</summary>
    Unchanged,

    /// <summary>It will be taken, but should be looked at.</summary>
    Warning,

    /// <summary>It will not be taken.</summary>
    Error,

    /// <summary>No row of the file: somebody of a delegation in the list who is not in it.</summary>
    NotInFile,
}

/// <summary>What the commit does to the person of a row.</summary>
public enum RowEffect
{
    None,
    Added,
    Changed,
    Removed,
}

/// <summary>Something that is to be said of a row.</summary>
/// <param name="Code">Stable, in kebab case.</param>
/// <param name="Column">Name of the column; null when it is none in particular.</param>
/// <param name="IsError">False when the row is taken all the same.</param>
/// <param name="Text">What is wrong and what to do about it.</param>
public sealed record RowMessage(string Code, string? Column, bool IsError, string Text);

/// <summary>
/// A row of a list with what becomes of it. It names somebody, so it stands beside the stream of its import and is removed with it:
/// at once when the import is abandoned, some days after it was completed.
/// </summary>
public sealed record StagedRow
{
    /// <summary>Import and place, so that the rows of an import lie together in the order of the file.</summary>
    public required string Id { get; init; }

    public required Guid ImportId { get; init; }
    public required Guid EditionId { get; init; }

    /// <summary>As a spreadsheet program counts; null when it is no row of the file.</summary>
    public required int? Row { get; init; }

    public required RowState State { get; init; }
    public required RowEffect Effect { get; init; }
    public string? DelegationCode { get; init; }

    /// <summary>The person that the row is taken to speak of, or will be.</summary>
    public Guid? PersonId { get; init; }

    public string? Name { get; init; }
    public string? Title { get; init; }
    public string? Reference { get; init; }
    public DelegationRole? Role { get; init; }
    public RankLevel? Rank { get; init; }

    /// <summary>The columns in which it differs from what is registered.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    public IReadOnlyList<RowMessage> Messages { get; init; } = [];

    internal static string Key(Guid import, int place) => $"{import:N}/{place:D7}";
}

/// <summary>What becomes of a delegation of a list as a whole.</summary>
public enum DelegationEffect
{
    Registered,
    Changed,
    Unchanged,

    /// <summary>None of its rows is taken.</summary>
    Refused,
}

/// <summary>How it went with a delegation of a list.</summary>
public enum DelegationOutcome
{
    /// <summary>Not dealt with yet.</summary>
    Waiting,

    Done,

    /// <summary>It changed between preview and commit; nothing of the list was taken for it. Upload the list again.</summary>
    ChangedMeanwhile,

    /// <summary>The rules said no.</summary>
    Refused,

    /// <summary>There was nothing to do.</summary>
    Nothing,
}

/// <summary>A delegation of a list: what becomes of it, and how it went. No person is named in it.</summary>
public sealed record StagedDelegation
{
    /// <summary>Import and code.</summary>
    public required string Id { get; init; }

    public required Guid ImportId { get; init; }

    /// <summary>Code of the participant.</summary>
    public required string Code { get; init; }

    public ParticipantCategory? Category { get; init; }

    /// <summary>An organization's own name; null for who stands on the list of participants.</summary>
    public string? OwnName { get; init; }

    /// <summary>The delegation that is, or is to be.</summary>
    public required Guid DelegationId { get; init; }

    /// <summary>The version that the preview speaks of; null when the delegation is new.</summary>
    public long? Seen { get; init; }

    public required DelegationEffect Effect { get; init; }

    /// <summary>Places of its rows that have an effect, in the order of the file.</summary>
    public IReadOnlyList<int> Places { get; init; } = [];

    /// <summary>How many rows of the file it has.</summary>
    public required int Rows { get; init; }

    public required DelegationOutcome Outcome { get; init; }

    /// <summary>Why it was not taken: the code of the refusal; null when it was.</summary>
    public string? Problem { get; init; }

    internal static string Key(Guid import, string code) => $"{import:N}/{code}";
}

/// <summary>What is kept of a file besides its rows. Headings are free words, so they stand beside the stream and go with the rows.</summary>
/// <param name="Id">The import.</param>
public sealed record StagedFile(Guid Id, Guid EditionId, IReadOnlyList<HeadedColumn> Columns)
{
    /// <summary>Why it was committed; null before.</summary>
    public string? Reason { get; init; }

    /// <summary>The trace of the request that committed it, to which all belongs that comes of it; null before, or when that was not traced.</summary>
    public string? TraceParent { get; init; }
}
