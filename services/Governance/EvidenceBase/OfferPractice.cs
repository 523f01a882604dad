using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.FocalPoints;
using Forum.Governance.Members;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.EvidenceBase;

/// <summary>Offers a practice or partnership to the evidence base. Nobody but its owner and the secretariat sees it before the owner agrees to its publication.</summary>
public sealed record OfferPractice
{
    /// <summary>Code of the State whose practice it is.</summary>
    [RegularExpression(MemberList.Code), StringLength(32, MinimumLength = 2)]
    public required string Owner { get; init; }

    [StringLength(300, MinimumLength = 3)]
    public required string Title { get; init; }

    public required PracticeKind Kind { get; init; }
    public required PracticeStage Stage { get; init; }

    /// <summary>What is done, and what came of it. It names no private person.</summary>
    [StringLength(Acting.LongestText, MinimumLength = 1)]
    public required string Text { get; init; }

    public IEnumerable<object> Decide(Guid id, Guid textId, DateTimeOffset now) => [new PracticeOffered(id, Owner, Title, Kind, Stage, textId, now)];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/practices", async (OfferPractice command, Caller caller, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                await session.MustActFor(caller, command.Owner, "participant", command.Owner, time, ct);
                // The evidence base outlives every edition and goes by the world's time.
                var (id, now) = (Guid.CreateVersion7(), time.GetUtcNow());
                return await session.Start<Practice>(http, id, command.Decide(id, session.Write(id, command.Text), now), $"/practices/{id}", ct);
            })
            .AcceptsIdempotencyKey<OfferPractice>()
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(OfferPractice))
            .WithTags("Evidence base");
}
