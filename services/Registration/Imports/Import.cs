using Forum.Registration.Imports.Files;

namespace Forum.Registration.Imports;

/// <summary>A list of delegations was read and held against what is registered. Nothing of it has been taken yet.</summary>
public sealed record ImportPreviewed(Guid ImportId, Guid EditionId, ImportedFile File, ImportCounts Counts, DateTimeOffset At);

/// <summary>The secretariat wants what the preview shows as good.</summary>
public sealed record ImportCommitted(DateTimeOffset At);

/// <summary>Every delegation of the list has been dealt with.</summary>
public sealed record ImportCompleted(DateTimeOffset At);

/// <summary>The secretariat does not want it.</summary>
public sealed record ImportAbandoned(DateTimeOffset At);

/// <summary>The rows of the list, which name people, were kept long enough.</summary>
public sealed record ImportRowsRemoved(DateTimeOffset At);

/// <summary>What was uploaded; nothing that stands in it.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">By which the same file is known again.</param>
/// <param name="RemoveMissing">True when who is registered and not in the list leaves the delegation.</param>
public sealed record ImportedFile(FileFormat Format, long Bytes, string Sha256, bool RemoveMissing);

/// <summary>How many rows and delegations there are of each kind.</summary>
/// <param name="Rows">Rows of the file with something in them, the first one apart.</param>
/// <param name="Warning">Rows that would be taken, and should be looked at.</param>
/// <param name="Error">Rows that are not taken.</param>
/// <param name="NotInFile">People of the delegations in the list who are not in it.</param>
public sealed record ImportCounts(int Rows, int New, int Change, int Unchanged, int Warning, int Error, int NotInFile, DelegationsCounted Delegations);

/// <summary>How many delegations the list has of each kind.</summary>
/// <param name="Refused">None of their rows is taken.</param>
public sealed record DelegationsCounted(int New, int Change, int Unchanged, int Refused);

/// <summary>How far an import is.</summary>
public enum ImportState
{
    /// <summary>Waits to be committed or abandoned.</summary>
    Previewed,

    /// <summary>One delegation after the other is registered or changed.</summary>
    Committing,

    Completed,
    Abandoned,
}

/// <summary>The way of a list of delegations from its upload to its last delegation. It is a long process and so a stream of its own; who is on the list stands beside it.</summary>
public sealed record Import
{
    internal static readonly Type[] Events =
        [typeof(ImportPreviewed), typeof(ImportCommitted), typeof(ImportCompleted), typeof(ImportAbandoned), typeof(ImportRowsRemoved)];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public Guid EditionId { get; init; }
    public ImportState State { get; init; }
    public ImportedFile File { get; init; } = null!;
    public ImportCounts Counts { get; init; } = null!;

    /// <summary>On the edition's clock, as the other times are.</summary>
    public DateTimeOffset PreviewedAt { get; init; }

    public DateTimeOffset? CommittedAt { get; init; }

    /// <summary>When it was completed or abandoned.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Null while the rows can be read.</summary>
    public DateTimeOffset? RowsRemovedAt { get; init; }

    public Import Evolve(object @event) => @event switch
    {
        ImportPreviewed e => this with { Id = e.ImportId, EditionId = e.EditionId, File = e.File, Counts = e.Counts, PreviewedAt = e.At },
        ImportCommitted e => this with { State = ImportState.Committing, CommittedAt = e.At },
        ImportCompleted e => this with { State = ImportState.Completed, EndedAt = e.At },
        ImportAbandoned e => this with { State = ImportState.Abandoned, EndedAt = e.At },
        ImportRowsRemoved e => this with { RowsRemovedAt = e.At },
        _ => this,
    };
}
