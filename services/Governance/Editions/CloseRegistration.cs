using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Governance;
using Forum.Governance.Actions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Editions;

/// <summary>Ends registration; asked twice, done once.</summary>
public sealed record CloseRegistration
{
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    public static IEnumerable<object> Decide(Edition edition, DateTimeOffset now) => edition.State switch
    {
        EditionState.RegistrationOpen => [new RegistrationClosed(edition.Plan, now)],
        EditionState.RegistrationClosed or EditionState.Closed => [],
        EditionState.Announced => throw new Refusal("registration-not-open", "Registration was not opened yet, so it cannot be closed."),
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/registration/closing", (Guid id, CloseRegistration command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Decide<Edition>(id, expected, edition =>
                {
                    var now = edition.Plan.Clock.Now(time);
                    session.Note<CloseRegistration>(id, command.Reason, now);
                    return Decide(edition, now);
                }, ct))
            .Allow(Role.Organizer)
            .WithName(nameof(CloseRegistration))
            .WithTags("Editions");
}
