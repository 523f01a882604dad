using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Governance;
using Forum.Governance.Actions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Editions;

/// <summary>Lets delegations register; asked twice, done once. A window that was closed can be opened again until the edition is closed.</summary>
public sealed record OpenRegistration
{
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    public static IEnumerable<object> Decide(Edition edition, DateTimeOffset now) => edition.State switch
    {
        EditionState.Announced or EditionState.RegistrationClosed => [new RegistrationOpened(edition.Plan, now)],
        EditionState.RegistrationOpen => [],
        EditionState.Closed => throw new Refusal("edition-closed", "The edition is over; nobody can register any more."),
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/registration/opening", (Guid id, OpenRegistration command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Decide<Edition>(id, expected, edition =>
                {
                    var now = edition.Plan.Clock.Now(time);
                    session.Note<OpenRegistration>(id, command.Reason, now);
                    return Decide(edition, now);
                }, ct))
            .Allow(Role.Organizer)
            .WithName(nameof(OpenRegistration))
            .WithTags("Editions");
}
