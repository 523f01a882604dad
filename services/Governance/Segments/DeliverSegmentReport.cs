using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Segments;

/// <summary>Delivers the report of a segment to the governments: at the opening of the edition, or it is shown that it came another day.</summary>
public sealed record DeliverSegmentReport
{
    /// <summary>The report. It names no private person.</summary>
    [StringLength(Acting.LongestText, MinimumLength = 1)]
    public required string Text { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">The segment is not over, or its report was delivered.</exception>
    public static IEnumerable<object> Decide(Segment segment, Guid reportId, DateOnly today, DateTimeOffset now)
    {
        if (segment.ReportId is not null)
            throw new Refusal("report-delivered", "The report was delivered. It is not delivered twice.") { TakenByAnother = true };
        if (today <= segment.EndsOn && segment.Kind is SegmentKind.CivilSocietyDays)
            throw new Refusal("segment-not-over", $"The segment lasts until {segment.EndsOn:yyyy-MM-dd}; its report comes afterwards.");
        return [new SegmentReportDelivered(reportId, today, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/segments/{id:guid}/report", async (Guid id, DeliverSegmentReport command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = (await session.Require<Edition>((await session.Require<Segment>(id, ct)).EditionId, ct)).Plan;
                var now = edition.Clock.Now(time);
                session.Note<DeliverSegmentReport>(id, command.Reason, now);
                var report = session.Write(id, command.Text);
                return await session.Decide<Segment>(id, expected, segment => Decide(segment, report, edition.DayAtVenue(now), now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(DeliverSegmentReport))
            .WithTags("Segments");
}
