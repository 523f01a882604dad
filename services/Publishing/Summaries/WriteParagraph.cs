using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Points;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>Writes a paragraph, or writes it anew; asked twice, done once. Its number changes only when another is inserted or taken out before it, and never after issue.</summary>
public sealed record WriteParagraph
{
    [Range(1, 99)]
    public required int Section { get; init; }

    public required Completeness Completeness { get; init; }

    /// <summary>With figures as <c>{name}</c>, or <c>{name?}</c> where the text may say that the figure is not known, and other paragraphs by number as <c>{#12}</c>. Null for a paragraph made of points, or an absent one.</summary>
    [StringLength(20_000, MinimumLength = 1)]
    public string? Text { get; init; }

    /// <summary>Points whose sentences follow the text, in this order.</summary>
    [MaxLength(200)]
    public IReadOnlyList<Guid> Points { get; init; } = [];

    /// <summary>What is missing and why, e.g. "page missing in source copy"; needed for an absent paragraph, refused for a full one.</summary>
    [StringLength(500, MinimumLength = 1)]
    public string? Missing { get; init; }

    /// <param name="points">Those of the asked points that there are.</param>
    /// <exception cref="Refusal">The paragraph contradicts itself, names what is not there, or the text is closed.</exception>
    public IEnumerable<object> Decide(Summary summary, int number, IReadOnlyCollection<Point> points, DateTimeOffset now)
    {
        summary.MustBeOpen();
        var paragraph = Read(summary, number, points);
        if (!paragraph.Says(summary.Paragraphs.FirstOrDefault(written => written.Number == number)))
            yield return new ParagraphWritten(paragraph, now);
    }

    /// <summary>The paragraph that is asked for.</summary>
    /// <exception cref="Refusal">It contradicts itself, or names what is not there.</exception>
    internal Paragraph Read(Summary summary, int number, IReadOnlyCollection<Point> points)
    {
        if (number is < 1 or > 9_999)
            throw new Refusal("paragraph-number", "Paragraphs are numbered from 1 to 9999.", "number");
        if (Section > summary.Sections.Count)
            throw new Refusal("section-unknown", $"There is no section {Section}. Add it first.", "section");
        MustHoldTogether();
        if (Text is not null)
            _ = FigureText.Parse(Text);
        if (Points.Count > 0 && summary.OriginalLanguage is not "en")
            throw new Refusal("points-in-english", "Sentences made of points are in English. Write the paragraph in the language of the summary.", "points");
        foreach (var id in Points)
        {
            if (!points.Any(point => point.Id == id && point.EditionId == summary.EditionId))
                throw new Refusal("point-unknown", $"There is no point {id} in this edition.", "points");
        }

        return new Paragraph { Number = number, Section = Section, Completeness = Completeness, Text = Text?.Trim(), Points = Points, Missing = Missing?.Trim() };
    }

    private void MustHoldTogether()
    {
        var empty = string.IsNullOrWhiteSpace(Text) && Points.Count == 0;
        if (Completeness is Completeness.Absent && !empty)
            throw new Refusal("absent-with-text", "An absent paragraph has neither text nor points.", "completeness");
        if (Completeness is Completeness.Absent && string.IsNullOrWhiteSpace(Missing))
            throw new Refusal("gap-without-reason", "Say why the paragraph is not there, e.g. page missing in source copy.", "missing");
        if (Completeness is not Completeness.Absent && empty)
            throw new Refusal("paragraph-empty", "A paragraph has text or points; if there is none of it, it is absent.", "text");
        if (Completeness is Completeness.Full && Missing is not null)
            throw new Refusal("full-with-gap", "Of a full paragraph nothing is missing.", "missing");
        if (Points.Distinct().Count() != Points.Count)
            throw new Refusal("point-twice", "A point stands in a paragraph once.", "points");
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut(
                "/summaries/{id:guid}/paragraphs/{number:int}",
                async (Guid id, int number, ExpectedVersion expected, WriteParagraph command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                {
                    var now = await session.EditionTime(id, time, ct);
                    var points = await session.LoadManyAsync<Point>(ct, command.Points);
                    var offices = await session.OfficesOfSummary(id, ct);
                    return await session.Decide<Summary>(id, expected, summary => command.Decide(summary, number, points, now).SignedBy(caller).ThenQuestioned(summary, offices, now), ct);
                })
            .Allow(Role.Organizer)
            .WithName(nameof(WriteParagraph))
            .WithTags("Summaries");
}
