using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Proceedings;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.Figures;

/// <summary>A figure, for a table.</summary>
/// <param name="Value">Null when it is not known.</param>
/// <param name="Unknown">Why it is not known; null when it is.</param>
/// <param name="Paragraph">The paragraph of A/61/515 that gives this figure of the first Dialogue; null when none does.</param>
/// <param name="Derivation">How it is counted, in a sentence.</param>
/// <param name="Evidence">How many events it was counted from.</param>
public sealed record FigureLine(string Name, string Label, decimal? Value, string? Unknown, int? Paragraph, string Derivation, int Evidence)
{
    internal static FigureLine Of(Figure figure) =>
        new(figure.Name, figure.Label, figure.Value, figure.Unknown, figure.Paragraph, figure.Derivation, figure.EvidenceCount());
}

/// <summary>The figures of an edition as they stand, and the events behind each of them. Those of the text are counted in the summary that was issued last.</summary>
public static class ReadFigures
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/editions/{id:guid}/figures", async (Guid id, IQuerySession session, CancellationToken ct) =>
                TypedResults.Ok(new Page<FigureLine>([.. FigureCatalogue.Of(await Course(session, id, ct)).Select(FigureLine.Of)], null)))
            .AllowAnonymous()
            .WithName("ListFigures")
            .WithSummary("Shows what has been counted of an edition so far")
            .WithTags("Figures");

        routes.MapGet("/editions/{id:guid}/figures/{name}/evidence", async (Guid id, string name, IQuerySession session, CancellationToken ct) =>
            {
                var figure = FigureCatalogue.Find(name, await Course(session, id, ct)) ?? throw new Missing("figure", name);
                return TypedResults.Ok(new Page<Evidence>(figure.Evidence, null));
            })
            .AllowAnonymous()
            .WithName("ReadEvidence")
            .WithSummary("Shows the events behind a figure")
            .WithTags("Figures");
    }

    internal static async Task<Course> Course(IQuerySession session, Guid editionId, CancellationToken ct)
    {
        var course = await Proceedings.Course.Read(session, editionId, ct) ?? throw new Missing("edition", editionId);
        var issued = await session.Query<Summary>()
            .Where(summary => summary.EditionId == editionId && summary.Symbol != null)
            .OrderByDescending(summary => summary.IssuedOn)
            .ThenByDescending(summary => summary.Id)
            .FirstOrDefaultAsync(ct);
        return issued is null ? course : course with { Summary = await WrittenSummary.Read(session, issued.Id, ct) };
    }
}
