using Forum.Governance.FocalPoints;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.EvidenceBase;

/// <summary>Says that a practice has been tried further: proposed, piloted, evaluated, and never back.</summary>
public sealed record AdvancePractice
{
    public required PracticeStage Stage { get; init; }

    /// <exception cref="Refusal">It stands further already.</exception>
    public IEnumerable<object> Decide(Practice practice, DateTimeOffset now) => Stage.CompareTo(practice.Stage) switch
    {
        < 0 => throw new Refusal("stage-behind", $"The practice is {practice.Stage} already; it does not go back to {Stage}.", "stage"),
        0 => [],
        > 0 => [new PracticeAdvanced(Stage, now)],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/practices/{id:guid}/stage", async (Guid id, AdvancePractice command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                await session.MustActFor(caller, (await session.Require<Practice>(id, ct)).Owner, "practice", id, time, ct);
                return await session.Decide<Practice>(id, expected, practice => command.Decide(practice, time.GetUtcNow()), ct);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(AdvancePractice))
            .WithTags("Evidence base");
}
