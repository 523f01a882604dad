using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>Somebody looked at what was questioned in a paragraph and lets it stand.</summary>
public sealed record ParagraphConfirmed(int Paragraph, string Reason, DateTimeOffset At);

/// <summary>Says that a paragraph is right as it stands, although it names somebody who left an office; of an issued text: that it needs no corrigendum. Of a paragraph that is not questioned there is nothing to say.</summary>
public sealed record ConfirmParagraph
{
    /// <summary>Why it is right. It names nobody.</summary>
    [StringLength(1_000, MinimumLength = 3)]
    public required string Reason { get; init; }

    /// <exception cref="Missing">There is no such paragraph.</exception>
    public IEnumerable<object> Decide(Summary summary, int number, DateTimeOffset now)
    {
        if (summary.Paragraphs.All(paragraph => paragraph.Number != number))
            throw new Missing("paragraph", number);
        if (summary.Questions.Any(question => question.Paragraph == number && question.Confirmed is null))
            yield return new ParagraphConfirmed(number, Reason.Trim(), now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut(
                "/summaries/{id:guid}/paragraphs/{number:int}/confirmation",
                async (Guid id, int number, ExpectedVersion expected, ConfirmParagraph command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                {
                    var now = await session.EditionTime(id, time, ct);
                    return await session.Decide<Summary>(id, expected, summary => command.Decide(summary, number, now), ct);
                })
            .Allow(Role.Organizer)
            .WithName(nameof(ConfirmParagraph))
            .WithTags("Summaries");
}
