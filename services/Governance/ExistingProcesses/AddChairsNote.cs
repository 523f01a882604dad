using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.ExistingProcesses;

/// <summary>Notes for the Chair why an activity is right although an existing process does the like.</summary>
public sealed record AddChairsNote
{
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Note { get; init; }

    public static IEnumerable<object> Decide(Guid noteId, DateTimeOffset now) => [new ChairsNoteAdded(noteId, now)];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/activities/{id:guid}/chairs-note", async (Guid id, AddChairsNote command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var now = (await session.Require<Edition>((await session.Require<Activity>(id, ct)).EditionId, ct)).Plan.Clock.Now(time);
                session.Note<AddChairsNote>(id, command.Note, now);
                var note = session.Write(id, command.Note);
                return await session.Decide<Activity>(id, expected, _ => Decide(note, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(AddChairsNote))
            .WithTags("Non-duplication");
}
