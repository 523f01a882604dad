using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Meetings;
using Marten;

namespace Forum.Scheduling.Persons;

/// <summary>Lets a soft conflict stay as it is, with a reason. When one of the two places moves, it is detected anew.</summary>
public sealed record AcknowledgeConflict
{
    /// <summary>Kept for the secretariat.</summary>
    [StringLength(ReasonGiven.Longest, MinimumLength = 1)]
    public required string Reason { get; init; }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/conflicts/{id:guid}/acknowledgement", async (
                Guid id, ExpectedVersion expected, AcknowledgeConflict command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var person = await session.Query<Whereabouts>().FirstOrDefaultAsync(person => person.Conflicts.Any(conflict => conflict.Id == id), ct) ?? throw new Missing("conflict", id);
                var participant = person.Conflicts.Find(conflict => conflict.Id == id)?.Participant();
                if (participant is null ? !caller.Is(Role.Organizer) : !caller.MayActFor(participant))
                    throw new Missing("conflict", id);
                var edition = await session.OpenEdition(person.EditionId, ct);
                await session.TakeTurn(edition.Id, ct);
                var reasonId = session.Note(edition.Id, command.Reason);
                return await session.Decide<Whereabouts>(person.Id, expected, whereabouts => whereabouts.Acknowledge(id, reasonId, edition.Now(time)), ct);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(AcknowledgeConflict))
            .WithTags("Conflicts");
}
