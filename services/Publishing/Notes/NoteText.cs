namespace Forum.Publishing.Notes;

/// <summary>
/// A revision of a note: what was written, of which delegation and by whom. It stands beside the streams and in no event, no message, no log and no trace,
/// so that erasing these documents at the end of retention forgets all of it and leaves the streams whole. It is inserted once and never changed.
/// </summary>
public sealed record NoteText
{
    /// <summary>The revision.</summary>
    public required Guid Id { get; init; }

    public required Guid NoteId { get; init; }
    public required Guid EditionId { get; init; }
    public required IReadOnlyList<Guid> BasedOn { get; init; }

    /// <summary>Account (subject of the token) of who saved it.</summary>
    public required string Author { get; init; }

    /// <summary>Code of the participant that spoke.</summary>
    public required string Delegation { get; init; }

    public required Stance Stance { get; init; }

    /// <summary>The point that it was on; null while nobody has said.</summary>
    public Guid? Point { get; init; }

    public required string Text { get; init; }

    /// <summary>On the edition's clock.</summary>
    public required DateTimeOffset At { get; init; }

    internal bool Says(NoteText other) =>
        NoteId == other.NoteId && Author == other.Author && Delegation == other.Delegation && Stance == other.Stance && Point == other.Point && Text == other.Text && BasedOn.SequenceEqual(other.BasedOn);
}

/// <summary>A note as it counts: by its last revision. Erased with the texts.</summary>
public sealed record NoteHead
{
    /// <summary>The note.</summary>
    public required Guid Id { get; init; }

    public required Guid EditionId { get; init; }

    /// <summary>Null for the plenary.</summary>
    public int? RoundTable { get; init; }

    /// <summary>The last revision that was saved.</summary>
    public required Guid Revision { get; init; }

    /// <summary>Code of the participant that spoke.</summary>
    public required string Delegation { get; init; }

    public required Stance Stance { get; init; }
    public Guid? Point { get; init; }

    /// <summary>True while two revisions stand side by side.</summary>
    public required bool MergeDue { get; init; }

    /// <summary>On the edition's clock.</summary>
    public required DateTimeOffset At { get; init; }
}
