using System.Collections.Immutable;
using Forum.Contracts.Scheduling;
using Forum.Scheduling.Meetings;
using Forum.Scheduling.Persons;
using Marten;

namespace Forum.Scheduling.Releases;

/// <summary>How much a conflict weighs.</summary>
public enum ConflictWeight
{
    /// <summary>It cannot be: it keeps the programme from being released.</summary>
    Hard,

    /// <summary>It may be meant: whoever releases the programme says that it was seen.</summary>
    Soft,

    /// <summary>Something is not settled yet. It keeps nothing from being released.</summary>
    Open,
}

/// <summary>What a conflict is about.</summary>
public enum ConflictKind
{
    /// <summary>Two meetings in one room at a time.</summary>
    RoomTaken,

    /// <summary>A person in two places at a time.</summary>
    PersonInTwoPlaces,

    /// <summary>Nobody is named to an office that the meeting needs.</summary>
    OfficerMissing,

    /// <summary>No room is assigned.</summary>
    RoomMissing,
}

/// <summary>Something about the draft that does not fit together, or is not settled.</summary>
/// <param name="Key">The same as long as the conflict is the same; to acknowledge it by.</param>
/// <param name="Words">For a reader. Nobody is named.</param>
public sealed record ProgrammeConflict(string Key, ConflictKind Kind, ConflictWeight Weight, IReadOnlyList<Guid> MeetingIds, string Words);

/// <summary>Finds the conflicts of a draft.</summary>
public static class ProgrammeConflicts
{
    /// <summary>Hard ones first, then by the order of the programme.</summary>
    /// <param name="people">Where people are to be that Registration knows; the conflicts of these that nobody has resolved.</param>
    public static IReadOnlyList<ProgrammeConflict> Of(ProgrammeDraft draft, params IEnumerable<Whereabouts> people)
    {
        ReleasedMeeting[] meetings = [.. draft.Meetings.Where(meeting => !meeting.Cancelled)];
        var pairs = from one in meetings.Index()
                    from other in meetings.Skip(one.Index + 1)
                    where Overlap(one.Item, other)
                    select (One: one.Item, Other: other);
        ProgrammeConflict[] ofPeople = [.. people.SelectMany(person => person.Conflicts).Select(conflict => OfPerson(conflict, meetings, draft.Words())).OfType<ProgrammeConflict>()];
        return
        [
            .. ofPeople
                // What is known of a person by its id need not be said again because of its name.
                .Concat(pairs.SelectMany(pair => Between(pair.One, pair.Other, draft.Words()))
                    .Where(conflict => !Array.Exists(ofPeople, known => known.Weight == conflict.Weight && known.Kind == conflict.Kind && known.MeetingIds.Order().SequenceEqual(conflict.MeetingIds.Order()))))
                .Concat(meetings.SelectMany(Unsettled))
                .OrderBy(conflict => conflict.Weight),
        ];
    }

    /// <summary>Two that are held at one time; one that ends when the other begins is before it.</summary>
    private static bool Overlap(ReleasedMeeting one, ReleasedMeeting other) => one.StartsAt < other.EndsAt && other.StartsAt < one.EndsAt;

    private static IEnumerable<ProgrammeConflict> Between(ReleasedMeeting one, ReleasedMeeting other, WordsOfChange words)
    {
        if (one.RoomId is not null && one.RoomId == other.RoomId)
            yield return new ProgrammeConflict(
                $"room-taken/{one.Id}/{other.Id}", ConflictKind.RoomTaken, ConflictWeight.Hard, [one.Id, other.Id],
                $"{WordsOfChange.Capital(one.Called())} and {other.Called()} are both in {one.Room} at {WordsOfChange.At(one.StartsAt > other.StartsAt ? one.StartsAt : other.StartsAt)}.");

        var officers = from officer in one.Officers
                       from same in other.Officers
                       where officer.Name is not null && officer.Participant == same.Participant && string.Equals(officer.Name, same.Name, StringComparison.OrdinalIgnoreCase)
                       select (officer, same);
        foreach (var (officer, same) in officers)
        {
            var from = officer.Participant is { } participant ? $" from {words.Name(participant)}" : "";
            yield return new ProgrammeConflict(
                $"person-in-two-places/{one.Id}/{officer.Role}/{other.Id}/{same.Role}", ConflictKind.PersonInTwoPlaces, ConflictWeight.Hard, [one.Id, other.Id],
                $"The {WordsOfChange.Office(officer.Role)} of {one.Called()} and the {WordsOfChange.Office(same.Role)} of {other.Called()} are the same person{from}, and both meetings are held at one time.");
        }
    }

    /// <summary>Null when one of the meetings is not held: then the conflict is about to go, too.</summary>
    private static ProgrammeConflict? OfPerson(PersonConflict conflict, IReadOnlyCollection<ReleasedMeeting> meetings, WordsOfChange words)
    {
        if (meetings.FirstOrDefault(meeting => meeting.Id == conflict.One.MeetingId) is not { } one || meetings.FirstOrDefault(meeting => meeting.Id == conflict.Other.MeetingId) is not { } other)
            return null;
        var who = (conflict.One.Participant ?? conflict.Other.Participant) is { } participant ? $"Somebody of {words.Name(participant)}" : "Somebody";
        var (weight, when) = conflict.Severity is Severity.Hard ? (ConflictWeight.Hard, "at one time") : (ConflictWeight.Soft, "at nearly the same time");
        return new ProgrammeConflict(
            $"person/{conflict.Id}", ConflictKind.PersonInTwoPlaces, weight, [one.Id, other.Id], $"{who} {Does(conflict.One, one)} and {Does(conflict.Other, other)} {when}.");
    }

    private static string Does(Place place, ReleasedMeeting meeting) => place.Kind switch
    {
        PlaceKind.PlenarySlot => $"speaks at {meeting.Called()}",
        PlaceKind.RoundTableSeat => $"sits at {meeting.Called()}",
        PlaceKind.Office => $"is {(place.Role is { } role ? WordsOfChange.Office(role) : "an officer")} of {meeting.Called()}",
    };

    private static IEnumerable<ProgrammeConflict> Unsettled(ReleasedMeeting meeting)
    {
        foreach (var role in Missing(meeting))
            yield return new ProgrammeConflict(
                $"officer-missing/{meeting.Id}/{role}", ConflictKind.OfficerMissing, ConflictWeight.Open, [meeting.Id],
                $"{WordsOfChange.Capital(meeting.Called())} has no {WordsOfChange.Office(role)} yet.");
        if (meeting.RoomId is null)
            yield return new ProgrammeConflict(
                $"room-missing/{meeting.Id}", ConflictKind.RoomMissing, ConflictWeight.Open, [meeting.Id], $"{WordsOfChange.Capital(meeting.Called())} has no room yet.");
    }

    /// <summary>A plenary meeting may sit without anybody named to preside; that it is open is shown all the same.</summary>
    private static ImmutableList<OfficerRole> Missing(ReleasedMeeting meeting) => meeting.Kind is MeetingKind.RoundTable
        ? OfficerRules.MissingAtRoundTable(meeting.Officers)
        : meeting.Officers.Exists(officer => officer.Role.Chairs()) ? [] : [OfficerRole.PresidingOfficer];

    /// <summary>The conflicts of a draft with those of people.</summary>
    internal static async Task<IReadOnlyList<ProgrammeConflict>> ConflictsOf(this IQuerySession session, Guid editionId, ProgrammeDraft draft, CancellationToken ct) =>
        Of(draft, await session.Query<Whereabouts>().Where(person => person.EditionId == editionId && person.Conflicts.Count > 0).ToListAsync(ct));
}
