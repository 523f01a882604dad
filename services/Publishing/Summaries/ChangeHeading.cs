using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>Changes the heading of a section, or says that it is not known.</summary>
public sealed record ChangeHeading
{
    /// <summary>Null when it is not known.</summary>
    [StringLength(300, MinimumLength = 1)]
    public required string? Heading { get; init; }

    /// <exception cref="Missing">There is no such section.</exception>
    /// <exception cref="Refusal">The text is closed.</exception>
    public IEnumerable<object> Decide(Summary summary, int number, DateTimeOffset now)
    {
        summary.MustBeOpen();
        var section = new Section(number, Heading?.Trim());
        if (summary.Sections.Contains(section))
            yield break;
        if (number < 1 || number > summary.Sections.Count)
            throw new Missing("section", number);
        yield return new SectionHeadingChanged(section, now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut(
                "/summaries/{id:guid}/sections/{number:int}",
                async (Guid id, int number, ExpectedVersion expected, ChangeHeading command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                {
                    var now = await session.EditionTime(id, time, ct);
                    return await session.Decide<Summary>(id, expected, summary => command.Decide(summary, number, now).SignedBy(caller), ct);
                })
            .Allow(Role.Organizer)
            .WithName(nameof(ChangeHeading))
            .WithTags("Summaries");
}
