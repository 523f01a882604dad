using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Documents;
using Forum.Publishing.Languages;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.Corrections;

/// <summary>
/// Issues a cleared corrigendum under the next symbol of its summary (…/Corr.1), in each of the languages that it corrects and in no other. If the corrected versions then differ
/// from the original, the next corrigendum is proposed at once.
/// </summary>
public sealed record IssueCorrigendum
{
    /// <summary>Date on the masthead, not before that of the summary.</summary>
    public required DateOnly Date { get; init; }

    /// <param name="versions">The issued ones by language, as they are to be read now.</param>
    /// <exception cref="Refusal">It is not cleared, or the date cannot be.</exception>
    public IEnumerable<CorrigendumIssued> Decide(Corrigendum corrigendum, Summary summary, IReadOnlyDictionary<string, ChairSummary> versions, DateTimeOffset now)
    {
        corrigendum.MustBeOpen();
        if (corrigendum.State is not CorrigendumState.Cleared)
            throw new Refusal("corrigendum-not-cleared", "The chair clears a corrigendum before it is issued.");
        if (Date < summary.IssuedOn)
            throw new Refusal("corrected-before-issue", $"The summary was issued on {summary.IssuedOn:yyyy-MM-dd}; it is not corrected before.", "date");
        ProposeCorrigendum.MustBePlaces(corrigendum.Corrections, versions);
        var symbol = DocumentSymbol.Parse(summary.Symbol!)!.Next(SymbolSuffix.Corr, summary.LaterDocuments.Select(later => later.Symbol)).ToString();
        yield return new CorrigendumIssued(symbol, Date, [.. corrigendum.Languages.Select(language => Issued(corrigendum, summary, symbol, versions[language]))], now)
        {
            SummaryId = summary.Id,
            EditionId = summary.EditionId,
            Corrects = summary.Symbol!,
        };
    }

    private IssuedContent Issued(Corrigendum corrigendum, Summary summary, string symbol, ChairSummary version)
    {
        var language = OfficialLanguage.Of(version.Language);
        Correction[] corrections = [.. corrigendum.Corrections.Where(correction => string.Equals(correction.Language, version.Language, StringComparison.Ordinal))];
        var document = version with
        {
            DocumentKind = DocumentKind.Corrigendum,
            ParentSymbol = summary.Symbol,
            OriginalLanguage = corrigendum.Languages.Contains(summary.OriginalLanguage, StringComparer.Ordinal) ? summary.OriginalLanguage : corrigendum.Languages[0],
            LanguagesAffected = corrigendum.Languages,
            Symbol = symbol,
            Date = Date,
            StatusNote = null,
            Changes = TextDifference.Between(version, version.With(corrections)),
            Sections =
            [
                new PrintedSection(1, language.Corrigendum, [.. corrections.Select((correction, index) =>
                    new PrintedParagraph(index + 1, Completeness.Full, [new Run(language.Correct(correction.Paragraph, correction.Stands, correction.Read!))], null))]),
            ],
            Figures = [],
        };
        var content = CanonicalJson.Of(document);
        return new IssuedContent(version.Language, content, CanonicalJson.Hash(content));
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/corrigenda/{id:guid}/issue", async (Guid id, ExpectedVersion expected, IssueCorrigendum command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var (known, now) = await session.SummaryOf(id, time, ct);
                await session.TakeTurn(StartTranslation.TurnOf(known.Id), ct);
                var stream = await session.Events.FetchForWriting<Summary>(known.Id, ct);
                var summary = stream.Aggregate!;
                var versions = await session.IssuedVersions(summary, ct);
                return await session.Decide<Corrigendum>(
                    id,
                    expected,
                    corrigendum =>
                    {
                        FourEyes.MustHold(corrigendum.Writers, corrigendum.ClearedBy, caller.Subject);
                        object[] events = [.. command.Decide(corrigendum, summary, versions, now).SignedBy(caller)];
                        foreach (var issued in events.OfType<CorrigendumIssued>())
                        {
                            foreach (var document in issued.Documents)
                                session.Insert(IssuedDocument.Of(CanonicalJson.Read<ChairSummary>(document.Content), summary.Id, document.Content, document.ContentHash));
                            stream.AppendOne(new SummaryCorrected(issued.Symbol, DocumentKind.Corrigendum, corrigendum.Languages, now));
                            var corrected = versions.ToDictionary(version => version.Key, version => version.Value.With(corrigendum.Corrections), StringComparer.Ordinal);
                            if (corrigendum.Languages.Contains(summary.OriginalLanguage, StringComparer.Ordinal) && ProposeCorrigendum.WhereTheyDiffer(summary, corrected) is { Count: > 0 } others)
                                session.Propose(summary, CorrigendumOrigin.Concordance, $"{issued.Symbol} corrects the original; these versions still have what it corrects.", others, caller, now);
                        }

                        return events;
                    },
                    ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(IssueCorrigendum))
            .WithTags("Corrigenda");
}
