using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.FocalPoints;

/// <summary>Lets a mandate hold for longer. One that has run out or was revoked is designated anew instead.</summary>
public sealed record RenewFocalPoint
{
    /// <summary>World time until which the mandate holds; null when it holds until it is revoked.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">The mandate is not in force any more, or would be over at once.</exception>
    public IEnumerable<object> Decide(FocalPointNetwork points, Guid mandateId, DateTimeOffset now)
    {
        var mandate = points.Find(mandateId);
        if (!mandate.IsInForce(now))
            throw new Refusal("mandate-over", "The mandate is not in force any more. Designate the focal point anew.");
        if (ExpiresAt <= now)
            throw new Refusal("expiry-past", "The mandate would be over at once. Give a time to come, or revoke it.", "expiresAt");
        var until = ExpiresAt?.ToUniversalTime();
        return mandate.ExpiresAt == until ? [] : [new FocalPointRenewed(points.Participant, mandate with { ExpiresAt = until }, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/focal-points/{participant}/mandates/{mandate:guid}/renewal", (string participant, Guid mandate, RenewFocalPoint command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var now = time.GetUtcNow();
                session.Note<RenewFocalPoint>(FocalPointNetwork.Of(participant), command.Reason, now);
                return session.Decide<FocalPointNetwork>(FocalPointNetwork.Of(participant), expected, points => command.Decide(points, mandate, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(RenewFocalPoint))
            .WithTags("Focal points");
}
