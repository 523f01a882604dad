using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Publishing.Notes;

/// <summary>A note as it was last saved, for a list.</summary>
public sealed record NoteLine(Guid Id, int? RoundTable, Guid Revision, string Delegation, Stance Stance, Guid? Point, string Text, string Author, bool MergeDue, DateTimeOffset At);

/// <summary>A note with all that was ever saved of it.</summary>
/// <param name="Heads">Revisions on which nothing is based yet.</param>
/// <param name="Revisions">In the order in which they were saved.</param>
/// <param name="Merge">The merge to be made; null when there is none.</param>
public sealed record NoteNotice(Guid Id, Guid EditionId, int? RoundTable, IReadOnlyList<Guid> Heads, IReadOnlyList<NoteRevision> Revisions, NoteMerge? Merge);

/// <summary>The notes of an edition: the secretariat reads all of them, a note-taker those of the round tables that the secretariat named for the account.</summary>
public static class ReadNotes
{
    internal static async Task<IReadOnlyList<NoteText>> TextsOf(this IQuerySession session, Guid noteId, CancellationToken ct) =>
        await session.Query<NoteText>().Where(text => text.NoteId == noteId).OrderBy(text => text.At).ThenBy(text => text.Id).ToListAsync(ct);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/notes", async (Guid edition, int? roundTable, Guid? after, int? limit, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                if (!caller.Is(Role.Organizer))
                    await session.MustTakeNotes(caller, edition, roundTable, ct);
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var heads = session.Query<NoteHead>().Where(head => head.EditionId == edition);
                // To the secretariat no number means all of them, to a note-taker the plenary.
                if (roundTable is { } number)
                    heads = heads.Where(head => head.RoundTable == number);
                else if (!caller.Is(Role.Organizer))
                    heads = heads.Where(head => head.RoundTable == null);
                if (after is { } last)
                    heads = heads.Where(head => head.Id.CompareTo(last) > 0);
                var found = await heads.OrderBy(head => head.Id).Take(most + 1).ToListAsync(ct);
                var texts = (await session.LoadManyAsync<NoteText>(ct, found.Select(head => head.Revision))).ToDictionary(text => text.Id);
                return Page.Of([.. found.Where(head => texts.ContainsKey(head.Revision)).Select(head => Line(head, texts[head.Revision]))], most, line => line.Id.ToString());
            })
            .Allow(Role.NoteTaker, Role.Organizer)
            .WithName("ListNotes")
            .WithSummary("Lists the notes of an edition or a round table as they were last saved")
            .WithTags("Notes");

        routes.MapGet("/notes/{id:guid}", async (Guid id, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                var note = await session.Require<InterventionNote>(id, ct);
                if (!await session.TakesNotes(caller, note.EditionId, note.RoundTable, ct))
                    throw new Missing("intervention note", id);
                var texts = await session.TextsOf(id, ct);
                return new Versioned<NoteNotice>(new NoteNotice(id, note.EditionId, note.RoundTable, note.Heads, [.. texts.Select(NoteRevision.Of)], NoteMerge.Of(note, texts)), note.Version)
                {
                    // The texts go at the end of retention, and the stream stays.
                    Moves = true,
                };
            })
            .Allow(Role.NoteTaker, Role.Organizer)
            .WithName("ReadNote")
            .WithSummary("Shows a note with every revision, and the merge to be made if there is one")
            .WithTags("Notes");
    }

    private static NoteLine Line(NoteHead head, NoteText text) =>
        new(head.Id, head.RoundTable, head.Revision, head.Delegation, head.Stance, head.Point, text.Text, text.Author, head.MergeDue, head.At);
}
