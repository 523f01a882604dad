using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.Notices;

/// <summary>Approves one notice, or all of a release that are still drafts. What is approved is announced to its delegation: it stands in its event feed, goes to its webhooks and can be read here.</summary>
public static class ApproveNotices
{
    /// <exception cref="Refusal">It is not a draft any more.</exception>
    public static IEnumerable<object> Decide(Notice notice, DateTimeOffset now)
    {
        notice.MustBeDraft();
        yield return new NoticeIssued(notice.Matter, notice.Reworded, now);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/notices/{id:guid}/approval", async (Guid id, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var (notice, edition) = await session.NoticeToSettle(id, ct);
                // So that whoever drafts the notices of a release knows what was told before, and what was not.
                await session.TakeTurn(edition.Id, ct);
                session.Store(ToldOfRelease.Of(notice.Matter));
                return await session.Decide<Notice>(id, expected, state => Decide(state, edition.Now(time)), ct);
            })
            .Allow(Role.Organizer)
            .WithName("ApproveNotice")
            .WithSummary("Approves a notice, so that its delegation is told")
            .WithTags("Notices");

        routes.MapPost("/editions/{id:guid}/releases/{number:int}/notices/approval", async (Guid id, int number, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = await session.RequireEdition(id, ct);
                await session.MustBeDraftedFor(id, number, ct);
                // So that no notice is superseded in between.
                await session.TakeTurn(id, ct);
                var drafts = await session.Query<Notice>()
                    .Where(notice => notice.Matter.EditionId == id && notice.Matter.Release == number && notice.State == NoticeState.Drafted)
                    .OrderBy(notice => notice.Id)
                    .ToListAsync(ct);
                foreach (var draft in drafts)
                {
                    var stream = await session.Events.FetchForWriting<Notice>(draft.Id, ct);
                    stream.AppendMany([.. Decide(stream.Aggregate!, edition.Now(time))]);
                    session.Store(ToldOfRelease.Of(draft.Matter));
                }

                await session.SaveChangesAsync(ct);
                return TypedResults.Ok(new ApprovedNotices([.. drafts.Select(draft => draft.Id)]));
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ApproveNotices))
            .WithSummary("Approves all notices of a release that nobody has settled yet; asked again, it finds none")
            .WithTags("Notices");
    }
}

/// <summary>What was approved just now.</summary>
/// <param name="NoticeIds">Of the notices whose delegations are told.</param>
public sealed record ApprovedNotices(IReadOnlyList<Guid> NoticeIds);
