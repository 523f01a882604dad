using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Publishing.Proceedings;
using Marten;

namespace Forum.Publishing.Lint;

/// <summary>Looks at a text of any kind, so that everybody with an account can try what the rules find before sending something in. Nothing of it is kept.</summary>
public sealed record LintText
{
    [StringLength(20_000, MinimumLength = 1)]
    public required string Text { get; init; }

    /// <summary>Of the text: ar, en, es, fr, ru or zh.</summary>
    [RegularExpression("^(ar|en|es|fr|ru|zh)$")]
    [MinLength(2)]
    public string Language { get; init; } = "en";

    /// <summary>In what part of a document it would stand.</summary>
    public SectionKind Section { get; init; }

    /// <summary>An edition whose officers and rooms are known; null for the rules that need none of it.</summary>
    public Guid? EditionId { get; init; }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/lint", async (LintText command, IQuerySession session, CancellationToken ct) =>
            {
                var room = command.EditionId is { } id
                    ? Room.Of(await Course.Read(session, id, ct) ?? throw KnownEdition.NotHeardOf(id))
                    : Room.Empty;
                return TypedResults.Ok(new Findings(Linting.Of([new LintedText(null, command.Section, command.Language, command.Text)], room)));
            })
            .Allow(Role.Delegation, Role.NoteTaker, Role.Operator, Role.Organizer, Role.Service)
            .WithName(nameof(LintText))
            .WithTags("Lint");
}
