using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Documents;
using Forum.Publishing.Points;
using Forum.Publishing.Proceedings;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>Issues a cleared summary under a symbol: its text, its figures and their proof are set once and for all.</summary>
public sealed record IssueSummary
{
    /// <summary>E.g. <c>A/61/515</c>; unique over all documents.</summary>
    [StringLength(60, MinimumLength = 3)]
    public required string Symbol { get; init; }

    /// <summary>Date on the masthead, not before the last day of the edition.</summary>
    public required DateOnly Date { get; init; }

    /// <param name="course">With the summary's own text in it.</param>
    /// <param name="points">Those that the paragraphs name.</param>
    /// <exception cref="Refusal">It is not cleared, the symbol or the date cannot be, a figure of the text is not known, or it names who left an office.</exception>
    public IEnumerable<SummaryIssued> Decide(Summary summary, Course course, IReadOnlyCollection<Point> points, DateTimeOffset now)
    {
        summary.MustNotBeIssued();
        if (summary.State is not SummaryState.Cleared)
            throw new Refusal("summary-not-cleared", "The chair clears a summary before it is issued.");
        MustBeASummarysSymbol();
        if (Date < course.Edition.EndsOn)
            throw new Refusal("issued-before-the-end", $"The edition lasts until {course.Edition.EndsOn:yyyy-MM-dd}; its summary is not issued before.", "date");
        MustKnowItsFigures(summary, course);
        Questioning.MustBeSettled(summary, course.Offices);

        var content = CanonicalJson.Of(ChairSummary.Of(summary, Symbol, Date, course, points));
        yield return new SummaryIssued(Symbol, Date, summary.Title, summary.EditionId, content, CanonicalJson.Hash(content), now);
    }

    private void MustBeASummarysSymbol()
    {
        if (DocumentSymbol.Parse(Symbol) is not { } symbol)
            throw new Refusal("symbol-malformed", $"{Symbol} is no document symbol. Give one such as A/61/515.", "symbol");
        if (symbol.IsOfResolutions)
            throw new Refusal("symbol-of-resolutions", "A chair's summary is no text that an organ took a position on; give it a symbol of another series.", "symbol");
    }

    private static void MustKnowItsFigures(Summary summary, Course course)
    {
        foreach (var paragraph in summary.Paragraphs.Where(paragraph => paragraph.Text is not null))
        {
            foreach (var piece in FigureText.Parse(paragraph.Text!).Where(piece => piece is { Figure: not null, MayBeUnknown: false }))
            {
                if (Figures.FigureCatalogue.Find(piece.Figure!, course) is { Unknown: { } reason })
                    throw new Refusal("figure-not-known", $"Paragraph {paragraph.Number} needs {piece.Figure}, which is not known: {reason} Write {{{piece.Figure}?}} to print it as unknown.");
            }
        }
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(
                "/summaries/{id:guid}/issue",
                async (Guid id, ExpectedVersion expected, IssueSummary command, IDocumentSession session, IDocumentStore store, TimeProvider time, CancellationToken ct) =>
                {
                    var draft = await session.Require<Summary>(id, ct);
                    var course = await Course.Read(session, draft.EditionId, ct) ?? throw new Missing("edition", draft.EditionId);
                    course = course with { Summary = await WrittenSummary.Read(session, id, ct) };
                    var points = await session.LoadManyAsync<Point>(ct, draft.Paragraphs.SelectMany(paragraph => paragraph.Points).Distinct());
                    if (await IsTaken(command.Symbol, id, session, ct))
                        throw Taken(command.Symbol);
                    try
                    {
                        return await session.Decide<Summary>(id, expected, summary => Shelve(session, id, command.Decide(summary, course, points, course.Edition.Clock.Now(time))), ct);
                    }
                    catch (Exception e) when (e is not (OperationCanceledException or Refusal or StaleVersion))
                    {
                        // Which statement of the batch met the other issue first is chance, so the shelf is asked and not the exception.
                        await using var afresh = store.QuerySession();
                        if (await IsTaken(command.Symbol, id, afresh, ct))
                            throw Taken(command.Symbol);
                        throw;
                    }
                })
            .Allow(Role.Organizer)
            .WithName(nameof(IssueSummary))
            .WithTags("Summaries");

    /// <summary>Puts the document where it is read, in the same transaction. Its symbol is the shelf mark, so there is one of each.</summary>
    private static IEnumerable<object> Shelve(IDocumentSession session, Guid summaryId, IEnumerable<SummaryIssued> events)
    {
        foreach (var issued in events)
        {
            session.Insert(new IssuedDocument(issued.Symbol, summaryId, issued.EditionId, issued.Content, issued.ContentHash));
            yield return issued;
        }
    }

    private static async Task<bool> IsTaken(string symbol, Guid summaryId, IQuerySession session, CancellationToken ct) =>
        await session.LoadAsync<IssuedDocument>(symbol, ct) is { } document && document.SummaryId != summaryId;

    private static Refusal Taken(string symbol) =>
        new("symbol-taken", $"Another document was issued as {symbol}. Every document has a symbol of its own.", "symbol") { TakenByAnother = true };
}
