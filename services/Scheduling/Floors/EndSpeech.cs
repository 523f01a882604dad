using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Forum.Scheduling.SpeakersLists;
using Marten;

namespace Forum.Scheduling.Floors;

/// <summary>
/// Ends the speech of who has the floor. A statement is noted on the speakers' list as delivered, in the same commit, unless that was noted already;
/// a reply counts as one of the delegation's two.
/// </summary>
public sealed record EndSpeech
{
    /// <summary>When, not before what happened last; null for now, on the edition's clock.</summary>
    public DateTimeOffset? At { get; init; }

    /// <exception cref="Refusal">Nobody has the floor, or the speaker has not begun.</exception>
    public IEnumerable<object> Decide(Floor floor, DateTimeOffset now)
    {
        var speech = floor.MustBeHeld();
        if (speech.StartedAt is null)
            throw new Refusal("speech-not-started", "The speaker has not begun. Start the speech first, or call the speaker absent.");
        var at = floor.When(At, now);
        yield return new SpeechEnded(speech.Id, speech.Used(at), at);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings/{id:guid}/floor/end", (
                Guid id, ExpectedVersion expected, EndSpeech? command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.DecideOnFloor(id, expected, time, at => (command ?? new EndSpeech()).End(session, at, ct), ct))
            .Allow(Role.Organizer)
            .WithName(nameof(EndSpeech))
            .WithTags("Floor");

    private async Task<IEnumerable<object>> End(IDocumentSession session, FloorAtWork at, CancellationToken ct)
    {
        var speech = at.Floor.MustBeHeld();
        object[] events = [.. Decide(at.Floor, at.Now)];
        var ended = at.Edition.AtVenue(events.OfType<SpeechEnded>().Single().At);
        if (speech.Speaker.InscriptionId is { } inscription)
        {
            // What changes the list from outside takes this turn, too: the presiding officer does not come second to an inscription.
            await session.TakeTurn(at.Edition.Id, ct);
            var list = await session.Events.FetchForWriting<SpeakersList>(at.Edition.Id, ct);
            list.AppendMany((list.Aggregate ?? new SpeakersList()).Deliver(inscription, await session.TakenOff(at.Edition.Id, list.Aggregate, inscription, ct), at.Meeting.Id, ended));
            session.NoLongerSpeaks(inscription);
        }

        if (speech.Speaker is { ReplyId: { } reply, DelegationId: { } delegation })
        {
            var replies = await session.Events.FetchForWriting<RightsOfReply>(RightsOfReply.IdFor(at.Edition.Id), ct);
            replies.AppendOne(new RightOfReplyExercised(at.Edition.Id, reply, delegation, speech.Speaker.Participant!, at.Meeting.Id, speech.Speaker.ReplyNumber!.Value, ended));
        }

        return events;
    }
}

/// <summary>What the speakers' list is told when a statement ends.</summary>
internal static class Delivering
{
    /// <summary>Notes the statement once, whatever became of its place on the list while it was made.</summary>
    /// <param name="takenOff">The inscription, when it was withdrawn meanwhile: who has spoken has spoken.</param>
    public static IEnumerable<object> Deliver(this SpeakersList list, Guid inscriptionId, Inscription? takenOff, Guid meetingId, DateTimeOffset at) => (list.Find(inscriptionId), takenOff) switch
    {
        ({ Statement: null } entry, _) => list.Settle([new StatementDelivered(entry.Inscription, meetingId, at)]),
        (null, { } gone) when list.Entries.TrueForAll(entry => entry.Inscription.DelegationId != gone.DelegationId) =>
            list.Settle([new SpeakerInscribed(gone), new StatementDelivered(gone, meetingId, at)]),
        _ => [],
    };

    /// <summary>The inscription as it stood when it was taken off the list; null when it stands there.</summary>
    public static async Task<Inscription?> TakenOff(this IDocumentSession session, Guid editionId, SpeakersList? list, Guid inscriptionId, CancellationToken ct) =>
        list?.Find(inscriptionId) is not null
            ? null
            : (await session.Events.FetchStreamAsync(editionId, token: ct)).Select(e => e.Data).OfType<InscriptionWithdrawn>().LastOrDefault(e => e.Inscription.Id == inscriptionId)?.Inscription;
}
