using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;
using Meeting = Forum.Scheduling.Meetings.Meeting;

namespace Forum.Scheduling.Floors;

/// <summary>The floor of a meeting as it stands, whoever looks at it and when.</summary>
/// <param name="Next">Who is to be called, in order, five at most.</param>
public sealed record FloorMoment(Floor Floor, Meeting Meeting, KnownEdition Edition, IReadOnlyList<Call> Next, FloorChange Change = FloorChange.Snapshot)
{
    private const int Shown = 5;

    /// <summary>
    /// Tells one moment from another, the same on every replica: the version of the floor, a point, and a mark of what stands beside it: who is next and where the meeting stands.
    /// </summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Floor.Version}.{Mark(Next, Meeting.Entry.State)}");

    /// <summary>The meeting has risen and nobody has the floor: nothing will change any more.</summary>
    public bool IsOver => Meeting.Entry.State is not (MeetingState.Planned or MeetingState.InSession) && Floor.Speech is null;

    /// <summary>The version of the floor that an id tells of; null when it is none.</summary>
    public static long? VersionOf(string? id) =>
        id?.Split('.') is [var version, _] && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <exception cref="Missing">There is no such meeting.</exception>
    public static async Task<FloorMoment> Of(IQuerySession session, Guid meetingId, CancellationToken ct)
    {
        var meeting = await session.Require<Meeting>(meetingId, ct);
        var edition = await session.RequireEdition(meeting.Entry.EditionId, ct);
        var floor = await session.LoadAsync<Floor>(Floor.IdFor(meetingId), ct) ?? FloorAtWork.Untouched(meeting);
        return new FloorMoment(floor, meeting, edition, await UpNext(session, floor, meeting, edition, ct));
    }

    private static async Task<IReadOnlyList<Call>> UpNext(IQuerySession session, Floor floor, Meeting meeting, KnownEdition edition, CancellationToken ct)
    {
        if (meeting.Entry is not { Kind: MeetingKind.Plenary, State: MeetingState.Planned or MeetingState.InSession })
            return [];
        return [.. (await OrderOfCalling.Of(session, meeting, edition, ct)).UpNext(floor).Take(Shown)];
    }

    private static string Mark(IEnumerable<Call> next, MeetingState state)
    {
        var told = string.Join('|', next.Select(call => $"{call.Speaker.InscriptionId ?? call.Speaker.ReplyId}/{call.LimitSeconds}").Prepend(state.ToString()));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(told)).AsSpan(0, 4));
    }
}
