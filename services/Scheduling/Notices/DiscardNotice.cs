using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Scheduling.Notices;

/// <summary>Leaves a notice unsent. The next one to the same delegation tells of its changes, too: the delegation was not told of them.</summary>
public sealed record DiscardNotice
{
    /// <summary>Why; the secretariat reads it, the delegation does not.</summary>
    [StringLength(1_000, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">It is not a draft any more.</exception>
    public IEnumerable<object> Decide(Notice notice, DateTimeOffset now)
    {
        notice.MustBeDraft();
        yield return new NoticeDiscarded(now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/notices/{id:guid}/discarding", async (Guid id, ExpectedVersion expected, DiscardNotice command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var (notice, edition) = await session.NoticeToSettle(id, ct);
                session.Store((await session.LoadAsync<NoticeText>(notice.Id, ct))! with { DiscardedBecause = command.Reason });
                return await session.Decide<Notice>(id, expected, state => command.Decide(state, edition.Now(time)), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(DiscardNotice))
            .WithTags("Notices");
}
