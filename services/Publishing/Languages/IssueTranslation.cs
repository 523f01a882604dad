using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Corrections;
using Forum.Publishing.Documents;
using Forum.Publishing.Lint;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.Languages;

/// <summary>
/// Issues a version under the symbol of the original, once that is issued and the two say the same in figures, dates and symbols. What was distributed elsewhere before cannot be
/// held back any more: it is recorded as it is, and a corrigendum proposed for what is wrong in it.
/// </summary>
public sealed record IssueTranslation
{
    /// <summary>Where and when it was distributed already, so that it is recorded although it differs from the original; null for a version that is issued here.</summary>
    [StringLength(500, MinimumLength = 3)]
    public string? DistributedBefore { get; init; }

    /// <param name="original">As it was issued.</param>
    /// <param name="changes">What a revision changes in this language.</param>
    /// <param name="wording">What is wrong with the words.</param>
    /// <exception cref="Refusal">The original is not issued, this version is already, or it differs from the original.</exception>
    public IEnumerable<object> Decide(LanguageVersion version, Summary summary, ChairSummary original, IReadOnlyList<TextChange> changes, DateTimeOffset now, IReadOnlyList<Finding>? wording = null)
    {
        version.MustBeOpen(summary);
        if (!summary.IsIssued())
            throw new Refusal("original-not-issued", "Symbol, date and figures are set when the original is issued. Issue it first.");
        if (DistributedBefore is null && version.Findings(summary, original).FirstOrDefault(finding => finding.Blocks) is { } finding)
        {
            throw new Refusal(
                "not-in-concordance",
                $"The version in {OfficialLanguage.Of(version.Language).EnglishName} differs from the original in {Place(finding)} ({finding.Rule}): {finding.Message} GET .../languages/{version.Language}/concordance shows all findings.");
        }

        if (DistributedBefore is null)
            Wording.MustPass(wording ?? []);
        var document = version.Print(original) with { Changes = changes };
        var content = CanonicalJson.Of(document);
        yield return new TranslationIssued(original.Symbol, content, CanonicalJson.Hash(content), DistributedBefore?.Trim(), now)
        {
            SummaryId = version.SummaryId,
            EditionId = version.EditionId,
            Language = version.Language,
        };
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(
                "/summaries/{id:guid}/languages/{language}/issue",
                async (Guid id, string language, ExpectedVersion expected, IssueTranslation command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                {
                    await session.TakeTurn(StartTranslation.TurnOf(id), ct);
                    var now = await session.EditionTime(id, time, ct);
                    var stream = await session.Events.FetchForWriting<Summary>(id, ct);
                    var summary = stream.Aggregate ?? throw new Missing("summary", id);
                    var versionId = summary.VersionIn(language);
                    var original = await session.PrintedOriginal(summary, ct);
                    var before = await session.ParentIn(summary, language, ct);
                    var wording = await session.WordingOf((await session.Require<LanguageVersion>(versionId, ct)).Print(original), ct);
                    List<Correction> wrong = [];
                    return await session.Decide<LanguageVersion>(
                        versionId,
                        expected,
                        version =>
                        {
                            FourEyes.MustHold(version.Writers, clearedBy: null, caller.Subject);
                            object[] events = [.. command.Decide(version, summary, original, before is null ? [] : TextDifference.Between(before, version.Print(original)), now, wording).SignedBy(caller)];
                            foreach (var issued in events.OfType<TranslationIssued>())
                            {
                                session.Insert(IssuedDocument.Of(CanonicalJson.Read<ChairSummary>(issued.Content), id, issued.Content, issued.ContentHash));
                                stream.AppendOne(new LanguageIssued(language, versionId, issued.ContentHash, now));
                                wrong.AddRange(Correction.Of(language, version.Findings(summary, original), version.Print(original)));
                            }

                            if (wrong.Count > 0)
                                session.Propose(summary, CorrigendumOrigin.Concordance, $"The version in {OfficialLanguage.Of(language).EnglishName} was distributed before it was held against the original.", wrong, caller, now);
                            return events;
                        },
                        ct);
                })
            .Allow(Role.Organizer)
            .WithName(nameof(IssueTranslation))
            .WithTags("Languages");

    private static string Place(ConcordanceFinding finding) => finding.Part switch
    {
        DocumentPart.Title => "its title",
        DocumentPart.Heading => $"the heading of section {finding.Number}",
        _ => $"paragraph {finding.Number}",
    };
}
