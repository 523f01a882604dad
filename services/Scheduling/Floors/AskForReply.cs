using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Meetings;
using Marten;
using Meeting = Forum.Scheduling.Meetings.Meeting;

namespace Forum.Scheduling.Floors;

/// <summary>
/// Asks for the right to reply to what was said on a day. It is given after the day's last speaker, twice at most to a delegation,
/// for ten minutes and then for five; whether the speakers' list is closed does not matter.
/// </summary>
public sealed record AskForReply
{
    /// <summary>Code of the participant that replies; null for the caller's own delegation.</summary>
    [RegularExpression("^[A-Z0-9]+(-[A-Z0-9]+)*$"), StringLength(32, MinimumLength = 2)]
    public string? Participant { get; init; }

    /// <param name="meeting">A meeting of the day that is replied to.</param>
    /// <param name="plenary">All plenary meetings of the edition.</param>
    /// <exception cref="Refusal">The day has not begun or is over, or the delegation has replied twice.</exception>
    public IEnumerable<object> Decide(RightsOfReply replies, Guid replyId, KnownDelegation delegation, Meeting meeting, IReadOnlyCollection<Meeting> plenary, DateTimeOffset now)
    {
        if (meeting.Entry.Kind is not MeetingKind.Plenary)
            throw new Refusal("not-a-plenary-meeting", "Rights of reply are given in plenary.");
        var day = PlenaryDay.Of(meeting, plenary);
        if (!day.Began)
            throw new Refusal("day-not-begun", "Nothing was said on this day yet. Ask once its first plenary meeting was convened.");
        if (meeting.Entry.State is not (MeetingState.Planned or MeetingState.InSession) && day.LaterMeeting is null)
            throw new Refusal("day-is-over", "The day's last plenary meeting has risen. A reply is asked for during the day.");
        if (delegation.IsAway())
            throw new Refusal("participant-withdrew", $"{delegation.Delegation.Participant} has withdrawn from this edition.", "participant");
        return replies.Ask(replyId, delegation.Id, delegation.Delegation.Participant, delegation.Delegation.Name, delegation.Delegation.Category, day.Date, now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings/{id:guid}/rights-of-reply", async (
                Guid id, AskForReply command, Caller caller, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var edition = await session.EditionOfMeeting(id, ct);
                var delegation = await session.DelegationThatActs(caller, edition.Id, command.Participant, ct);
                // All who ask take turns: nobody is told to try again.
                await session.TakeTurn($"replies/{edition.Id:N}", ct);
                var plenary = await session.Query<Meeting>().Where(other => other.Entry.EditionId == edition.Id && other.Entry.Kind == MeetingKind.Plenary).ToListAsync(ct);
                var meeting = plenary.FirstOrDefault(other => other.Id == id) ?? await session.Require<Meeting>(id, ct);
                var streamId = RightsOfReply.IdFor(edition.Id);
                var stream = await session.Events.FetchForWriting<RightsOfReply>(streamId, ct);
                var replyId = Guid.CreateVersion7();
                object[] events =
                [
                    .. command.Decide(stream.Aggregate ?? new RightsOfReply(), replyId, delegation, meeting, [.. plenary], edition.AtVenue(meeting.Entry.NotBeforeConvening(edition.Now(time)))),
                ];
                if (stream.Aggregate is null)
                    events = [new RightsOfReplyOpened(streamId, edition.Id), .. events];
                var version = (stream.CurrentVersion ?? 0) + events.Length;
                stream.AppendMany(events);
                return await session.Made(http, new Started(replyId, version, $"/editions/{edition.Id}/rights-of-reply"), ct);
            })
            .AcceptsIdempotencyKey<AskForReply>()
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(AskForReply))
            .WithTags("Rights of reply");
}

/// <summary>Finds out for whom somebody acts.</summary>
internal static class Acting
{
    /// <summary>The delegation that the request is for: the one it names, which the caller must act for, or the caller's own.</summary>
    /// <exception cref="Refusal">The secretariat did not say for whom, or there is no such delegation.</exception>
    /// <exception cref="Missing">It is another's.</exception>
    public static async Task<KnownDelegation> DelegationThatActs(this IQuerySession session, Caller caller, Guid editionId, string? participant, CancellationToken ct)
    {
        var code = participant ?? caller.Delegation ?? throw new Refusal("participant-not-named", "Say for which participant.", "participant");
        caller.MustActFor(code, "participant", code);
        return await session.Query<KnownDelegation>().Where(known => known.Delegation.EditionId == editionId && known.Delegation.Participant == code).FirstOrDefaultAsync(ct)
            ?? throw new Refusal("participant-unknown", $"No delegation of {code} is known in this edition. If it was announced just now, try again shortly.", "participant");
    }
}
