using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Releases;
using Marten;

namespace Forum.Scheduling.Notices;

/// <summary>Puts a notice into the organizer's own words, before it is approved.</summary>
public sealed record RewordNotice
{
    [StringLength(10_000, MinimumLength = 1)]
    public required string Text { get; init; }

    /// <exception cref="Refusal">It is not a draft any more.</exception>
    public IEnumerable<object> Decide(Notice notice, DateTimeOffset now)
    {
        notice.MustBeDraft();
        yield return new NoticeReworded(now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/notices/{id:guid}/text", async (Guid id, ExpectedVersion expected, RewordNotice command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var (notice, edition) = await session.NoticeToSettle(id, ct);
                session.Store((await session.LoadAsync<NoticeText>(notice.Id, ct))! with { Text = command.Text });
                return await session.Decide<Notice>(id, expected, state => command.Decide(state, edition.Now(time)), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(RewordNotice))
            .WithTags("Notices");
}

/// <summary>What those have in common who change a notice.</summary>
internal static class SettlingNotices
{
    /// <exception cref="Missing">There is no such notice.</exception>
    public static async Task<(Notice Notice, KnownEdition Edition)> NoticeToSettle(this IQuerySession session, Guid id, CancellationToken ct)
    {
        var notice = await session.Require<Notice>(id, ct);
        return (notice, await session.RequireEdition(notice.Matter.EditionId, ct));
    }

    /// <summary>Whoever looks at the outbox at once would find it empty, and think that nobody is to be told.</summary>
    /// <exception cref="Missing">There is no such release.</exception>
    /// <exception cref="Refusal">The notices of the release are being drafted still.</exception>
    public static async Task MustBeDraftedFor(this IQuerySession session, Guid editionId, int release, CancellationToken ct)
    {
        await session.RequireRelease(editionId, release, ct);
        if (await session.LoadAsync<DraftedNotices>(editionId, ct) is not { } drafted || drafted.Release < release)
            throw new Refusal("notices-being-drafted", $"The notices of release {release} are being drafted. Try again shortly.", "release") { TakenByAnother = true };
    }

    /// <exception cref="Refusal">It was issued, discarded or superseded.</exception>
    public static void MustBeDraft(this Notice notice)
    {
        if (notice.State is not NoticeState.Drafted)
            throw new Refusal("notice-settled", notice.State switch
            {
                NoticeState.Issued => "The delegation was told already.",
                NoticeState.Discarded => "The notice was discarded.",
                _ => "A later release has superseded the notice; look at the one that took its place.",
            });
    }
}
