using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Corrections;
using Forum.Publishing.Proceedings;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.Notes;

/// <summary>
/// Saves a note: begins it, or adds a revision. Whoever writes chooses the ids of note and revision, so that a save that was not answered is sent again as it was and is one save;
/// and names the revision that it is based on. Nothing that was saved is changed: two who save from the same revision both keep what they wrote, and are shown the merge to be made.
/// </summary>
public sealed record SaveNote
{
    public required Guid EditionId { get; init; }

    /// <summary>Number of the round table; null for the plenary. It does not change.</summary>
    [Range(1, 999)]
    public int? RoundTable { get; init; }

    /// <summary>Revisions that the writer had before them: none for the first, the heads for a merge.</summary>
    [MaxLength(20)]
    public IReadOnlyList<Guid> BasedOn { get; init; } = [];

    /// <summary>Code of the participant that spoke, e.g. <c>FRA</c>.</summary>
    [StringLength(40, MinimumLength = 2)]
    public required string Delegation { get; init; }

    public required Stance Stance { get; init; }

    /// <summary>The point that it was on; null while that is open.</summary>
    public Guid? Point { get; init; }

    /// <summary>What was said, as far as it is written. It may be empty.</summary>
    [StringLength(20_000)]
    public required string Text { get; init; }

    /// <param name="note">Null when it begins.</param>
    /// <param name="known">Those of the revisions that it is based on that there are.</param>
    /// <exception cref="Refusal">It is based on what is not there, or would move to another round table.</exception>
    public IEnumerable<object> Decide(InterventionNote? note, Guid noteId, Guid revision, IReadOnlyCollection<NoteText> known, DateTimeOffset now)
    {
        if (note is not null && (note.EditionId != EditionId || note.RoundTable != RoundTable))
            throw new Refusal("note-elsewhere", "This note is of another edition or round table. Begin another one.", "roundTable");
        foreach (var id in BasedOn)
        {
            if (!known.Any(text => text.Id == id && text.NoteId == noteId))
                throw new Refusal("base-unknown", $"There is no revision {id} of this note. Save that one first, or leave it out.", "basedOn");
        }

        if (note is null)
            yield return new NoteBegun(noteId, EditionId, RoundTable, now);
        yield return new NoteRevised(revision, [.. BasedOn.Distinct()], now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut(
                "/notes/{id:guid}/revisions/{revision:guid}",
                async (Guid id, Guid revision, SaveNote command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                {
                    if (id == Guid.Empty || revision == Guid.Empty)
                        throw new Refusal("id-empty", "Choose an id for the note and one for the revision; Guid version 7 is best.");
                    var edition = await session.LoadAsync<KnownEdition>(command.EditionId, ct) ?? throw KnownEdition.NotHeardOf(command.EditionId);
                    await session.MustTakeNotes(caller, edition.Id, command.RoundTable, ct);
                    return await command.Save(id, revision, caller, edition, session, time, ct);
                })
            .Allow(Role.NoteTaker, Role.Organizer)
            .WithName(nameof(SaveNote))
            .WithTags("Notes");

    private async Task<ChangedTo<NoteSaved>> Save(Guid id, Guid revision, Caller caller, KnownEdition edition, IDocumentSession session, TimeProvider time, CancellationToken ct)
    {
        // One save of a note after the other; saves of other notes wait for nothing.
        await session.TakeTurn($"note/{id:N}", ct);
        await session.HoldNotes(edition, time.GetUtcNow(), ct);
        var now = edition.Clock.Now(time);
        var text = new NoteText
        {
            Id = revision,
            NoteId = id,
            EditionId = EditionId,
            BasedOn = [.. BasedOn.Distinct()],
            Author = caller.Subject,
            Delegation = Delegation.Trim(),
            Stance = Stance,
            Point = Point,
            Text = Text,
            At = now,
        };
        var stream = await session.Events.FetchForWriting<InterventionNote>(id, ct);
        if (await session.LoadAsync<NoteText>(revision, ct) is { } saved)
        {
            return saved.Says(text)
                ? await Answer(stream.Aggregate!, stream.CurrentVersion ?? 0, revision, session, ct)
                : throw new Refusal("revision-reused", "Something else was saved as this revision. Take a new id for what is new.", "revision") { TakenByAnother = true };
        }

        var known = await session.LoadManyAsync<NoteText>(ct, BasedOn);
        object[] events = [.. Decide(stream.Aggregate, id, revision, [.. known], now)];
        var note = events.Aggregate(stream.Aggregate ?? new InterventionNote(), (note, e) => note.Evolve(e));
        if (stream.Aggregate is null)
            session.Events.StartStream<InterventionNote>(id, events);
        else
            stream.AppendMany(events);
        session.Insert(text);
        session.Store(new NoteHead
        {
            Id = id,
            EditionId = EditionId,
            RoundTable = RoundTable,
            Revision = revision,
            Delegation = text.Delegation,
            Stance = Stance,
            Point = Point,
            MergeDue = note.Heads.Count > 1,
            At = now,
        });
        if (stream.Aggregate is null || await session.Query<Summary>().AnyAsync(summary => summary.EditionId == EditionId && summary.Symbol != null, ct))
            await session.NoteIfLate(edition, LateMatterKind.InterventionNote, id, now, ct);
        await session.SaveChangesAsync(ct);
        return await Answer(note, (stream.CurrentVersion ?? 0) + events.Length, revision, session, ct);
    }

    private static async Task<ChangedTo<NoteSaved>> Answer(InterventionNote note, long version, Guid revision, IQuerySession session, CancellationToken ct) =>
        new(new NoteSaved(note.Id, revision, note.Heads, note.Heads.Count > 1 ? NoteMerge.Of(note, await session.TextsOf(note.Id, ct)) : null), version);
}

/// <summary>The acknowledgement of a save: what is acknowledged is kept.</summary>
/// <param name="Heads">Revisions on which nothing is based yet; more than one are to be merged.</param>
/// <param name="Merge">The merge to be made; null when there is none.</param>
public sealed record NoteSaved(Guid Note, Guid Revision, IReadOnlyList<Guid> Heads, NoteMerge? Merge);
