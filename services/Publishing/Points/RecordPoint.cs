using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Corrections;
using Forum.Publishing.Proceedings;
using Marten;

namespace Forum.Publishing.Points;

/// <summary>Records a point that was made, in the recorder's words, and how widely it was held.</summary>
public sealed record RecordPoint
{
    public required Guid EditionId { get; init; }

    /// <summary>Number of the round table at which it was made; null for the plenary, or when it is not known.</summary>
    [Range(1, 999)]
    public int? RoundTable { get; init; }

    public required Quantifier Quantifier { get; init; }

    /// <summary>Who, e.g. "participants"; no person, no delegation.</summary>
    [StringLength(200, MinimumLength = 1)]
    public required string Subject { get; init; }

    /// <summary>What they said, with its verb, e.g. "warned that …".</summary>
    [StringLength(2_000, MinimumLength = 2)]
    public required string Statement { get; init; }

    /// <summary>The paragraph of the summary it is meant for; null when that is open.</summary>
    [Range(1, 9_999)]
    public int? Paragraph { get; init; }

    /// <exception cref="Refusal">There are no words in it.</exception>
    public IEnumerable<object> Decide(Guid id, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(Statement))
            throw new Refusal("statement-empty", "A point says something. Give the statement in words.", "statement");
        if (string.IsNullOrWhiteSpace(Subject) && !QuantifierPhrase.IsImpersonal(Quantifier))
            throw new Refusal("subject-empty", "With this quantifier the sentence needs a subject, such as participants.", "subject");
        yield return new PointRecorded(id, EditionId, RoundTable, Quantifier, Subject.Trim(), Statement.Trim(), Paragraph, now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/points", async (RecordPoint command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var edition = await session.LoadAsync<KnownEdition>(command.EditionId, ct) ?? throw KnownEdition.NotHeardOf(command.EditionId);
                var id = Guid.CreateVersion7();
                var now = edition.Clock.Now(time);
                await session.NoteIfLate(edition, LateMatterKind.Point, id, now, ct);
                return await session.Start<Point>(http, id, command.Decide(id, now), $"/points/{id}", ct);
            })
            .AcceptsIdempotencyKey<RecordPoint>()
            .Allow(Role.NoteTaker, Role.Organizer)
            .WithName(nameof(RecordPoint))
            .WithTags("Points");
}
