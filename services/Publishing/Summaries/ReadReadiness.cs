using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Documents;
using Forum.Publishing.Languages;
using Forum.Publishing.Lint;
using Forum.Publishing.Proceedings;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>What stands between a text and its issue, or should be looked at.</summary>
/// <param name="Rule">Stable, in kebab case; the code with which the next step would be refused.</param>
/// <param name="Blocks">False for a warning.</param>
/// <param name="Paragraph">Null when it is not about one.</param>
/// <param name="Message">For a person.</param>
public sealed record Hindrance(string Rule, bool Blocks, int? Paragraph, string Message);

/// <summary>All that stands between a text and its issue, at once, in place of one refusal after the other.</summary>
public static class ReadReadiness
{
    /// <param name="printed">As it would be printed now.</param>
    /// <param name="offices">Of the edition's meetings.</param>
    /// <param name="wording">What is wrong with the words, or should be looked at.</param>
    public static IEnumerable<Hindrance> Of(Summary summary, ChairSummary printed, IReadOnlyCollection<KnownOffices> offices, IReadOnlyList<Finding> wording)
    {
        foreach (var fault in Numbering.Faults(summary))
            yield return new(fault.Code, true, null, fault.Message);
        foreach (var question in Questioning.Unsettled(summary, offices))
            yield return new("names-who-left", true, question.Paragraph, question.Reason);
        foreach (var paragraph in summary.Paragraphs.Where(paragraph => paragraph.Text is not null))
        {
            foreach (var piece in FigureText.Parse(paragraph.Text!).Where(piece => piece is { Figure: not null, MayBeUnknown: false }))
            {
                if (printed.Figures.FirstOrDefault(figure => figure.Name == piece.Figure) is { Unknown: { } reason })
                    yield return new("figure-not-known", true, paragraph.Number, $"It needs {piece.Figure}, which is not known: {reason}");
            }
        }

        foreach (var finding in wording)
            yield return new("wording", finding.Severity is Severity.Error, finding.Paragraph, $"“{finding.Found}” ({finding.Rule}): {finding.Suggestion}");
        if (printed.Words() is > WordCount.Most and var words)
            yield return new("too-long", false, null, $"The text has {words} words; reports have at most {WordCount.Most}.");
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/summaries/{id:guid}/readiness", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var summary = await session.Require<Summary>(id, ct);
                var printed = await session.PrintedOriginal(summary, ct);
                var hindrances = Of(summary, printed, await session.OfficesOfSummary(id, ct), await session.WordingOf(printed, ct));
                return TypedResults.Ok(new Page<Hindrance>([.. hindrances], null));
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ReadReadiness))
            .WithTags("Summaries");
}
