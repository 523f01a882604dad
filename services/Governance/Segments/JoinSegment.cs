using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Governance.Members;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Segments;

/// <summary>Notes that an organization takes part in a segment. It is no delegation by that, and has no seat among governments.</summary>
public sealed record JoinSegment
{
    /// <summary>The organization's code.</summary>
    [RegularExpression(MemberList.Code), StringLength(32, MinimumLength = 2)]
    public required string Code { get; init; }

    /// <summary>Its public name.</summary>
    [StringLength(300, MinimumLength = 2)]
    public required string Name { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">It takes part already.</exception>
    public IEnumerable<object> Decide(Segment segment, DateTimeOffset now) =>
        segment.Organizations.Any(organization => organization.Code == Code)
            ? throw new Refusal("organization-already", $"{Code} takes part already.", "code") { TakenByAnother = true }
            : [new OrganizationJoined(new SegmentParticipant(Code, Name, now))];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/segments/{id:guid}/organizations", async (Guid id, JoinSegment command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var now = (await session.Require<Edition>((await session.Require<Segment>(id, ct)).EditionId, ct)).Plan.Clock.Now(time);
                session.Note<JoinSegment>(id, command.Reason, now);
                return await session.Decide<Segment>(id, expected, segment => command.Decide(segment, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(JoinSegment))
            .WithTags("Segments");
}
