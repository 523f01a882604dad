using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Notes;
using Marten;

namespace Forum.Publishing.Points;

/// <summary>Gathers notes under a point, besides those whose takers put them there themselves; asked twice, done once.</summary>
public sealed record GatherNotes
{
    /// <summary>Ids of the notes.</summary>
    [MinLength(1), MaxLength(1_000)]
    public required IReadOnlyList<Guid> Notes { get; init; }

    /// <param name="known">Those of the notes that there are, with the edition they are of.</param>
    /// <exception cref="Refusal">The point was recorded by hand, or a note is of no point of this edition.</exception>
    public IEnumerable<object> Decide(Point point, IReadOnlyCollection<InterventionNote> known, DateTimeOffset now)
    {
        point.MustGatherNotes();
        foreach (var id in Notes)
        {
            if (!known.Any(note => note.Id == id && note.EditionId == point.EditionId))
                throw new Refusal("note-unknown", $"There is no note {id} in this edition.", "notes");
        }

        Guid[] added = [.. Notes.Distinct().Except(point.Notes)];
        if (added.Length > 0)
            yield return new NotesGathered(added, now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/points/{id:guid}/notes", async (Guid id, ExpectedVersion expected, GatherNotes command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var now = await session.TimeOfPoint(id, time, ct);
                var known = await session.LoadManyAsync<InterventionNote>(ct, command.Notes);
                return await session.Decide<Point>(id, expected, point => command.Decide(point, known, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(GatherNotes))
            .WithTags("Points");
}
