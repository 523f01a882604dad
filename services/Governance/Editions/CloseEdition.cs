using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Governance;
using Forum.Governance.Actions;
using Forum.Governance.Chairmanships;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Editions;

/// <summary>Ends the edition; asked twice, done once. An open registration has to be closed first, and where there is a chairmanship it must be known who chairs next.</summary>
public sealed record CloseEdition
{
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    public static IEnumerable<object> Decide(Edition edition, DateTimeOffset now) => edition.State switch
    {
        EditionState.Announced or EditionState.RegistrationClosed => [new EditionClosed(edition.Plan, now)],
        EditionState.Closed => [],
        EditionState.RegistrationOpen => throw new Refusal("registration-open", "Delegations can still register. Close registration before the edition."),
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/closing", async (Guid id, CloseEdition command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                // In one transaction with the end of the edition, so that an incoming Chair cannot stand down at the same instant unnoticed.
                var chaired = await session.LoadAsync<ChairedEdition>(id, ct) is { } of ? await session.Events.FetchForWriting<Chairmanship>(of.ChairmanshipId, ct) : null;
                return await session.Decide<Edition>(id, expected, edition =>
                {
                    var now = edition.Plan.Clock.Now(time);
                    session.Note<CloseEdition>(id, command.Reason, now);
                    object[] events = [.. Decide(edition, now)];
                    if (events.Length > 0)
                        chaired?.AppendMany(chaired.Aggregate!.SeeEditionEnd(id, now));
                    return events;
                }, ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(CloseEdition))
            .WithTags("Editions");
}
