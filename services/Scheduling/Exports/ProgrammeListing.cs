using System.Collections.Immutable;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Scheduling.Releases;

namespace Forum.Scheduling.Exports;

/// <summary>The published programme for programs that show it: one list, each meeting with all that is known of it, and words beside the codes.</summary>
public sealed record ProgrammeListing
{
    public required ListedEdition Edition { get; init; }

    /// <summary>Number of the release, from 1.</summary>
    public required int Release { get; init; }

    /// <summary>On the edition's clock, with the venue's offset.</summary>
    public required DateTimeOffset ReleasedAt { get; init; }

    /// <summary>What is different from the release before, a sentence each.</summary>
    public required ImmutableList<string> Changes { get; init; }

    /// <summary>By start, then kind and number.</summary>
    public required ImmutableList<ListedMeeting> Meetings { get; init; }

    public static ProgrammeListing Of(Publication publication) => new()
    {
        Edition = new ListedEdition(
            publication.Release.EditionId,
            publication.Edition.Code,
            publication.Edition.Title,
            publication.Edition.Venue,
            publication.Edition.TimeZone,
            publication.Edition.StartsOn,
            publication.Edition.EndsOn),
        Release = publication.Release.Number,
        ReleasedAt = publication.Release.ReleasedAt,
        Changes = publication.Release.Changes,
        Meetings =
        [
            .. publication.Release.Meetings.OrderBy(meeting => meeting.StartsAt).ThenBy(meeting => meeting.Kind).ThenBy(meeting => meeting.Number)
                .Select(meeting => ListedMeeting.Of(publication, meeting)),
        ],
    };
}

/// <summary>The edition that the programme is of.</summary>
/// <param name="TimeZone">IANA zone of the venue.</param>
/// <param name="StartsOn">First day, in the venue's zone.</param>
/// <param name="EndsOn">Last day, in the venue's zone.</param>
public sealed record ListedEdition(Guid Id, string Code, string Title, string Venue, string TimeZone, DateOnly StartsOn, DateOnly EndsOn);

/// <summary>Whether a published meeting takes place.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<ListedStatus>))]
public enum ListedStatus
{
    Confirmed,

    /// <summary>Called off after it had been published.</summary>
    Cancelled,
}

/// <summary>A meeting of the published programme.</summary>
/// <param name="Id">The same over all releases, in all forms of the programme.</param>
/// <param name="Number">Among the meetings of its kind, from 1.</param>
/// <param name="KindInWords">E.g. "Plenary meeting".</param>
/// <param name="Topic">What the round table discusses; null for other meetings, and when not known.</param>
/// <param name="Date">The day on which it starts, at the venue.</param>
/// <param name="StartsAt">With the venue's offset.</param>
/// <param name="EndsAt">With the venue's offset.</param>
/// <param name="Minutes">How long it lasts, also when the clocks are changed meanwhile.</param>
/// <param name="RoomId">Null while no room is assigned.</param>
/// <param name="Room">The room's name.</param>
/// <param name="Page">Where a person reads of it; null when the forum's public address is not configured.</param>
/// <param name="Speakers">Who speaks, in order, when it is a plenary meeting.</param>
/// <param name="Languages">Into which it is interpreted; empty when it is not, or not known yet.</param>
/// <param name="Seats">Codes of the participants at the table, when it is the meeting of a round table.</param>
/// <param name="Sequence">Rises with every release in which the meeting is different.</param>
/// <param name="ChangedAt">When the release that changed it last was made.</param>
public sealed record ListedMeeting(
    Guid Id,
    MeetingKind Kind,
    int Number,
    string KindInWords,
    string Title,
    string? Topic,
    ListedStatus Status,
    DateOnly Date,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    int Minutes,
    Guid? RoomId,
    string? Room,
    Uri? Page,
    ImmutableList<ListedOfficer> Officers,
    ImmutableList<ProgrammeSpeaker> Speakers,
    ImmutableList<Language> Languages,
    ImmutableList<string> Seats,
    int Sequence,
    DateTimeOffset ChangedAt)
{
    internal static ListedMeeting Of(Publication publication, ReleasedMeeting meeting) => new(
        meeting.Id,
        meeting.Kind,
        meeting.Number,
        ProgrammeWords.Of(meeting.Kind),
        meeting.Title,
        meeting.Topic,
        meeting.Cancelled ? ListedStatus.Cancelled : ListedStatus.Confirmed,
        Publication.DayOf(meeting),
        meeting.StartsAt,
        meeting.EndsAt,
        (int)(meeting.EndsAt - meeting.StartsAt).TotalMinutes,
        meeting.RoomId,
        meeting.Room,
        publication.PageOf(meeting),
        [.. meeting.Officers.Select(officer => new ListedOfficer(officer.Role, ProgrammeWords.Of(officer.Role), officer.Name, officer.Title, officer.Participant))],
        [.. meeting.Speakers.Select((speaker, index) => new ProgrammeSpeaker(index + 1, speaker.InscriptionId, ProgrammeWords.Of(speaker), speaker.Office, speaker.Participant, speaker.Category, speaker.StartsAt))],
        meeting.Languages,
        meeting.Seats,
        meeting.Sequence,
        meeting.ChangedAt);
}

/// <summary>Who holds an office of a published meeting.</summary>
/// <param name="RoleInWords">E.g. "Secretary of the meeting".</param>
/// <param name="Name">Null when somebody holds the office and who it is, is not known.</param>
/// <param name="Title">The office held at home; null when not known.</param>
/// <param name="Participant">Code of the participant the officer comes from; null when from none, or not known.</param>
public sealed record ListedOfficer(OfficerRole Role, string RoleInWords, string? Name, string? Title, string? Participant);

/// <summary>A speaker of a published plenary meeting.</summary>
/// <param name="Position">Place in the order of the meeting, from 1.</param>
/// <param name="Called">As it is called to the floor: the office that opens, or the participant's official short name.</param>
/// <param name="Office">Null for a participant.</param>
/// <param name="Participant">Code of the participant; null for an opener.</param>
/// <param name="StartsAt">An estimate, with the venue's offset; null when not known.</param>
public sealed record ProgrammeSpeaker(int Position, Guid InscriptionId, string Called, string? Office, string? Participant, ParticipantCategory? Category, DateTimeOffset? StartsAt);
