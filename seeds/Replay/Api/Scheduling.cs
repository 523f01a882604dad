using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Replay.Data;

namespace Forum.Replay.Api;

/// <summary>A room, as Scheduling shows it.</summary>
public sealed record RoomSeen(Guid Id, string Name);

/// <summary>A meeting, as Scheduling shows it.</summary>
public sealed record MeetingSeen(
    Guid Id,
    long Version,
    MeetingKind Kind,
    int Number,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    IReadOnlyList<Officer> Officers,
    MeetingState State,
    DateTimeOffset? ConvenedAt,
    DateTimeOffset? ConcludedAt);

/// <summary>A round table, as Scheduling shows it.</summary>
public sealed record RoundTableSeen(Guid Id, int Number);

/// <summary>The speakers' list, as Scheduling shows it.</summary>
public sealed record SpeakersListSeen(long Version, IReadOnlyList<SpeakerSeen> Items);

/// <summary>A line of the speakers' list.</summary>
/// <param name="InscriptionId"></param>
/// <param name="Office">Null for a participant.</param>
/// <param name="Participant">Null for an opener.</param>
/// <param name="DeliveredAt">Null before the statement.</param>
public sealed record SpeakerSeen(Guid InscriptionId, string? Office, string? Participant, DateTimeOffset? DeliveredAt);

/// <summary>How far the edition has come at Scheduling.</summary>
public sealed record CountsSeen(SpeakersCounted Speakers, SeatsCounted Seats);

/// <summary>Participants on the list, whether they have spoken or not.</summary>
public sealed record SpeakersCounted(int InscribedDebate);

/// <summary>Confirmed seats by category.</summary>
public sealed record SeatsCounted(int Confirmed, IReadOnlyDictionary<ParticipantCategory, int> ByCategory);

/// <summary>The part of Scheduling's API that the replay uses.</summary>
public sealed class Scheduling(Origin origin)
{
    private const string Root = "api/scheduling";

    public Task<IReadOnlyList<RoomSeen>> Rooms(Guid edition, CancellationToken ct) => origin.List<RoomSeen>(Who.Anybody, $"{Root}/rooms?edition={edition}", ct);

    public Task<IReadOnlyList<MeetingSeen>> Meetings(Guid edition, CancellationToken ct) => origin.List<MeetingSeen>(Who.Anybody, $"{Root}/meetings?edition={edition}", ct);

    public Task<IReadOnlyList<RoundTableSeen>> RoundTables(Guid edition, CancellationToken ct) =>
        origin.List<RoundTableSeen>(Who.Anybody, $"{Root}/round-tables?edition={edition}", ct);

    public Task<SpeakersListSeen?> SpeakersList(Guid edition, CancellationToken ct) =>
        origin.Read<SpeakersListSeen>(Who.Anybody, $"{Root}/editions/{edition}/speakers-list", ct);

    public Task<CountsSeen?> Counts(Guid edition, CancellationToken ct) => origin.Read<CountsSeen>(Who.Anybody, $"{Root}/editions/{edition}/counts", ct);

    public Task<Made> RegisterRoom(Guid edition, PlannedRoom room, CancellationToken ct) =>
        origin.Create(Who.Organizer, $"{Root}/rooms", new { EditionId = edition, room.Name, room.Capacity }, $"replay/{edition:N}/room/{Key(room.Name)}", ct);

    public Task<Made> PlanMeeting(Guid edition, PlannedMeeting meeting, Guid room, CancellationToken ct) => origin.Create(
        Who.Organizer,
        $"{Root}/meetings",
        new { EditionId = edition, meeting.Kind, meeting.Number, meeting.Title, meeting.StartsAt, meeting.EndsAt, RoomId = room },
        $"replay/{edition:N}/meeting/{meeting.Kind}/{meeting.Number}",
        ct);

    public Task<Made> PlanRoundTable(Guid edition, PlannedRoundTable table, Guid meeting, CancellationToken ct) => origin.Create(
        Who.Organizer,
        $"{Root}/round-tables",
        new { EditionId = edition, table.Number, table.Topic, MeetingId = meeting, table.Capacity },
        $"replay/{edition:N}/round-table/{table.Number}",
        ct);

    /// <summary>Names the officer, unless the same person holds the office already, or somebody who is as little known.</summary>
    public Task<MeetingSeen> Designate(Guid meeting, Officer officer, CancellationToken ct) => origin.Bring(
        () => Meeting(meeting, ct),
        seen => seen.Officers.Any(held => held.Role == officer.Role && held.Name == officer.Name),
        (seen, patience) => origin.Change(Who.Organizer, HttpMethod.Post, $"{Root}/meetings/{meeting}/officers", officer, seen.Version, patience, ct));

    /// <summary>Convenes the meeting, unless it was convened already.</summary>
    public Task<MeetingSeen> Convene(Guid meeting, DateTimeOffset at, CancellationToken ct) => origin.Bring(
        () => Meeting(meeting, ct),
        seen => seen.State is not MeetingState.Planned,
        (seen, patience) => origin.Change(Who.Organizer, HttpMethod.Post, $"{Root}/meetings/{meeting}/convening", new { At = at }, seen.Version, patience, ct));

    /// <summary>Concludes the meeting, unless it was concluded already.</summary>
    public Task<MeetingSeen> Conclude(Guid meeting, DateTimeOffset at, CancellationToken ct) => origin.Bring(
        () => Meeting(meeting, ct),
        seen => seen.State is MeetingState.Concluded,
        (seen, patience) => origin.Change(Who.Organizer, HttpMethod.Post, $"{Root}/meetings/{meeting}/conclusion", new { At = at }, seen.Version, patience, ct));

    /// <summary>Puts the office on the list of those who open, unless it stands there already.</summary>
    public Task<SpeakersListSeen?> InscribeOpener(Guid edition, Opener opener, CancellationToken ct) => origin.Bring(
        () => SpeakersList(edition, ct),
        seen => seen?.Items.Any(speaker => speaker.Office == opener.Office) is true,
        (seen, patience) => origin.Change(Who.Organizer, HttpMethod.Post, $"{Root}/editions/{edition}/speakers-list/openers", opener, seen?.Version ?? 0, patience, ct));

    public Task<long?> Deliver(Guid edition, Guid inscription, Guid meeting, DateTimeOffset at, long version, Patience patience, CancellationToken ct) => origin.Change(
        Who.Organizer, HttpMethod.Post, $"{Root}/editions/{edition}/speakers-list/{inscription}/delivery", new { MeetingId = meeting, DeliveredAt = at }, version, patience, ct);

    private async Task<MeetingSeen> Meeting(Guid meeting, CancellationToken ct) =>
        await origin.Read<MeetingSeen>(Who.Anybody, $"{Root}/meetings/{meeting}", ct) ?? throw new Refused("not-found", $"The meeting {meeting} is not there any more.");

    /// <summary>A name as part of a key: letters and digits only.</summary>
    private static string Key(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit));
}
