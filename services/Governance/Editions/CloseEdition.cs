using Forum.Contracts.Governance;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Editions;

/// <summary>Ends the edition; asked twice, done once. An open registration has to be closed first.</summary>
public static class CloseEdition
{
    public static IEnumerable<object> Decide(Edition edition, DateTimeOffset now) => edition.State switch
    {
        EditionState.Announced or EditionState.RegistrationClosed => [new EditionClosed(edition.Plan, now)],
        EditionState.Closed => [],
        EditionState.RegistrationOpen => throw new Refusal("registration-open", "Delegations can still register. Close registration before the edition."),
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/closing", (Guid id, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Decide<Edition>(id, expected, edition => Decide(edition, edition.Plan.Clock.Now(time)), ct))
            .Allow(Role.Organizer)
            .WithName(nameof(CloseEdition))
            .WithTags("Editions");
}
