using System.Collections.Immutable;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.Notices;

/// <summary>A notice as the organizer reviews it and, once it was issued, as its delegation reads it.</summary>
/// <param name="Participant">Code of the participant that it is for.</param>
/// <param name="Release">The release that it tells of.</param>
/// <param name="ToldOf">The release that the delegation was told of before; null when of none.</param>
/// <param name="Changes">What is different for the delegation, a sentence each.</param>
/// <param name="MeetingIds">The meetings that are spoken of.</param>
/// <param name="Text">What the delegation reads.</param>
/// <param name="Reworded">True when the text is the organizer's, and not the one that was drafted.</param>
/// <param name="DiscardedBecause">Null unless it was discarded.</param>
/// <param name="DraftedAt">On the edition's clock.</param>
/// <param name="SettledAt">When it was issued, discarded or superseded, on the edition's clock.</param>
public sealed record NoticeToDelegation(
    Guid Id,
    long Version,
    Guid EditionId,
    string Participant,
    int Release,
    int? ToldOf,
    NoticeState State,
    ImmutableList<string> Changes,
    ImmutableList<Guid> MeetingIds,
    string Text,
    bool Reworded,
    string? DiscardedBecause,
    DateTimeOffset DraftedAt,
    DateTimeOffset? SettledAt)
{
    internal static NoticeToDelegation Of(Notice notice, NoticeText text) => new(
        notice.Id,
        notice.Version,
        notice.Matter.EditionId,
        notice.Matter.Participant,
        notice.Matter.Release,
        notice.Matter.ToldOf,
        notice.State,
        notice.Matter.Changes,
        notice.Matter.MeetingIds,
        text.Text,
        notice.Reworded,
        text.DiscardedBecause,
        notice.DraftedAt,
        notice.SettledAt);
}

/// <summary>The outbox, for the organizer; and what a delegation was told, for that delegation. What is not issued, and what is another's, does not exist for a delegation.</summary>
public static class ReadNotices
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/editions/{id:guid}/notices", async (
                Guid id, int? release, NoticeState? state, string? participant, Guid? after, int? limit, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                await session.RequireEdition(id, ct);
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var notices = session.Query<Notice>().Where(notice => notice.Matter.EditionId == id);
                if (!caller.Is(Role.Organizer))
                {
                    var own = caller.Delegation ?? "";
                    notices = notices.Where(notice => notice.Matter.Participant == own && notice.State == NoticeState.Issued);
                }

                if (release is { } number)
                {
                    if (caller.Is(Role.Organizer))
                        await session.MustBeDraftedFor(id, number, ct);
                    notices = notices.Where(notice => notice.Matter.Release == number);
                }

                if (state is { } asked)
                    notices = notices.Where(notice => notice.State == asked);
                if (participant is not null)
                    notices = notices.Where(notice => notice.Matter.Participant == participant);
                if (after is { } last)
                    notices = notices.Where(notice => notice.Id.CompareTo(last) > 0);
                var found = await notices.OrderBy(notice => notice.Id).Take(most + 1).ToListAsync(ct);
                var texts = (await session.LoadManyAsync<NoticeText>(ct, [.. found.Select(notice => notice.Id)])).ToDictionary(text => text.Id);
                return Page.Of([.. found.Select(notice => NoticeToDelegation.Of(notice, texts[notice.Id]))], most, notice => notice.Id.ToString());
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName("ListNotices")
            .WithSummary("Lists the notices of an edition: to the organizer all, to a delegation those that it was sent")
            .WithTags("Notices");

        routes.MapGet("/notices/{id:guid}", async (Guid id, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                var notice = await session.Require<Notice>(id, ct);
                if (!caller.Is(Role.Organizer) && notice.State is not NoticeState.Issued)
                    throw new Missing("notice", id);
                caller.MustActFor(notice.Matter.Participant, "notice", id);
                return new Versioned<NoticeToDelegation>(NoticeToDelegation.Of(notice, (await session.LoadAsync<NoticeText>(id, ct))!), notice.Version);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName("ReadNotice")
            .WithSummary("Shows a notice")
            .WithTags("Notices");
    }
}
