using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Corrections;
using Forum.Publishing.Languages;
using Forum.Publishing.Lint;
using Forum.Publishing.Proceedings;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.FactChecks;

/// <summary>
/// Points out an error of fact in a paragraph: what stands there, what should be read, and what it is about. A proposal for other words is refused (422) and kept with the reason,
/// whatever it is called: a chair's summary is not negotiated.
/// </summary>
public sealed partial record CommentOnFact
{
    private const string NotNegotiated = "A chair's summary is the chair's own account and is not negotiated. Comments point out errors of fact: counts, names, titles, dates, and what was said otherwise than told.";

    [Range(1, 9_999)]
    public required int Paragraph { get; init; }

    public required CommentType Type { get; init; }

    /// <summary>What the error is about; null for a proposal for the text.</summary>
    public FactualMatter? Matter { get; init; }

    /// <summary>The words that are wrong, to the letter, so many that they stand in the paragraph; null for a proposal for the text.</summary>
    [StringLength(500, MinimumLength = 1)]
    public string? Stands { get; init; }

    /// <summary>What should be read in their place.</summary>
    [StringLength(1_000, MinimumLength = 1)]
    public required string ShouldRead { get; init; }

    /// <summary>How it is known, e.g. "our note verbale of 12 September".</summary>
    [StringLength(1_000, MinimumLength = 1)]
    public string? Grounds { get; init; }

    /// <param name="shown">The paragraph as it is printed now; null when there is none of that number.</param>
    /// <exception cref="Refusal">Delegations are not asked any more or not yet, or the error is not said so that it can be looked at.</exception>
    public IEnumerable<object> Decide(Guid id, Summary summary, string participant, string? shown, DateTimeOffset now)
    {
        if (summary.State is not SummaryState.FactCheck || !summary.FactCheck!.IsOpen(now))
            throw new Refusal("fact-check-closed", "Delegations may comment while the fact check is open, and it is not.");
        if (shown is null)
            throw new Refusal("paragraph-unknown", $"There is no paragraph {Paragraph}.", "paragraph");
        var proposal = Type is CommentType.TextProposal ? NotNegotiated : ProposesText(shown) ? $"It proposes words for the text. {NotNegotiated}" : null;
        if (proposal is null)
            MustPointOutAnError(shown);
        yield return new CommentSubmitted(
            id, summary.Id, summary.EditionId, participant, Paragraph, Type, Matter, Stands?.Trim(), ShouldRead.Trim(), Grounds?.Trim(), shown, now);
        if (proposal is not null)
            yield return new CommentRefused(proposal, now);
    }

    /// <summary>True when what is called an error of fact proposes words: it says so, or with it the text would read as one that was negotiated.</summary>
    private bool ProposesText(string shown) =>
        Proposing().IsMatch(ShouldRead) || (Stands is { } stands && NegotiatedWords(shown.Replace(stands.Trim(), ShouldRead, StringComparison.Ordinal)) > NegotiatedWords(shown));

    private int NegotiatedWords(string text) => NoNegotiatedOutcome.Of(new LintedText(Paragraph, SectionKind.Body, "en", text), NormalText.Of(text, "en")).Count(finding => finding.Severity is Severity.Error);

    private void MustPointOutAnError(string shown)
    {
        if (Matter is null)
            throw new Refusal("matter-missing", "Say what the error is about: Count, Name, Title, Date or Misreport.", "matter");
        if (string.IsNullOrWhiteSpace(Stands))
            throw new Refusal("words-missing", "Quote the words that are wrong.", "stands");
        if (!shown.Contains(Stands.Trim(), StringComparison.Ordinal))
            throw new Refusal("words-not-there", $"“{Stands}” does not stand in paragraph {Paragraph}. Quote it to the letter.", "stands");
        if (string.Equals(Stands.Trim(), ShouldRead.Trim(), StringComparison.Ordinal))
            throw new Refusal("nothing-corrected", "The same should be read as stands there.", "shouldRead");
        if (Matter is FactualMatter.Count && !Holds(MentionKind.Number))
            throw new Refusal("count-missing", "An error in a count is put right by a number.", "shouldRead");
        if (Matter is FactualMatter.Date && !Holds(MentionKind.Date) && !Holds(MentionKind.Number))
            throw new Refusal("date-missing", "An error in a date is put right by a date.", "shouldRead");
        if (Matter is FactualMatter.Name or FactualMatter.Title && ShouldRead.Length > 200)
            throw new Refusal("name-too-long", "A name or a title has at most 200 characters.", "shouldRead");
    }

    private bool Holds(MentionKind kind) => Mentions.In(ShouldRead, "en").Any(mention => mention.Kind == kind);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/summaries/{id:guid}/fact-check/comments", async (Guid id, CommentOnFact command, Caller caller, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                await session.TakeTurn(FactCheckComment.TurnOf(id), ct);
                var summary = await session.Require<Summary>(id, ct);
                var participant = await session.MustBeAsked(summary, caller, ct);
                var now = await session.EditionTime(id, time, ct);
                var printed = await session.PrintedOriginal(summary, ct);
                var commentId = Guid.CreateVersion7();
                object[] events = [.. command.Decide(commentId, summary, participant, printed.Find(command.Paragraph)?.Text, now)];
                if (events is not [CommentSubmitted submitted, CommentRefused refused])
                    return await session.Start<FactCheckComment>(http, commentId, events, $"/summaries/{id}/fact-check/comments/{commentId}", ct);

                // Refused, and kept as refused: once, however often it is proposed.
                if (!await session.Query<FactCheckComment>().AnyAsync(
                    kept => kept.SummaryId == id && kept.Participant == participant && kept.Paragraph == submitted.Paragraph && kept.ShouldRead == submitted.ShouldRead && kept.State == CommentState.Refused, ct))
                {
                    session.Events.StartStream<FactCheckComment>(commentId, events);
                    await session.SaveChangesAsync(ct);
                }

                throw new Refusal("text-proposal", refused.Reason, "type");
            })
            .AcceptsIdempotencyKey<CommentOnFact>()
            .Allow(Role.Delegation)
            .WithName(nameof(CommentOnFact))
            .WithTags("Fact check");

    /// <summary>Words by which a text is proposed.</summary>
    [GeneratedRegex(
        @"\b(we (would )?(propose|suggest|recommend|request|prefer|urge)|proposes? (to|that)|suggests? (to add|adding|that)|(add|insert|delete|replace) (the|a|an|after|before|at the end)|should be (added|inserted|deleted|reworded))\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Proposing();
}

/// <summary>Who is asked for errors of fact.</summary>
internal static class Asked
{
    /// <summary>Code of the participant for whose delegation the caller speaks.</summary>
    /// <exception cref="Missing">The summary was not shown to the delegations, or the caller's is none of the edition.</exception>
    public static async Task<string> MustBeAsked(this IQuerySession session, Summary summary, Caller caller, CancellationToken ct)
    {
        if (summary.FactCheck is null || caller.Delegation is not { } participant || !await session.Query<KnownDelegation>().AnyAsync(
            known => known.EditionId == summary.EditionId && known.Participant == participant && known.Standing == DelegationStanding.Announced, ct))
        {
            throw new Missing("summary", summary.Id);
        }

        return participant;
    }
}
