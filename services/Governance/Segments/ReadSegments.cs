using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Governance.Lists;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Segments;

/// <summary>Whether those who take part in a segment have seats at the governments' round tables.</summary>
public enum SeatsAmongGovernments
{
    /// <summary>None: the edition's modalities say nothing of such seats.</summary>
    None,

    /// <summary>As many as the modalities say, and only by registering as a delegation.</summary>
    AsTheProfileSays,
}

/// <summary>A segment as anybody may read it.</summary>
/// <param name="RoundTableSeats">At most so many seats of civil society at one governmental round table; null when there are none or the number is not known.</param>
/// <param name="Report">Null while it is not delivered, and in the list.</param>
public sealed record SegmentNotice(
    Guid Id,
    long Version,
    Guid EditionId,
    SegmentKind Kind,
    string Title,
    DateOnly StartsOn,
    DateOnly EndsOn,
    IReadOnlyList<SegmentParticipant> Organizations,
    SeatsAmongGovernments Seats,
    int? RoundTableSeats,
    DateOnly? ReportDeliveredOn,
    string? Report,
    IReadOnlyList<Warning> Warnings)
{
    internal static SegmentNotice Of(Segment segment, EditionPlan edition, string? report, IEnumerable<Warning> warnings) => new(
        segment.Id,
        segment.Version,
        segment.EditionId,
        segment.Kind,
        segment.Title,
        segment.StartsOn,
        segment.EndsOn,
        segment.Organizations,
        edition.ModalityProfile.CivilSocietyCeiling is > 0 ? SeatsAmongGovernments.AsTheProfileSays : SeatsAmongGovernments.None,
        edition.ModalityProfile.CivilSocietyCeiling is > 0 and var most ? most : null,
        segment.DeliveredOn,
        report,
        [.. warnings]);
}

/// <summary>The segments beside the governmental days.</summary>
public static class ReadSegments
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/editions/{id:guid}/segments", async (Guid id, IQuerySession session, Guid? after, int? limit, CancellationToken ct) =>
            {
                var edition = (await session.Require<Edition>(id, ct)).Plan;
                return await session.Query<Segment>().Where(segment => segment.EditionId == id).Stretch(segment => segment.Id, after, limit, segment => SegmentNotice.Of(segment, edition, null, []), ct);
            })
            .AllowAnonymous()
            .WithName("ListSegments")
            .WithSummary("Lists the multi-stakeholder segments of an edition")
            .WithTags("Segments");

        routes.MapGet("/segments/{id:guid}", async (Guid id, IQuerySession session, TimeProvider time, CancellationToken ct) =>
            {
                var segment = await session.Require<Segment>(id, ct);
                var edition = (await session.Require<Edition>(segment.EditionId, ct)).Plan;
                var report = segment.ReportId is { } written ? await session.LoadAsync<WrittenText>(written, ct) : null;
                return new Versioned<SegmentNotice>(SegmentNotice.Of(segment, edition, report?.Body, segment.Warnings(edition, edition.DayAtVenue(edition.Clock.Now(time)))), segment.Version) { Moves = true };
            })
            .AllowAnonymous()
            .WithName("ReadSegment")
            .WithSummary("Shows a multi-stakeholder segment")
            .WithTags("Segments");
    }
}
