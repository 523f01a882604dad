using System.Collections.Immutable;
using Forum.Contracts.Scheduling;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Meetings;
using Forum.Scheduling.Releases;

namespace Forum.Scheduling.Tests.Releases;

/// <summary>Programmes to test with.</summary>
internal static class Programmes
{
    public static readonly Guid Room2 = Guid.CreateVersion7(), Room4 = Guid.CreateVersion7();

    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["FIN"] = "Finland",
        ["KEN"] = "Kenya",
        ["PER"] = "Peru",
        ["CHL"] = "Chile",
    };

    public static readonly WordsOfChange Words = new(Names);

    /// <summary>Long before any day is frozen.</summary>
    public static readonly DateTimeOffset June = Dialogue.Known.AtVenue(Dialogue.Noon);

    /// <summary>On the evening before the first day, when that is frozen and the second is not.</summary>
    public static readonly DateTimeOffset EveningBefore = Dialogue.Summer(13, 20);

    public static ReleasedMeeting Plenary(int number = 1, int day = 14, int from = 10) => new()
    {
        Id = Guid.CreateVersion7(),
        Kind = MeetingKind.Plenary,
        Number = number,
        Title = $"Plenary meeting number {number}",
        StartsAt = Dialogue.Summer(day, from),
        EndsAt = Dialogue.Summer(day, from + 3),
        ChangedAt = default,
    };

    public static ReleasedMeeting RoundTable(int number = 2, int day = 15, int from = 15) => Plenary(number, day, from) with
    {
        Kind = MeetingKind.RoundTable,
        RoundTable = number,
        Title = $"Meeting of round table {number}",
        RoomId = Room4,
        Room = "Conference Room 4",
    };

    public static DesignatedOfficer Officer(OfficerRole role, string? participant, string name = "A. Person") => new(role, name, "Minister", participant);

    public static ReleasedSpeaker Speaker(string participant, DateTimeOffset? at = null, Guid? id = null) =>
        new(id ?? Guid.CreateVersion7(), null, participant, Names[participant], Contracts.Registration.ParticipantCategory.MemberState, at);

    public static ProgrammeDraft Draft(params IEnumerable<ReleasedMeeting> meetings) => new([.. meetings], Names);

    public static ReleasedProgramme Release(this ProgrammeDraft draft, ReleasedProgramme? published = null, DateTimeOffset? at = null, KnownEdition? edition = null) =>
        draft.Over(published, edition ?? Dialogue.Known, at ?? June);

    /// <summary>The draft with the meeting changed.</summary>
    public static ProgrammeDraft With(this ProgrammeDraft draft, Guid meeting, Func<ReleasedMeeting, ReleasedMeeting> change) =>
        draft with { Meetings = draft.Meetings.ConvertAll(one => one.Id == meeting ? change(one) : one) };

    public static ReleasedMeeting Meeting(this ReleasedProgramme release, Guid id) => release.Meetings.Find(meeting => meeting.Id == id)!;

    /// <summary>The sentences of the difference.</summary>
    public static ImmutableList<string> Said(ReleasedMeeting? before, ReleasedMeeting after) => MeetingChange.Between(before, after, Words)?.Words ?? [];
}
