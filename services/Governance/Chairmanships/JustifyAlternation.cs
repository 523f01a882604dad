using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Chairmanships;

/// <summary>Says why the incoming Chair follows one of the same development.</summary>
public sealed record JustifyAlternation
{
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Justification { get; init; }

    /// <exception cref="Refusal">There is nothing to justify.</exception>
    public static IEnumerable<object> Decide(Chairmanship chairmanship, Guid justificationId, DateTimeOffset now) =>
        chairmanship.Incoming is { Alternates: false }
            ? [new AlternationJustified(justificationId, now)]
            : throw new Refusal("alternation-kept", "Nobody is to chair next who follows one of the same development, so that there is nothing to justify.");

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/chairmanships/{id:guid}/incoming/justification", async (Guid id, JustifyAlternation command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var now = await session.Now(id, time, ct);
                session.Note<JustifyAlternation>(id, command.Justification, now);
                var justification = session.Write(id, command.Justification);
                return await session.Decide<Chairmanship>(id, expected, chairmanship => Decide(chairmanship, justification, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(JustifyAlternation))
            .WithTags("Chairmanship");
}
