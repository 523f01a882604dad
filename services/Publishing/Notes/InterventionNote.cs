using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Forum.Publishing.Notes;

/// <summary>A note-taker began to write down what a delegation said. What was said, by whom and who wrote it stands in <see cref="NoteText"/> and not in the stream.</summary>
public sealed record NoteBegun(Guid NoteId, Guid EditionId, int? RoundTable, DateTimeOffset At);

/// <summary>The note was saved. Nothing that was saved before is changed by it.</summary>
/// <param name="Revision">Chosen by who writes, so that a save that is repeated is one save.</param>
/// <param name="BasedOn">The revisions that the writer had before them: none for the first, one usually, several when these are merged.</param>
/// <param name="At">On the edition's clock.</param>
public sealed record NoteRevised(Guid Revision, IReadOnlyList<Guid> BasedOn, DateTimeOffset At);

/// <summary>What a delegation thought of a point.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Stance>))]
public enum Stance
{
    /// <summary>It spoke on it and took neither side.</summary>
    Neutral,

    Support,
    Dissent,
}

/// <summary>
/// An intervention note: what one delegation said, as a note-taker wrote it down. Every save is kept. Two who save at once from the same revision make two heads,
/// both of which stay until somebody saves what becomes of them.
/// </summary>
public sealed record InterventionNote
{
    public static IReadOnlyList<Type> Events { get; } = [typeof(NoteBegun), typeof(NoteRevised)];

    public Guid Id { get; init; }
    public int Version { get; init; }
    public Guid EditionId { get; init; }

    /// <summary>Null for the plenary.</summary>
    public int? RoundTable { get; init; }

    /// <summary>Revisions on which nothing is based yet, in the order in which they were saved. More than one: they are to be merged.</summary>
    public ImmutableList<Guid> Heads { get; init; } = [];

    /// <summary>How many saves there were.</summary>
    public int Revisions { get; init; }

    public InterventionNote Evolve(object @event) => @event switch
    {
        NoteBegun e => this with { Id = e.NoteId, EditionId = e.EditionId, RoundTable = e.RoundTable },
        NoteRevised e => this with { Heads = Heads.RemoveAll(head => e.BasedOn.Contains(head)).Add(e.Revision), Revisions = Revisions + 1 },
        _ => this,
    };
}
