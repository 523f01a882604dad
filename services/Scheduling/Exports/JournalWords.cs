using Forum.Hosting.Paper;
using Forum.Scheduling.Releases;

namespace Forum.Scheduling.Exports;

/// <summary>The words of the Journal that are the same on the page and on paper.</summary>
internal static class JournalWords
{
    /// <summary>"18:30 on 13 September 2006".</summary>
    public static string Freeze(Journal journal) => $"{ProgrammeWords.Clock(journal.FrozenAt)} on {ProgrammeWords.Day(DateOnly.FromDateTime(journal.FrozenAt.DateTime))}";

    /// <summary>What a reader must not overlook; null when the meeting is held as it was announced.</summary>
    public static string? State(Journal journal, ReleasedMeeting meeting)
    {
        if (meeting.Cancelled)
            return "Cancelled.";
        if (journal.IsElsewhere(meeting))
            return $"Moved to {ProgrammeWords.LongDay(Publication.DayOf(meeting))}.";
        if (meeting.LateChanges.Exists(change => change.What is ChangeKind.Added))
            return "Added after the freeze.";
        return meeting.LateChanges.IsEmpty ? null : "Changed after the freeze.";
    }

    public static string Room(ReleasedMeeting meeting) => Printable.Line(meeting.Room) is { Length: > 0 } room ? room : ProgrammeWords.NoRoom;

    /// <summary>How many sit at the table, and who.</summary>
    public static string Seats(Journal journal, ReleasedMeeting meeting) =>
        $"{ProgrammeWords.Count(meeting.Seats.Count, "participant", "participants")}: {string.Join(", ", meeting.Seats.Select(journal.Publication.NameOf))}";

    public static string Speaker(ReleasedSpeaker speaker) => speaker.StartsAt is { } at ? $"{ProgrammeWords.Of(speaker)} (about {ProgrammeWords.Clock(at)})" : ProgrammeWords.Of(speaker);

    /// <summary>What a change is about.</summary>
    public static string Of(ChangeKind what) => what switch
    {
        ChangeKind.Added or ChangeKind.Moved => "Time",
        ChangeKind.OtherRoom => "Room",
        ChangeKind.Retitled => "Title",
        ChangeKind.OtherTopic => "Topic",
        ChangeKind.OtherOfficers => "Officers",
        ChangeKind.OtherSpeakers => "Speakers",
        ChangeKind.OtherSeats => "At the table",
        ChangeKind.OtherLanguages => "Interpretation",
        ChangeKind.CalledOff or ChangeKind.Reinstated => "Held",
    };

    public static string OrNone(string? text) => Printable.Line(text) is { Length: > 0 } words ? words : "none";
}
