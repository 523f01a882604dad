using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.FocalPoints;

/// <summary>Ends a mandate; asked twice, done once. The participant's word ends it through the secretariat; a focal point may always lay down its own.</summary>
public sealed record RevokeFocalPoint
{
    /// <summary>Needed from the secretariat; a focal point that lays its own mandate down owes none.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public string? Reason { get; init; }

    public static IEnumerable<object> Decide(FocalPointNetwork points, Guid mandateId, DateTimeOffset now)
    {
        var mandate = points.Find(mandateId);
        return mandate.RevokedAt is null ? [new FocalPointRevoked(points.Participant, mandate with { RevokedAt = now }, now)] : [];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/focal-points/{participant}/mandates/{mandate:guid}/revocation", (string participant, Guid mandate, RevokeFocalPoint command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var now = time.GetUtcNow();
                caller.MustActFor(participant, "participant", participant);
                session.NoteOrOwn<RevokeFocalPoint>(caller, FocalPointNetwork.Of(participant), command.Reason, now);
                return session.Decide<FocalPointNetwork>(FocalPointNetwork.Of(participant), expected, points =>
                {
                    // What another account of the same participant holds is not the caller's to lay down.
                    if (!caller.Is(Role.Organizer) && points.Find(mandate).Subject != caller.Subject)
                        throw new Missing("mandate", mandate);
                    return Decide(points, mandate, now);
                }, ct);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(RevokeFocalPoint))
            .WithTags("Focal points");
}
