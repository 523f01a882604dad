using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>Adds the next section; asked twice, done once.</summary>
public sealed record AddSection
{
    [Range(1, 99)]
    public required int Number { get; init; }

    /// <summary>Null when it is not known.</summary>
    [StringLength(300, MinimumLength = 1)]
    public string? Heading { get; init; }

    /// <exception cref="Refusal">The number is taken or not the next one, or the text is closed.</exception>
    public IEnumerable<object> Decide(Summary summary, DateTimeOffset now)
    {
        summary.MustBeOpen();
        var section = new Section(Number, Heading?.Trim());
        if (summary.Sections.Contains(section))
            yield break;
        if (Number <= summary.Sections.Count)
            throw new Refusal("section-exists", $"There is a section {Number} already, with another heading. Change its heading instead.", "number");
        if (Number != summary.Sections.Count + 1)
            throw new Refusal("section-out-of-order", $"Sections are numbered without gaps; the next one is {summary.Sections.Count + 1}.", "number");
        yield return new SectionAdded(section, now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/summaries/{id:guid}/sections", async (Guid id, ExpectedVersion expected, AddSection command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var now = await session.EditionTime(id, time, ct);
                return await session.Decide<Summary>(id, expected, summary => command.Decide(summary, now).SignedBy(caller), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(AddSection))
            .WithTags("Summaries");
}
