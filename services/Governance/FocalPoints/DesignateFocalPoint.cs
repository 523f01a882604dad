using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Governance;
using Forum.Governance.Actions;
using Forum.Governance.Members;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.FocalPoints;

/// <summary>Records whom a participant has designated to act for it: one primary focal point, and backups.</summary>
public sealed record DesignateFocalPoint
{
    /// <summary>Code of the participant, e.g. <c>FRA</c>.</summary>
    [RegularExpression(MemberList.Code), StringLength(32, MinimumLength = 2)]
    public required string Participant { get; init; }

    /// <summary>The account, as the subject of its tokens: an identifier, no name and no e-mail address.</summary>
    [RegularExpression("^[A-Za-z0-9][A-Za-z0-9._:|-]*$"), StringLength(200, MinimumLength = 1)]
    public required string Subject { get; init; }

    public required FocalPointCapacity Capacity { get; init; }

    /// <summary>World time until which the mandate holds; null when it holds until it is revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">There is a primary focal point, the account has a mandate already, or the mandate would be over before it begins.</exception>
    public IEnumerable<object> Decide(FocalPointNetwork points, Guid id, DateTimeOffset now)
    {
        if (ExpiresAt <= now)
            throw new Refusal("expiry-past", "The mandate would be over before it begins. Give a time to come, or none.", "expiresAt");
        if (points.HasInForce(Subject, now))
            throw new Refusal("focal-point-designated", "This account has a mandate in force already. Renew that one, or revoke it first.", "subject") { TakenByAnother = true };
        if (Capacity is FocalPointCapacity.Primary && points.Mandates.Any(mandate => mandate.Capacity is FocalPointCapacity.Primary && mandate.IsInForce(now)))
            throw new Refusal("primary-designated", "There is one primary focal point, and it is designated. Revoke that mandate first, or designate a backup.", "capacity") { TakenByAnother = true };
        return [new FocalPointDesignated(Participant, new Mandate(id, Subject, Capacity, ExpiresAt?.ToUniversalTime()), now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/focal-points", async (DesignateFocalPoint command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var (id, now) = (Guid.CreateVersion7(), time.GetUtcNow());
                var stream = await session.Events.FetchForWriting<FocalPointNetwork>(FocalPointNetwork.Of(command.Participant), ct);
                object[] events = [.. command.Decide(stream.Aggregate ?? new FocalPointNetwork(), id, now)];
                stream.AppendMany(events);
                session.Note<DesignateFocalPoint>(stream.Id, command.Reason, now);
                return await session.Made(http, new Started(id, (stream.CurrentVersion ?? 0) + events.Length, $"/focal-points/{command.Participant}"), ct);
            })
            .AcceptsIdempotencyKey<DesignateFocalPoint>()
            .Allow(Role.Organizer)
            .WithName(nameof(DesignateFocalPoint))
            .WithTags("Focal points");
}
