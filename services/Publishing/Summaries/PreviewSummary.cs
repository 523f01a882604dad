using System.ComponentModel.DataAnnotations;
using System.Text;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Documents;
using Forum.Publishing.Figures;
using Forum.Publishing.Outputs;
using Forum.Publishing.Points;
using Forum.Publishing.Proceedings;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>
/// Shows a summary as it would be printed if it were issued now, or the proof of one of its figures: every figure is counted as it is shown, from what has been announced so far.
/// Of an issued summary, what was frozen is read under its symbol; this still counts anew, so that the two can be compared.
/// </summary>
public static class PreviewSummary
{
    private const string NoSymbol = "Draft";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(
                "/summaries/{id:guid}/preview",
                async (Guid id, [RegularExpression("^(html|json)$"), StringLength(4, MinimumLength = 4)] string? format, [RegularExpression("^[A-Za-z0-9.-]+$"), StringLength(100, MinimumLength = 1)] string? evidence, HttpContext http, IQuerySession session, TimeProvider time, CancellationToken ct) =>
                {
                    var document = await Printed(session, id, time, ct);
                    if (evidence is not null && document.EvidenceOf(evidence) is null)
                        throw new Missing("figure", evidence);
                    if (format is "json")
                        return TypedResults.Text(evidence is null ? CanonicalJson.Of(document) : CanonicalJson.Of(new Page<Evidence>(document.EvidenceOf(evidence)!, null)), DocumentForm.Json.MediaType, Encoding.UTF8);
                    http.Response.Headers.ContentSecurityPolicy = DocumentPage.ContentSecurityPolicy;
                    return TypedResults.Text(evidence is null ? DocumentPage.OfDraft(document) : EvidencePage.Of(document, evidence, isDraft: true)!, DocumentForm.Page.MediaType, Encoding.UTF8);
                })
            .Allow(Role.Organizer)
            .WithName(nameof(PreviewSummary))
            .WithTags("Summaries")
            .Produces<ChairSummary>(StatusCodes.Status200OK, DocumentForm.Json.MediaType, DocumentForm.Page.MediaType);

    private static async Task<ChairSummary> Printed(IQuerySession session, Guid id, TimeProvider time, CancellationToken ct)
    {
        var summary = await session.Require<Summary>(id, ct);
        var course = await Course.Read(session, summary.EditionId, ct) ?? throw new Missing("edition", summary.EditionId);
        course = course with { Summary = await WrittenSummary.Read(session, id, ct) };
        var points = await session.LoadManyAsync<Point>(ct, summary.Paragraphs.SelectMany(paragraph => paragraph.Points).Distinct());
        return ChairSummary.Of(summary, NoSymbol, DateOnly.FromDateTime(course.Edition.Clock.Now(time).Date), course, points);
    }
}
