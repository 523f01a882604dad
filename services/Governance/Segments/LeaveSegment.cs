using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Governance.FocalPoints;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Segments;

/// <summary>Takes an organization out of a segment: at any time, and it owes no reason. Asked twice, done once.</summary>
public sealed record LeaveSegment
{
    /// <summary>Needed from the secretariat.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public string? Reason { get; init; }

    public static IEnumerable<object> Decide(Segment segment, string code, DateTimeOffset now) =>
        segment.Organizations.Any(organization => organization.Code == code) ? [new OrganizationLeft(code, now)] : [];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/segments/{id:guid}/organizations/{code}/leaving", async (Guid id, string code, LeaveSegment command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                await session.MustActFor(caller, code, "organization", code, time, ct);
                var now = (await session.Require<Edition>((await session.Require<Segment>(id, ct)).EditionId, ct)).Plan.Clock.Now(time);
                session.NoteOrOwn<LeaveSegment>(caller, id, command.Reason, now);
                return await session.Decide<Segment>(id, expected, segment => Decide(segment, code, now), ct);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(LeaveSegment))
            .WithTags("Segments");
}
