using Forum.Governance.FocalPoints;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.EvidenceBase;

/// <summary>Agrees to the publication of a practice, or does so no more: the owner's own people, and nobody for them. It owes no reason; asked twice, done once.</summary>
public static class Consent
{
    public static IEnumerable<object> Give(Practice practice, DateTimeOffset now) => practice.Consent ? [] : [new ConsentGiven(now)];

    public static IEnumerable<object> Withdraw(Practice practice, DateTimeOffset now) => practice.Consent ? [new ConsentWithdrawn(now)] : [];

    public static void Map(IEndpointRouteBuilder routes)
    {
        Route("consent", Give, "GiveConsent", "Agrees, as the owner, to the publication of a practice");
        Route("consent/withdrawal", Withdraw, "WithdrawConsent", "Takes the agreement to the publication of a practice back, as the owner");

        void Route(string what, Func<Practice, DateTimeOffset, IEnumerable<object>> decide, string name, string summary) =>
            routes.MapPost($"/practices/{{id:guid}}/{what}", async (Guid id, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                {
                    await session.MustActFor(caller, (await session.Require<Practice>(id, ct)).Owner, "practice", id, time, ct);
                    return await session.Decide<Practice>(id, expected, practice => decide(practice, time.GetUtcNow()), ct);
                })
                .Allow(Role.Delegation)
                .WithName(name)
                .WithSummary(summary)
                .WithTags("Evidence base");
    }
}
