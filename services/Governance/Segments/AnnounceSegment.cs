using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Segments;

/// <summary>Announces a segment for others than governments. Civil Society Days come before the governmental days.</summary>
public sealed record AnnounceSegment
{
    public required Guid EditionId { get; init; }
    public required SegmentKind Kind { get; init; }

    [StringLength(300, MinimumLength = 3)]
    public required string Title { get; init; }

    public required DateOnly StartsOn { get; init; }
    public required DateOnly EndsOn { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">It ends before it starts, or civil society would not meet before the governments.</exception>
    public IEnumerable<object> Decide(Guid id, EditionPlan edition, DateTimeOffset now)
    {
        if (EndsOn < StartsOn)
            throw new Refusal("ends-before-start", "A segment cannot end before it starts. Give endsOn as the last day.", "endsOn");
        if (Kind is SegmentKind.CivilSocietyDays && EndsOn >= edition.StartsOn)
            throw new Refusal("segment-not-before-edition", "Civil Society Days are held before the governmental days.", "endsOn");
        return [new SegmentAnnounced(id, EditionId, Kind, Title, StartsOn, EndsOn, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/segments", async (AnnounceSegment command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var id = Guid.CreateVersion7();
                var edition = (await session.Named(command.EditionId, ct)).Plan;
                var now = edition.Clock.Now(time);
                session.Note<AnnounceSegment>(id, command.Reason, now);
                return await session.Start<Segment>(http, id, command.Decide(id, edition, now), $"/segments/{id}", ct);
            })
            .AcceptsIdempotencyKey<AnnounceSegment>()
            .Allow(Role.Organizer)
            .WithName(nameof(AnnounceSegment))
            .WithTags("Segments");
}
