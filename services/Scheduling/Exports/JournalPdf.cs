using Forum.Hosting.Paper;
using Forum.Scheduling.Releases;
using PdfSharp.UniversalAccessibility;

namespace Forum.Scheduling.Exports;

/// <summary>The Journal on paper: a tagged PDF with headings, lists and tables that a screen reader tells, text that can be searched and copied, and its fonts inside.</summary>
public static class JournalPdf
{
    public const string ContentType = "application/pdf";

    public static byte[] Of(Journal journal)
    {
        var (edition, release) = (journal.Publication.Edition, journal.Publication.Release);
        var editionTitle = Printable.Line(edition.Title);
        using var paper = new TaggedPaper(
            $"{journal.Title}: {editionTitle}",
            $"{journal.Title} · Release {release.Number} · {editionTitle}",
            release.ReleasedAt);
        paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Small, $"{editionTitle}. {Printable.Line(edition.Venue)}, {ProgrammeWords.Days(edition)}");
        paper.Write(PdfBlockLevelElementTag.Heading1, Ink.Title, journal.Title);
        paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Small, $"Release {release.Number} of the programme of work, {release.ReleasedAt:d MMMM yyyy, HH:mm}. Times are those of {edition.TimeZone}.");
        if (journal.Frozen is { } number)
            paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Body, $"Frozen as of release {number}, {JournalWords.Freeze(journal)}. What was changed since is marked as a change.");
        if (journal.Meetings.IsEmpty)
            paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Body, "No meeting is planned for this day.");
        foreach (var meeting in journal.Meetings)
            Write(paper, journal, meeting);
        if (!release.Changes.IsEmpty || release.Note is not null)
        {
            paper.Rule();
            paper.Write(PdfBlockLevelElementTag.Heading2, Ink.Heading, $"What is new in release {release.Number}");
            if (release.Note is { } note)
                paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Body, Printable.Line(note));
            paper.WriteList(release.Changes.Select(change => ("–", Printable.Line(change))));
        }

        if (paper.LacksLetters)
            paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Small, $"A box stands for a letter of a script that this document has no font for. The page shows it{(journal.Publication.Site is { } site ? $": {new Uri(site, $"journal/{journal.Day:yyyy-MM-dd}.html")}" : "")}.");
        return paper.Finish();
    }

    private static void Write(TaggedPaper paper, Journal journal, ReleasedMeeting meeting)
    {
        paper.Rule();
        paper.Write(PdfBlockLevelElementTag.Heading2, Ink.Heading, $"{ProgrammeWords.Hours(meeting.StartsAt, meeting.EndsAt)}  {Printable.Line(meeting.Title)}");
        if (JournalWords.State(journal, meeting) is { } state)
            paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Strong, state);
        paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Body, $"Room: {JournalWords.Room(meeting)}");
        if (Printable.Line(meeting.Topic) is { Length: > 0 } topic)
            paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Body, $"Topic: {topic}");
        foreach (var officer in meeting.Officers)
            paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Body, $"{ProgrammeWords.Of(officer.Role)}: {ProgrammeWords.Who(officer)}");
        if (!meeting.Languages.IsEmpty)
            paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Body, $"Interpretation: {ProgrammeWords.Of(meeting.Languages)}");
        if (!meeting.Seats.IsEmpty)
            paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Body, $"At the table: {JournalWords.Seats(journal, meeting)}");
        if (!meeting.Speakers.IsEmpty)
        {
            paper.Write(PdfBlockLevelElementTag.Heading3, Ink.Strong, "List of speakers");
            paper.WriteList(meeting.Speakers.Select((speaker, index) => ($"{index + 1}.", JournalWords.Speaker(speaker))));
        }

        if (!meeting.LateChanges.IsEmpty)
        {
            paper.Write(PdfBlockLevelElementTag.Heading3, Ink.Strong, "Changed after the freeze");
            paper.WriteTable(["What", "Before", "Now"], meeting.LateChanges.Select(change => (string[])[JournalWords.Of(change.What), JournalWords.OrNone(change.Before), JournalWords.OrNone(change.After)]));
        }
    }
}
