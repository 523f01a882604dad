using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.EvidenceBase;

/// <summary>Publishes a practice that its owner agreed to publish; asked twice, done once.</summary>
public sealed record PublishPractice
{
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">The owner did not agree.</exception>
    public static IEnumerable<object> Decide(Practice practice, DateTimeOffset now) => practice switch
    {
        { Consent: false } => throw new Refusal("consent-missing", $"{practice.Owner} has not agreed to the publication. Its own people give the consent."),
        { Published: true } => [],
        _ => [new PracticePublished(now)],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/practices/{id:guid}/publication", (Guid id, PublishPractice command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                session.Note<PublishPractice>(id, command.Reason, time.GetUtcNow());
                return session.Decide<Practice>(id, expected, practice => Decide(practice, time.GetUtcNow()), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(PublishPractice))
            .WithTags("Evidence base");
}
