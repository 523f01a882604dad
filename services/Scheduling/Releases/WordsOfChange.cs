using System.Collections.Immutable;
using System.Globalization;
using Forum.Contracts.Scheduling;
using Forum.Scheduling.Meetings;

namespace Forum.Scheduling.Releases;

/// <summary>
/// Says in sentences what is different about a meeting. Participants are called by their names, officers by their office and by whom they come from:
/// the sentences go to everybody and are kept for good.
/// </summary>
/// <param name="names">Official short names of the participants by code; who is not in it is called by its code.</param>
public sealed class WordsOfChange(IReadOnlyDictionary<string, string> names)
{
    /// <summary>Of more than so many nobody reads the names.</summary>
    private const int MostNamed = 10;

    public string Name(string participant) => names.GetValueOrDefault(participant, participant);

    public IEnumerable<string> Of(MeetingChange change, ReleasedMeeting? before, ReleasedMeeting after)
    {
        if (before is null)
            return [Added(after)];
        if (change.Cancelled is { After: true })
            return [$"{Capital(before.Called())}, planned for {At(before.StartsAt)}, is called off."];
        return
        [
            .. change.Cancelled is not null ? [$"{Capital(after.Called())} is held after all: {Span(after.StartsAt, after.EndsAt)}{In(after.Room)}."] : Moves(change, after),
            .. Subject(change, after),
            .. change.Officers is { } officers ? Officers(officers, after) : [],
            .. change.Speakers is { } speakers ? Speakers(speakers, after) : [],
            .. change.Seats is { } seats ? Seats(seats, after) : [],
            .. change.Languages is { } languages ? Languages(languages, after) : [],
        ];
    }

    /// <summary>A change as it is marked: what stood there and what stands there now.</summary>
    internal static IEnumerable<(ChangeKind What, string? Before, string? After)> Marks(MeetingChange change, WordsOfChange words)
    {
        foreach (var what in change.Kinds)
        {
            yield return what switch
            {
                ChangeKind.Added => (what, null, Span(change.Added!.StartsAt, change.Added.EndsAt)),
                ChangeKind.Moved => (what, Span(change.Time!.Before.StartsAt, change.Time.Before.EndsAt), Span(change.Time.After.StartsAt, change.Time.After.EndsAt)),
                ChangeKind.OtherRoom => (what, change.Room!.Before.Name, change.Room.After.Name),
                ChangeKind.Retitled => (what, change.Title!.Before, change.Title.After),
                ChangeKind.OtherTopic => (what, change.Topic!.Before.Topic, change.Topic.After.Topic),
                ChangeKind.OtherOfficers => (what, words.Holders(change.Officers!.Removed), words.Holders(change.Officers.Added)),
                ChangeKind.OtherSpeakers => (
                    what,
                    words.Speaking([.. change.Speakers!.Removed, .. change.Speakers.Other.Select(other => other.Before)]),
                    words.Speaking([.. change.Speakers.Added, .. change.Speakers.Other.Select(other => other.After)])),
                ChangeKind.OtherSeats => (what, words.Listed(change.Seats!.Removed), words.Listed(change.Seats.Added)),
                ChangeKind.OtherLanguages => (what, Listed(change.Languages!.Removed), Listed(change.Languages.Added)),
                ChangeKind.CalledOff => (what, "held", "called off"),
                ChangeKind.Reinstated => (what, "called off", "held"),
            };
        }
    }

    internal static string At(DateTimeOffset at) => at.ToString("HH:mm 'on' d MMMM", CultureInfo.InvariantCulture);

    internal static string Time(DateTimeOffset at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);

    internal static string Day(DateTimeOffset at) => at.ToString("d MMMM", CultureInfo.InvariantCulture);

    internal static string Span(DateTimeOffset from, DateTimeOffset to) => from.Date == to.Date
        ? $"{Time(from)} to {Time(to)} on {Day(from)}"
        : $"{At(from)} to {At(to)}";

    internal static string In(string? room) => room is null ? "" : $" in {room}";

    internal static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    internal static string Office(OfficerRole role) => role switch
    {
        OfficerRole.PresidingOfficer => "presiding officer",
        OfficerRole.Chair => "chair",
        OfficerRole.CoChair => "co-chair",
        OfficerRole.ViceChair => "vice-chair",
        OfficerRole.Moderator => "moderator",
        OfficerRole.Rapporteur => "rapporteur",
        OfficerRole.NoteTaker => "note-taker",
        OfficerRole.SecretaryOfTheMeeting => "secretary",
    };

    private static string Added(ReleasedMeeting meeting) => $"{Capital(meeting.Called())} is added: {Span(meeting.StartsAt, meeting.EndsAt)}{In(meeting.Room)}.";

    private static IEnumerable<string> Moves(MeetingChange change, ReleasedMeeting meeting)
    {
        var moves = change.Time is { } time ? Moved(time) : null;
        if (change.Room is { Before.Name: { } old, After.Name: { } room })
            moves = moves is null ? $"moves from {old} to {room}" : $"{moves} and from {old} to {room}";
        if (moves is not null)
            yield return $"{Capital(meeting.Called())} {moves}.";
        if (change.Room is { Before.Name: null, After.Name: { } assigned })
            yield return $"{Capital(meeting.Called())} is held in {assigned}.";
        if (change.Room is { Before.Name: { } left, After.Name: null })
            yield return $"{Capital(meeting.Called())} is not held in {left} any more; no room is assigned yet.";
        if (change.Time is { } end && moves is null)
            yield return $"{Capital(meeting.Called())} ends at {At(end.After.EndsAt)} instead of {At(end.Before.EndsAt)}.";
    }

    /// <summary>Null when it begins as before.</summary>
    private static string? Moved(Replaced<MeetingTime> time)
    {
        var (before, after) = (time.Before.StartsAt, time.After.StartsAt);
        if (before.EqualsExact(after))
            return null;
        var longer = time.After.EndsAt - after == time.Before.EndsAt - before ? "" : $", until {Time(time.After.EndsAt)}";
        return before.Date == after.Date
            ? $"moves from {Time(before)} to {Time(after)} on {Day(after)}{longer}"
            : $"moves from {At(before)} to {At(after)}{longer}";
    }

    private static IEnumerable<string> Subject(MeetingChange change, ReleasedMeeting meeting)
    {
        if (change.Title is { } title)
            yield return $"{Capital(meeting.Called())} has the title “{title.After}” instead of “{title.Before}”.";
        if (change.Topic is { After.Topic: { } topic } said && topic != said.Before.Topic)
            yield return said.Before.Topic is { } old ? $"{Capital(meeting.Called())} discusses “{topic}” instead of “{old}”." : $"{Capital(meeting.Called())} discusses “{topic}”.";
        if (change.Topic is { After.Topic: null, Before.Topic: { } dropped })
            yield return $"{Capital(meeting.Called())} does not discuss “{dropped}” any more; its topic is not known yet.";
        if (change.Topic is { } table && table.Before.Topic == table.After.Topic)
            yield return table.After.RoundTable is { } number ? $"Round table {number} sits at round-table meeting {meeting.Number}." : $"No single round table sits at round-table meeting {meeting.Number} any more.";
    }

    private IEnumerable<string> Officers(TakenAndGiven<DesignatedOfficer> officers, ReleasedMeeting meeting)
    {
        foreach (var role in officers.Removed.Concat(officers.Added).Select(officer => officer.Role).Distinct().Order())
        {
            string[] before = [.. officers.Removed.Where(officer => officer.Role == role).Select(From)];
            string[] after = [.. officers.Added.Where(officer => officer.Role == role).Select(From)];
            var office = $"{Office(role)} of {meeting.Called()}";
            var others = meeting.Officers.Count(officer => officer.Role == role) > after.Length;
            yield return (before, after, others) switch
            {
                ([], _, _) => $"{Capital(office)}: {Join(after)}.",
                (_, [], false) => $"The {office} is vacant.",
                (_, [], true) => $"{Capital(office)}: {Join(before)} is not named any more.",
                _ when before.SequenceEqual(after) => $"The {office} is somebody else, again {Join(after)}.",
                _ => $"{Capital(office)}: {Join(after)} instead of {Join(before)}.",
            };
        }
    }

    private IEnumerable<string> Speakers(SpeakersChange change, ReleasedMeeting meeting)
    {
        if (change.Removed is [_, ..] gone)
            yield return gone.Count > MostNamed ? $"{gone.Count} speakers do not speak at {meeting.Called()} any more." : $"Not speaking at {meeting.Called()} any more: {Join([.. gone.Select(Called)])}.";
        if (change.Added is [_, ..] come)
            yield return come.Count > MostNamed ? $"{come.Count} speakers more speak at {meeting.Called()}." : $"Speaking at {meeting.Called()}: {Speaking(come)}.";
        var moved = change.Other.FindAll(other => other.Before.StartsAt != other.After.StartsAt);
        if (moved is [{ Before.StartsAt: { } before, After.StartsAt: { } after } only])
            yield return $"{Called(only.After)} speaks at {meeting.Called()} at {Time(after)} instead of {Time(before)}.";
        else if (!moved.IsEmpty)
            yield return moved.Count > MostNamed ? $"{moved.Count} speakers of {meeting.Called()} speak at other times." : $"At other times at {meeting.Called()}: {Speaking([.. moved.Select(other => other.After)])}.";
        if (moved.IsEmpty && change.Removed.IsEmpty && change.Added.IsEmpty)
            yield return change.Other.IsEmpty ? $"The speakers of {meeting.Called()} speak in another order." : $"Some speakers of {meeting.Called()} are listed under another name or category.";
    }

    private IEnumerable<string> Seats(TakenAndGiven<string> seats, ReleasedMeeting meeting)
    {
        if (seats.Added is [_, ..] come)
            yield return come.Count > MostNamed ? $"{come.Count} participants more have a seat at {meeting.Called()}." : $"Seated at {meeting.Called()}: {Listed(come)}.";
        if (seats.Removed is [_, ..] gone)
            yield return gone.Count > MostNamed ? $"{gone.Count} participants have no seat at {meeting.Called()} any more." : $"Not seated at {meeting.Called()} any more: {Listed(gone)}.";
    }

    private static IEnumerable<string> Languages(TakenAndGiven<Language> languages, ReleasedMeeting meeting)
    {
        if (Listed(languages.Added) is { } come)
            yield return $"{Capital(meeting.Called())} is interpreted into {come}.";
        if (Listed(languages.Removed) is { } gone)
            yield return $"{Capital(meeting.Called())} is not interpreted into {gone} any more.";
    }

    private static string? Listed(ImmutableList<Language> languages) => languages.IsEmpty ? null : Join([.. languages.Select(language => language.ToString())]);

    private string? Holders(ImmutableList<DesignatedOfficer> officers) =>
        officers.IsEmpty ? null : string.Join("; ", officers.Select(officer => $"{Office(officer.Role)}: {From(officer)}"));

    private string? Speaking(ImmutableList<ReleasedSpeaker> speakers) =>
        speakers.IsEmpty ? null : Join([.. speakers.Select(speaker => speaker.StartsAt is { } at ? $"{Called(speaker)} ({Time(at)})" : Called(speaker))]);

    private string? Listed(ImmutableList<string> participants) => participants.IsEmpty ? null : Join([.. participants.Select(Name)]);

    private string From(DesignatedOfficer officer) => officer.Participant is { } participant ? Name(participant) : "somebody of no delegation";

    private string Called(ReleasedSpeaker speaker) => speaker.Name ?? speaker.Office ?? (speaker.Participant is { } participant ? Name(participant) : "somebody");

    internal static string Join(IReadOnlyList<string> parts) => parts switch
    {
        [] => "",
        [var one] => one,
        _ => $"{string.Join(", ", parts.Take(parts.Count - 1))} and {parts[^1]}",
    };
}
