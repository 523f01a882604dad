using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Scheduling.Floors;

/// <summary>Notes that the day's last speaker was heard, at the day's last plenary meeting: what is left of the list waits for another day, and replies are given the floor.</summary>
public sealed record NoteLastSpeaker
{
    /// <summary>When, not before what happened last; null for now, on the edition's clock.</summary>
    public DateTimeOffset? At { get; init; }

    /// <exception cref="Refusal">Somebody has the floor for a statement, or another plenary meeting of the day is still to sit.</exception>
    public IEnumerable<object> Decide(Floor floor, PlenaryDay day, DateTimeOffset now)
    {
        if (floor.LastSpeakerHeardAt is not null)
            yield break;
        if (floor.Speech?.Speaker.InscriptionId is not null)
            throw new Refusal("floor-taken", $"{floor.Speech.Speaker.Participant ?? floor.Speech.Speaker.Office} has the floor. End that speech first.");
        if (day.LaterMeeting is { } later)
            throw new Refusal("before-last-speaker", $"Plenary meeting {later} is still to sit on this day; the last speaker is heard there.");
        yield return new LastSpeakerHeard(floor.When(At, now));
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings/{id:guid}/floor/last-speaker", (
                Guid id, ExpectedVersion expected, NoteLastSpeaker? command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.DecideOnFloor(
                    id,
                    expected,
                    time,
                    async at =>
                    {
                        at.MustSit();
                        if (at.Meeting.Entry.Kind is not MeetingKind.Plenary)
                            throw new Refusal("not-a-plenary-meeting", "Rights of reply are given in plenary.");
                        var debate = await OrderOfCalling.Of(session, at.Meeting, at.Edition, ct);
                        return (command ?? new NoteLastSpeaker()).Decide(at.Floor, debate.Day, at.Now);
                    },
                    ct))
            .Allow(Role.Organizer)
            .WithName(nameof(NoteLastSpeaker))
            .WithTags("Floor");
}
