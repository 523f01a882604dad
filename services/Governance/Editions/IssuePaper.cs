using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Editions;

/// <summary>A public paper about an edition.</summary>
public enum PaperKind
{
    ConceptNote,
    Agenda,
}

/// <summary>A version of a public paper was put before everybody.</summary>
/// <param name="Number">Of this kind, from 1; a later one replaces an earlier one, which stays readable.</param>
public sealed record PaperIssued(PaperKind Kind, int Number, string Title, Guid TextId, DateTimeOffset At);

/// <summary>A version of a public paper with its text.</summary>
public sealed record EditionPaper(PaperKind Kind, int Number, string Title, DateTimeOffset At, string? Text);

/// <summary>Puts a version of the concept note or the agenda before everybody.</summary>
public sealed record IssuePaper
{
    public required PaperKind Kind { get; init; }

    [StringLength(300, MinimumLength = 3)]
    public required string Title { get; init; }

    /// <summary>The paper. It names no private person.</summary>
    [StringLength(Acting.LongestText, MinimumLength = 1)]
    public required string Text { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    public IEnumerable<object> Decide(Edition edition, Guid textId, DateTimeOffset now) =>
        [new PaperIssued(Kind, edition.Papers.Count(paper => paper.Kind == Kind) + 1, Title, textId, now)];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/editions/{id:guid}/papers", (Guid id, IssuePaper command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Decide<Edition>(id, expected, edition =>
                {
                    var now = edition.Plan.Clock.Now(time);
                    session.Note<IssuePaper>(id, command.Reason, now);
                    return command.Decide(edition, session.Write(id, command.Text), now);
                }, ct))
            .Allow(Role.Organizer)
            .WithName(nameof(IssuePaper))
            .WithTags("Openness");

        routes.MapGet("/editions/{id:guid}/papers", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var papers = (await session.Require<Edition>(id, ct)).Papers;
                var texts = (await session.LoadManyAsync<WrittenText>(ct, [.. papers.Select(paper => paper.TextId)])).ToDictionary(text => text.Id, text => text.Body);
                return new Listed<EditionPaper>(new Page<EditionPaper>([.. papers.Select(paper => new EditionPaper(paper.Kind, paper.Number, paper.Title, paper.At, texts.GetValueOrDefault(paper.TextId)))], null));
            })
            .AllowAnonymous()
            .WithName("ListPapers")
            .WithSummary("Lists the public papers of an edition")
            .WithTags("Openness");
    }
}
