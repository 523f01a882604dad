using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Corrections;
using Forum.Publishing.Documents;
using Forum.Publishing.Languages;
using Forum.Publishing.Lint;
using Forum.Publishing.Points;
using Forum.Publishing.Proceedings;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>
/// Issues a cleared summary under a symbol, in the language in which it was written: its text, its figures and their proof are set once and for all. Who wrote in it or cleared it
/// does not issue it. An addendum or a revision takes the next symbol of what it adds to or replaces.
/// </summary>
public sealed record IssueSummary
{
    /// <summary>E.g. <c>A/61/515</c>; unique over all documents.</summary>
    [StringLength(60, MinimumLength = 3)]
    public required string Symbol { get; init; }

    /// <summary>Date on the masthead, not before the last day of the edition.</summary>
    public required DateOnly Date { get; init; }

    /// <param name="course">With the summary's own text in it.</param>
    /// <param name="points">Those that the paragraphs name.</param>
    /// <param name="parent">What it adds to or replaces; null for a summary that stands by itself.</param>
    /// <param name="replaced">What a revision replaces, as it was issued; null for what is no revision.</param>
    /// <param name="wording">What is wrong with the words and with what its points carry; null to look at the words alone.</param>
    /// <exception cref="Refusal">It is not cleared, the symbol or the date cannot be, a figure of the text is not known, it names a speaker or who left an office, or it reads as a negotiated text.</exception>
    public IEnumerable<SummaryIssued> Decide(Summary summary, Course course, IReadOnlyCollection<Point> points, DateTimeOffset now, Summary? parent = null, ChairSummary? replaced = null, IReadOnlyList<Finding>? wording = null)
    {
        summary.MustNotBeIssued();
        if (summary.State is not (SummaryState.Cleared or SummaryState.InTranslation))
            throw new Refusal("summary-not-cleared", "The chair clears a summary before it is issued.");
        MustBeASummarysSymbol(summary, parent);
        if (Date < course.Edition.EndsOn)
            throw new Refusal("issued-before-the-end", $"The edition lasts until {course.Edition.EndsOn:yyyy-MM-dd}; its summary is not issued before.", "date");
        MustKnowItsFigures(summary, course);
        Numbering.MustHold(summary);
        Questioning.MustBeSettled(summary, course.Offices);

        var document = ChairSummary.Of(summary, Symbol, Date, course, points) with { ParentSymbol = parent?.Symbol };
        Wording.MustPass(wording ?? Wording.Findings(document, Room.Of(course)));
        var content = CanonicalJson.Of(replaced is null ? document : document with { Changes = TextDifference.Between(replaced, document) });
        yield return new SummaryIssued(Symbol, Date, summary.Title, summary.EditionId, content, CanonicalJson.Hash(content), now);
    }

    private void MustBeASummarysSymbol(Summary summary, Summary? parent)
    {
        if (DocumentSymbol.Parse(Symbol) is not { } symbol)
            throw new Refusal("symbol-malformed", $"{Symbol} is no document symbol. Give one such as A/61/515.", "symbol");
        if (symbol.IsOfResolutions)
            throw new Refusal("symbol-of-resolutions", "A chair's summary is no text that an organ took a position on; give it a symbol of another series.", "symbol");
        if (parent is null && symbol.Suffixes.Count > 0)
            throw new Refusal("symbol-of-another", $"{symbol} would add to, correct or replace {symbol.Parent}. Draft it as an addendum or a revision of that document, or propose a corrigendum.", "symbol");
        if (parent is null)
            return;
        var next = DocumentSymbol.Parse(parent.Symbol!)!.Next(summary.Kind is DocumentKind.Revision ? SymbolSuffix.Rev : SymbolSuffix.Add, parent.LaterDocuments.Select(later => later.Symbol));
        if (!next.Equals(symbol))
            throw new Refusal("symbol-not-next", $"The next {(summary.Kind is DocumentKind.Revision ? "revision" : "addendum")} of {parent.Symbol} is {next}.", "symbol");
        if (parent.State is SummaryState.Superseded)
            throw new Refusal("parent-superseded", $"{parent.Symbol} was replaced by {parent.LaterDocuments[^1].Symbol}.", "symbol");
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
                async (Guid id, ExpectedVersion expected, IssueSummary command, Caller caller, IDocumentSession session, IDocumentStore store, TimeProvider time, CancellationToken ct) =>
                {
                    var draft = await session.Require<Summary>(id, ct);
                    // What is recorded of the edition meanwhile is recorded before or after the issue, and never unseen by both.
                    await session.TakeTurn(LateMatters.TurnOf(draft.EditionId), ct);
                    var course = await Course.Read(session, draft.EditionId, ct) ?? throw new Missing("edition", draft.EditionId);
                    course = course with { Summary = await WrittenSummary.Read(session, id, ct) };
                    var points = await session.LoadManyAsync<Point>(ct, draft.Paragraphs.SelectMany(paragraph => paragraph.Points).Distinct());
                    var parent = draft.ParentId is { } parentId ? await session.Events.FetchForWriting<Summary>(parentId, ct) : null;
                    var wording = await session.WordingOf(await session.PrintedOriginal(draft, ct), ct);
                    var replaced = await session.ParentIn(draft, draft.OriginalLanguage, ct);
                    if (await IsTaken(command.Symbol, id, session, ct))
                        throw Taken(command.Symbol);
                    try
                    {
                        var now = course.Edition.Clock.Now(time);
                        return await session.Decide<Summary>(
                            id,
                            expected,
                            summary =>
                            {
                                summary.MustNotBeIssued();
                                FourEyes.MustHold(summary.Writers, summary.ClearedBy, caller.Subject);
                                SummaryIssued[] events = [.. command.Decide(summary, course, points, now, parent?.Aggregate, replaced, wording)];
                                foreach (var issued in events)
                                    parent?.AppendOne(draft.Kind is DocumentKind.Revision ? new SummarySuperseded(issued.Symbol, now) { EditionId = draft.EditionId, Replaces = parent.Aggregate!.Symbol! } : new SummaryCorrected(issued.Symbol, DocumentKind.Addendum, [], now));
                                return Shelve(session, id, events).SignedBy(caller);
                            },
                            ct);
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
            session.Insert(IssuedDocument.Of(CanonicalJson.Read<ChairSummary>(issued.Content), summaryId, issued.Content, issued.ContentHash));
            yield return issued;
        }
    }

    private static async Task<bool> IsTaken(string symbol, Guid summaryId, IQuerySession session, CancellationToken ct) =>
        await session.LoadAsync<IssuedDocument>(symbol, ct) is { } document && document.SummaryId != summaryId;

    private static Refusal Taken(string symbol) =>
        new("symbol-taken", $"Another document was issued as {symbol}. Every document has a symbol of its own.", "symbol") { TakenByAnother = true };
}
