using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Forum.Scheduling.SpeakersLists;
using Marten;

namespace Forum.Scheduling.Floors;

/// <summary>
/// Notes that whoever has the floor is not in the room. The speakers' list says, in the same commit, when a speaker is called again; a right of reply lapses.
/// </summary>
public sealed record CallAbsent
{
    /// <summary>When, not before what happened last; null for now, on the edition's clock.</summary>
    public DateTimeOffset? At { get; init; }

    /// <exception cref="Refusal">Nobody has the floor, or the speaker is there and has begun.</exception>
    public IEnumerable<object> Decide(Floor floor, DateTimeOffset now)
    {
        var speech = floor.MustBeHeld();
        if (speech.StartedAt is not null)
            throw new Refusal("speech-started", "The speaker has begun, and so is not absent. End the speech.");
        yield return new CalledInVain(speech.Id, speech.Speaker, floor.When(At, now));
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings/{id:guid}/floor/absence", (
                Guid id, ExpectedVersion expected, CallAbsent? command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.DecideOnFloor(id, expected, time, at => (command ?? new CallAbsent()).Call(session, at, ct), ct))
            .Allow(Role.Organizer)
            .WithName(nameof(CallAbsent))
            .WithTags("Floor");

    private async Task<IEnumerable<object>> Call(IDocumentSession session, FloorAtWork at, CancellationToken ct)
    {
        object[] events = [.. Decide(at.Floor, at.Now)];
        var absent = events.OfType<CalledInVain>().Single();
        if (absent.Speaker.InscriptionId is { } inscription)
        {
            session.NoLongerSpeaks(inscription);
            await session.TakeTurn(at.Edition.Id, ct);
            var list = await session.Events.FetchForWriting<SpeakersList>(at.Edition.Id, ct);
            list.AppendMany(Noted(list.Aggregate, inscription, absent.At));
        }

        if (absent.Speaker.ReplyId is { } reply)
        {
            var replies = await session.Events.FetchForWriting<RightsOfReply>(RightsOfReply.IdFor(at.Edition.Id), ct);
            replies.AppendOne(new RightOfReplyLapsed(reply, absent.At));
        }

        return events;
    }

    /// <summary>What the list makes of it. Offices that open, and speakers of a list whose slots are not confirmed, keep their places: they are called again when the others were heard.</summary>
    private static IEnumerable<object> Noted(SpeakersList? list, Guid inscription, DateTimeOffset at) =>
        list?.Find(inscription) is { Statement: null, Inscription.Kind: StatementKind.Debate } && (list.Plan is null || list.ConfirmedAt is not null)
            ? NoteAbsence.Decide(list, inscription, at)
            : [];
}
