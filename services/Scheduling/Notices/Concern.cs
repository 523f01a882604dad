using System.Collections.Immutable;
using Forum.Contracts.Scheduling;
using Forum.Scheduling.Releases;

namespace Forum.Scheduling.Notices;

/// <summary>What a meeting of a release is to a participant: it speaks there, sits there, or somebody of it holds an office there.</summary>
public sealed record Concern(ReleasedMeeting Meeting, ImmutableList<ReleasedSpeaker> Speaks, bool Sits, ImmutableList<OfficerRole> Offices)
{
    public static ImmutableDictionary<Guid, Concern> Of(ReleasedProgramme? release, string participant) => (release?.Meetings ?? [])
        .Select(meeting => new Concern(
            meeting,
            meeting.Speakers.FindAll(speaker => speaker.Participant == participant),
            meeting.Seats.Contains(participant),
            [.. meeting.Officers.Where(officer => officer.Participant == participant).Select(officer => officer.Role).Order()]))
        .Where(concern => concern is not { Speaks.IsEmpty: true, Sits: false, Offices.IsEmpty: true })
        .ToImmutableDictionary(concern => concern.Meeting.Id);

    /// <summary>The participants that something in the release concerns.</summary>
    public static IEnumerable<string> Participants(ReleasedProgramme? release) => (release?.Meetings ?? [])
        .SelectMany(meeting => meeting.Seats
            .Concat(meeting.Speakers.Select(speaker => speaker.Participant).OfType<string>())
            .Concat(meeting.Officers.Select(officer => officer.Participant).OfType<string>()))
        .Distinct(StringComparer.Ordinal);

    /// <summary>What a participant is to be told, a sentence each, meeting by meeting; nothing when it knows all of it.</summary>
    /// <param name="told">The release that it was told of last; null when of none.</param>
    public static IEnumerable<(Guid MeetingId, string Words)> News(ReleasedProgramme? told, ReleasedProgramme release, string participant)
    {
        var (before, after) = (Of(told, participant), Of(release, participant));
        var words = new WordsOfChange(release.Participants.ToDictionary(known => known.Code, known => known.Name, StringComparer.Ordinal));
        return release.Meetings.SelectMany(
            meeting => Between(before.GetValueOrDefault(meeting.Id), after.GetValueOrDefault(meeting.Id), words),
            (meeting, said) => (meeting.Id, said));
    }

    private static IEnumerable<string> Between(Concern? before, Concern? after, WordsOfChange words) => (before, after) switch
    {
        (null, null) or (null, { Meeting.Cancelled: true }) => [],
        (null, { } come) => come.Begins(),
        ({ Meeting.Cancelled: false } gone, null) => gone.Ends(),
        ({ Meeting.Cancelled: true }, null) => [],
        ({ } was, { } now) => [.. now.OfMeeting(was, words), .. now.Meeting.Cancelled ? [] : now.Own(was)],
    };

    private IEnumerable<string> Begins()
    {
        var where = $"{Meeting.Called()}, {WordsOfChange.Span(Meeting.StartsAt, Meeting.EndsAt)}{WordsOfChange.In(Meeting.Room)}";
        foreach (var role in Offices)
            yield return $"You provide the {WordsOfChange.Office(role)} of {where}.";
        foreach (var slot in Speaks)
            yield return slot.StartsAt is { } at ? $"You speak at {where}; you are expected to be called at {WordsOfChange.Time(at)}." : $"You speak at {where}.";
        if (Sits)
            yield return $"You have a seat at {where}.";
    }

    private IEnumerable<string> Ends()
    {
        foreach (var role in Offices)
            yield return $"You do not provide the {WordsOfChange.Office(role)} of {Meeting.Called()} any more.";
        if (!Speaks.IsEmpty)
            yield return $"You do not speak at {Meeting.Called()} any more.";
        if (Sits)
            yield return $"You have no seat at {Meeting.Called()} any more.";
    }

    /// <summary>What is different about the meeting itself, whoever is there: when, where, about what, and who chairs it.</summary>
    private ImmutableList<string> OfMeeting(Concern was, WordsOfChange words) => MeetingChange.Between(Itself(was.Meeting), Itself(Meeting), words)?.Words ?? [];

    private static ReleasedMeeting Itself(ReleasedMeeting meeting) => meeting with
    {
        Speakers = [],
        Seats = [],
        Officers = meeting.Officers.FindAll(officer => officer.Role is OfficerRole.PresidingOfficer or OfficerRole.Chair or OfficerRole.CoChair or OfficerRole.ViceChair),
    };

    /// <summary>What is different about the participant's own part.</summary>
    private IEnumerable<string> Own(Concern was)
    {
        foreach (var role in Offices.Except(was.Offices))
            yield return $"You provide the {WordsOfChange.Office(role)} of {Meeting.Called()}.";
        foreach (var role in was.Offices.Except(Offices))
            yield return $"You do not provide the {WordsOfChange.Office(role)} of {Meeting.Called()} any more.";
        if (was.Speaks.IsEmpty && !Speaks.IsEmpty)
            yield return $"You speak at {Meeting.Called()}{Expected(Speaks[0])}.";
        else if (Speaks.IsEmpty && !was.Speaks.IsEmpty)
            yield return $"You do not speak at {Meeting.Called()} any more.";
        else if (!Speaks.IsEmpty && Speaks[0].StartsAt != was.Speaks[0].StartsAt)
            yield return $"You are expected to be called at {Meeting.Called()} {Called(Speaks[0])} instead of {Called(was.Speaks[0])}.";
        if (Sits != was.Sits)
            yield return Sits ? $"You have a seat at {Meeting.Called()}." : $"You have no seat at {Meeting.Called()} any more.";
    }

    private static string Expected(ReleasedSpeaker slot) => slot.StartsAt is { } at ? $"; you are expected to be called at {WordsOfChange.Time(at)}" : "";

    private static string Called(ReleasedSpeaker slot) => slot.StartsAt is { } at ? $"at {WordsOfChange.At(at)}" : "at a time that is not known yet";
}
