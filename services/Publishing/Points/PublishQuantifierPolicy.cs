using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Publishing.Points;

/// <summary>Publishes the next version of the quantifier policy. What was counted under an earlier one keeps its number until it is counted again.</summary>
public sealed record PublishQuantifierPolicy
{
    public required QuantifierTable Table { get; init; }

    /// <summary>Why the table changes; everybody can read it.</summary>
    [StringLength(1_000, MinimumLength = 3)]
    public required string Reason { get; init; }

    /// <param name="number">Of the version.</param>
    /// <exception cref="Refusal">A stronger quantifier would need less than a weaker one.</exception>
    public IEnumerable<object> Decide(Guid id, int number, DateTimeOffset now)
    {
        Table.MustRise();
        yield return new QuantifierPolicyPublished(id, number, Table, Reason.Trim(), now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/quantifier-policies", async (PublishQuantifierPolicy command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                await session.TakeTurn(QuantifierPolicy.Turn, ct);
                var id = Guid.CreateVersion7();
                var number = (await session.PolicyInForce(ct)).Number + 1;
                // The policy is the forum's and not an edition's, so it goes by the world's clock.
                return await session.Start<QuantifierPolicy>(http, id, command.Decide(id, number, time.GetUtcNow()), $"/quantifier-policies/{number}", ct);
            })
            .AcceptsIdempotencyKey<PublishQuantifierPolicy>()
            .Allow(Role.Organizer)
            .WithName(nameof(PublishQuantifierPolicy))
            .WithTags("Quantifiers");
}
