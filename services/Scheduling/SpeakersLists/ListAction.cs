using Forum.Hosting.Http;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>
/// What was done to a speakers' list in the chair's name, why and when. The reason stands here and not in the stream, so that it can be taken back should it name somebody after all.
/// </summary>
/// <param name="Act">The use case, e.g. <c>GrantLeave</c>.</param>
/// <param name="Subject">The inscription or exchange that it was done to; null when it concerns the whole list.</param>
/// <param name="At">On the edition's clock.</param>
public sealed record ListAction(Guid Id, Guid EditionId, string Act, Guid? Subject, string Reason, DateTimeOffset At);

internal static class ActingOnList
{
    public const int LongestReason = 1_000;

    /// <summary>Notes what is about to be done. It is kept with what comes of it, in one transaction, and not at all when nothing comes of it.</summary>
    public static void Note<TAct>(this IDocumentSession session, Guid editionId, Guid? subject, string reason, DateTimeOffset at) =>
        session.Insert(new ListAction(Guid.CreateVersion7(), editionId, typeof(TAct).Name, subject, reason, at));
}

/// <summary>What was done to a speakers' list with a reason, oldest first. Anybody may read it: the list is public, and so is why somebody stands where it does.</summary>
public static class ListActionsOnSpeakersList
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/editions/{id:guid}/speakers-list/actions", async (Guid id, Guid? after, int? limit, IQuerySession session, CancellationToken ct) =>
            {
                await session.RequireEdition(id, ct);
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var actions = session.Query<ListAction>().Where(action => action.EditionId == id);
                if (after is { } last)
                    actions = actions.Where(action => action.Id.CompareTo(last) > 0);
                return Page.Of(await actions.OrderBy(action => action.Id).Take(most + 1).ToListAsync(ct), most, action => action.Id.ToString());
            })
            .AllowAnonymous()
            .WithName(nameof(ListActionsOnSpeakersList))
            .WithTags("Speakers' list");
}
