using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Governance;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Documents;
using Forum.Publishing.Languages;
using Forum.Publishing.Proceedings;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>Begins the chair's summary of an edition; or an addendum to one that is issued, or a revision of it, which begins with its text.</summary>
public sealed record DraftSummary
{
    public required Guid EditionId { get; init; }

    [StringLength(300, MinimumLength = 3)]
    public required string Title { get; init; }

    /// <summary>What a reader should know of how the text came about, e.g. that it is a reconstruction with illustrative data; null when there is nothing to say.</summary>
    [StringLength(1_000, MinimumLength = 3)]
    public string? StatusNote { get; init; }

    /// <summary>Summary, Addendum or Revision. A corrigendum is proposed on what it corrects.</summary>
    public DocumentKind Kind { get; init; }

    /// <summary>The issued summary that is added to or replaced; null for a summary that stands by itself.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>Code of the language in which it is written: ar, zh, en, fr, ru or es.</summary>
    [StringLength(2, MinimumLength = 2)]
    public string OriginalLanguage { get; init; } = "en";

    /// <summary>True when, by the modalities of the edition, delegations must have been asked for errors of fact before the text is cleared.</summary>
    public bool FactCheckRequired { get; init; }

    /// <param name="parent">What it adds to or replaces, if there is such a summary.</param>
    /// <exception cref="Refusal">The edition does not end with a chair's summary, or there is nothing issued to add to or to replace.</exception>
    public IEnumerable<object> Decide(Guid id, KnownEdition edition, DateTimeOffset now, Summary? parent = null)
    {
        if (edition.OutcomeType is not OutcomeType.ChairSummary)
            throw new Refusal("outcome-is-no-summary", $"The edition {edition.Code} ends with a negotiated text, not with a summary by its chair.", "editionId");
        MustHaveItsParent(parent);
        yield return new SummaryDrafted(id, EditionId, Title.Trim(), StatusNote?.Trim(), now)
        {
            Kind = Kind,
            ParentId = ParentId,
            OriginalLanguage = OfficialLanguage.Of(OriginalLanguage).Code,
            FactCheckRequired = FactCheckRequired,
        };
        if (Kind is not DocumentKind.Revision)
            yield break;
        foreach (var section in parent!.Sections)
            yield return new SectionAdded(section, now);
        foreach (var paragraph in parent.Paragraphs)
            yield return new ParagraphWritten(paragraph, now);
    }

    private void MustHaveItsParent(Summary? parent)
    {
        if (Kind is DocumentKind.Corrigendum)
            throw new Refusal("corrigendum-is-proposed", "A corrigendum is proposed on the summary that it corrects (POST /summaries/{id}/corrigenda).", "kind");
        if (Kind is DocumentKind.Summary != ParentId is null)
            throw new Refusal("parent-does-not-fit", "An addendum and a revision name the summary that they add to or replace; a summary by itself names none.", "parentId");
        if (ParentId is null)
            return;
        if (parent is null || !parent.IsIssued() || parent.EditionId != EditionId)
            throw new Refusal("parent-not-issued", "There is no issued summary of this edition with that id.", "parentId");
        if (parent.State is SummaryState.Superseded)
            throw new Refusal("parent-superseded", $"{parent.Symbol} was replaced by {parent.LaterDocuments[^1].Symbol}.", "parentId");
        if (Kind is DocumentKind.Revision && parent.OriginalLanguage != OriginalLanguage)
            throw new Refusal("revision-in-another-language", "A revision is written in the language of the text that it replaces.", "originalLanguage");
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/summaries", async (DraftSummary command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var edition = await session.LoadAsync<KnownEdition>(command.EditionId, ct) ?? throw KnownEdition.NotHeardOf(command.EditionId);
                var parent = command.ParentId is { } parentId ? await session.LoadAsync<Summary>(parentId, ct) : null;
                var id = Guid.CreateVersion7();
                return await session.Start<Summary>(http, id, command.Decide(id, edition, edition.Clock.Now(time), parent), $"/summaries/{id}", ct);
            })
            .AcceptsIdempotencyKey<DraftSummary>()
            .Allow(Role.Organizer)
            .WithName(nameof(DraftSummary))
            .WithTags("Summaries");
}
