using Forum.Contracts.Governance;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Editions;

/// <summary>Ends registration; asked twice, done once.</summary>
public static class CloseRegistration
{
    public static IEnumerable<object> Decide(Edition edition, DateTimeOffset now) => edition.State switch
    {
        EditionState.RegistrationOpen => [new RegistrationClosed(edition.Plan, now)],
        EditionState.RegistrationClosed or EditionState.Closed => [],
        EditionState.Announced => throw new Refusal("registration-not-open", "Registration was not opened yet, so it cannot be closed."),
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/registration/closing", (Guid id, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Decide<Edition>(id, expected, edition => Decide(edition, edition.Plan.Clock.Now(time)), ct))
            .Allow(Role.Organizer)
            .WithName(nameof(CloseRegistration))
            .WithTags("Editions");
}
