using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Corrections;
using Forum.Publishing.Lint;
using Forum.Publishing.Proceedings;
using Marten;

namespace Forum.Publishing.Points;

/// <summary>Opens a point that gathers intervention notes. How widely it was held is counted from them; nobody says it by hand.</summary>
public sealed record OpenPoint
{
    public required Guid EditionId { get; init; }

    /// <summary>Number of the round table at which it was made; null for the plenary.</summary>
    [Range(1, 999)]
    public int? RoundTable { get; init; }

    public required WordedPoint Wording { get; init; }

    /// <summary>Ids of notes that it begins with.</summary>
    [MaxLength(1_000)]
    public IReadOnlyList<Guid> Notes { get; init; } = [];

    /// <exception cref="Refusal">The wording names somebody, or reads as a negotiated outcome.</exception>
    public IEnumerable<object> Decide(Guid id, DateTimeOffset now)
    {
        yield return new PointOpened(id, EditionId, RoundTable, Wording.Read(), now);
        if (Notes.Count > 0)
            yield return new NotesGathered([.. Notes.Distinct()], now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/points/openings", async (OpenPoint command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var edition = await session.LoadAsync<KnownEdition>(command.EditionId, ct) ?? throw KnownEdition.NotHeardOf(command.EditionId);
                var id = Guid.CreateVersion7();
                var now = edition.Clock.Now(time);
                var events = command.Decide(id, now).ToArray();
                await session.NoteIfLate(edition, LateMatterKind.Point, id, now, ct);
                return await session.Start<Point>(http, id, events, $"/points/{id}", ct);
            })
            .AcceptsIdempotencyKey<OpenPoint>()
            .Allow(Role.NoteTaker, Role.Organizer)
            .WithName(nameof(OpenPoint))
            .WithTags("Points");
}

/// <summary>What a point says, without how many held it.</summary>
public sealed record WordedPoint
{
    /// <summary>Under which it stands with others in a summary.</summary>
    [StringLength(200, MinimumLength = 1)]
    public required string Topic { get; init; }

    /// <summary>Who, e.g. "participants"; no person, no delegation.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string Subject { get; init; } = "participants";

    /// <summary>How they said it, in the past, e.g. "noted".</summary>
    [StringLength(60, MinimumLength = 2)]
    public string Verb { get; init; } = "noted";

    /// <summary>What they held, as a clause without its that, e.g. "remittances were private flows".</summary>
    [StringLength(2_000, MinimumLength = 2)]
    public required string Claim { get; init; }

    /// <summary>What others held against it, as a sentence, e.g. "Others preferred temporary schemes"; null for a sentence that says only that there were such.</summary>
    [StringLength(2_000, MinimumLength = 2)]
    public string? Counter { get; init; }

    /// <exception cref="Refusal">A word is missing, or the wording names somebody or reads as a negotiated outcome.</exception>
    internal PointWording Read()
    {
        foreach (var (word, field) in new[] { (Topic, "wording.topic"), (Subject, "wording.subject"), (Verb, "wording.verb"), (Claim, "wording.claim"), (Counter ?? "none", "wording.counter") })
        {
            if (string.IsNullOrWhiteSpace(word))
                throw new Refusal("wording-empty", "A point is worded in words.", field);
        }

        var wording = new PointWording(Topic.Trim(), Subject.Trim(), Verb.Trim(), Claim.Trim().TrimEnd('.'), Counter?.Trim());
        MustBeClean(wording.Sentence(Quantifier.Many), "wording.claim");
        MustBeClean(wording.Topic, "wording.topic");
        MustBeClean(wording.CounterSentence(), "wording.counter");
        return wording;
    }

    /// <summary>Points are kept when the notes are erased, and stand in what is published: nobody may be told by them.</summary>
    private static void MustBeClean(string text, string field)
    {
        if (Linting.Of([new LintedText(null, SectionKind.Body, "en", text)], Room.Empty).FirstOrDefault(finding => finding.Severity is Severity.Error) is { } finding)
            throw new Refusal("wording-not-clean", $"The wording breaks the rule {finding.Rule}. {finding.Suggestion}", field);
    }
}
