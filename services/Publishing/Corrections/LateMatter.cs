using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Proceedings;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.Corrections;

/// <summary>Something that was said was recorded after the summary had been issued: it is for the secretariat to say what comes of it. The text itself is left alone.</summary>
public sealed record LateMatterNoted(LateMatter Matter, DateTimeOffset At);

/// <summary>The secretariat said what comes of it.</summary>
public sealed record LateMatterSettled(Guid MatterId, LateMatterOutcome Outcome, string Reason, DateTimeOffset At) : IByHand
{
    public string? By { get; init; }

    object IByHand.OfHand(string subject) => this with { By = subject };
}

/// <summary>What was recorded.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LateMatterKind>))]
public enum LateMatterKind
{
    Point,
    InterventionNote,
}

/// <summary>What comes of a late matter.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LateMatterOutcome>))]
public enum LateMatterOutcome
{
    /// <summary>The issued text is wrong without it.</summary>
    Corrigendum,

    /// <summary>It is new matter.</summary>
    Addendum,

    NoChange,
}

/// <summary>What was recorded after the issue, without its words and without who said it.</summary>
public sealed record LateMatter
{
    public required Guid Id { get; init; }
    public required LateMatterKind Kind { get; init; }

    /// <summary>Id of the point or the note.</summary>
    public required Guid Source { get; init; }

    /// <summary>On the edition's clock.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Null while nobody has said what comes of it, as is the reason.</summary>
    public LateMatterOutcome? Outcome { get; init; }

    public string? Reason { get; init; }
}

/// <summary>Says what comes of something that was recorded after the issue: a corrigendum, an addendum, or no change; each with its reason. Asked twice, done once.</summary>
public sealed record SettleLateMatter
{
    public required LateMatterOutcome Outcome { get; init; }

    [StringLength(1_000, MinimumLength = 3)]
    public required string Reason { get; init; }

    /// <exception cref="Missing">There is no such matter.</exception>
    /// <exception cref="Refusal">It was said otherwise before.</exception>
    public IEnumerable<object> Decide(Summary summary, Guid matterId, DateTimeOffset now)
    {
        var matter = summary.LateMatters.FirstOrDefault(matter => matter.Id == matterId) ?? throw new Missing("late matter", matterId);
        if (matter.Outcome == Outcome)
            yield break;
        if (matter.Outcome is { } settled)
            throw new Refusal("late-matter-settled", $"It was settled already, as {settled}: {matter.Reason}", "outcome");
        yield return new LateMatterSettled(matterId, Outcome, Reason.Trim(), now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(
                "/summaries/{id:guid}/late-matters/{matter:guid}/settlement",
                async (Guid id, Guid matter, ExpectedVersion expected, SettleLateMatter command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                {
                    var now = await session.EditionTime(id, time, ct);
                    return await session.Decide<Summary>(id, expected, summary => command.Decide(summary, matter, now).SignedBy(caller), ct);
                })
            .Allow(Role.Organizer)
            .WithName(nameof(SettleLateMatter))
            .WithTags("Corrigenda");
}

/// <summary>Lets issued summaries know of what is recorded after them, in the transaction that records it.</summary>
public static class LateMatters
{
    /// <summary>What is recorded and what is issued of an edition takes turns, so that nothing falls between the two.</summary>
    internal static string TurnOf(Guid editionId) => $"late-matters/{editionId:N}";

    /// <summary>Opens the question what comes of it in every issued summary of the edition that is not replaced. The caller commits.</summary>
    public static async Task NoteIfLate(this IDocumentSession session, KnownEdition edition, LateMatterKind kind, Guid source, DateTimeOffset now, CancellationToken ct)
    {
        await session.TakeTurn(TurnOf(edition.Id), ct);
        var issued = await session.Query<Summary>().Where(summary => summary.EditionId == edition.Id && summary.Symbol != null).OrderBy(summary => summary.Id).ToListAsync(ct);
        foreach (var summary in issued.Where(summary => summary.State is not SummaryState.Superseded))
        {
            var stream = await session.Events.FetchForWriting<Summary>(summary.Id, ct);
            stream.AppendMany([.. Decide(stream.Aggregate!, kind, source, now)]);
        }
    }

    /// <summary>The same point or note is a late matter once.</summary>
    public static IEnumerable<object> Decide(Summary summary, LateMatterKind kind, Guid source, DateTimeOffset now)
    {
        if (summary.IsIssued() && summary.LateMatters.All(matter => matter.Source != source))
            yield return new LateMatterNoted(new LateMatter { Id = Guid.CreateVersion7(), Kind = kind, Source = source, RecordedAt = now }, now);
    }
}
