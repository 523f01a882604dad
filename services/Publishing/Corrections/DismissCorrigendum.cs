using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Publishing.Corrections;

/// <summary>Finds that there is nothing to correct after all; asked twice, done once.</summary>
public sealed record DismissCorrigendum
{
    [StringLength(1_000, MinimumLength = 3)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">It is issued.</exception>
    public IEnumerable<object> Decide(Corrigendum corrigendum, DateTimeOffset now)
    {
        if (corrigendum.State is CorrigendumState.Dismissed)
            yield break;
        corrigendum.MustBeOpen();
        yield return new CorrigendumDismissed(Reason.Trim(), now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/corrigenda/{id:guid}/dismissal", async (Guid id, ExpectedVersion expected, DismissCorrigendum command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var (_, now) = await session.SummaryOf(id, time, ct);
                return await session.Decide<Corrigendum>(id, expected, corrigendum => command.Decide(corrigendum, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(DismissCorrigendum))
            .WithTags("Corrigenda");
}
