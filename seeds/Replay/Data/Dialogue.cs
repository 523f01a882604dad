using Forum.Contracts.Governance;
using Forum.Contracts.Scheduling;

namespace Forum.Replay.Data;

/// <summary>The first Dialogue as data: what seeds/first-dialogue holds.</summary>
public sealed record Dialogue
{
    public required PlannedEdition Edition { get; init; }
    public required Persons HeadOfDelegation { get; init; }
    public required IReadOnlyList<PlannedRoom> Rooms { get; init; }
    public required IReadOnlyList<PlannedMeeting> Meetings { get; init; }
    public required IReadOnlyList<Opener> Openers { get; init; }
    public required IReadOnlyList<PlannedRoundTable> RoundTables { get; init; }
    public required IReadOnlyList<Participant> Participants { get; init; }
    public required IReadOnlyList<Statement> Statements { get; init; }
    public required IReadOnlyList<Point> Points { get; init; }
    public required Summary Summary { get; init; }
    public required IReadOnlyList<Section> Sections { get; init; }
    public required IReadOnlyList<Paragraph> Paragraphs { get; init; }
    public required IReadOnlyList<ExpectedFigure> Figures { get; init; }
    public required IReadOnlyList<Unknown> Unknowns { get; init; }

    /// <summary>Reads the folder; refuses it when a datum does not say where it comes from.</summary>
    public static Dialogue Read(string folder)
    {
        if (DataFolder.Faults(folder) is { Count: > 0 } faults)
            throw new InvalidDataException($"The data in {folder} cannot be used:{Environment.NewLine}{string.Join(Environment.NewLine, faults)}");

        var edition = DataFolder.Json(folder, "edition.json");
        var meetings = DataFolder.Json(folder, "meetings.json");
        var summary = DataFolder.Json(folder, "summary.json");
        return new Dialogue
        {
            Edition = DataFolder.Member<PlannedEdition>(edition, "edition"),
            HeadOfDelegation = DataFolder.Member<Persons>(edition, "headOfDelegation"),
            Rooms = DataFolder.Member<PlannedRoom[]>(meetings, "rooms"),
            Meetings = DataFolder.Member<PlannedMeeting[]>(meetings, "meetings"),
            Openers = DataFolder.Member<Opener[]>(meetings, "openers"),
            RoundTables = DataFolder.Member<PlannedRoundTable[]>(DataFolder.Json(folder, "round-tables.json"), "roundTables"),
            Participants = Participant.Read(folder),
            Statements = Statement.Read(folder),
            Points = DataFolder.Member<Point[]>(DataFolder.Json(folder, "points.json"), "points"),
            Summary = DataFolder.Member<Summary>(summary, "summary"),
            Sections = DataFolder.Member<Section[]>(summary, "sections"),
            Paragraphs = DataFolder.Member<Paragraph[]>(summary, "paragraphs"),
            Figures = DataFolder.Member<ExpectedFigure[]>(DataFolder.Json(folder, "figures.json"), "figures"),
            Unknowns = DataFolder.Member<Unknown[]>(DataFolder.Json(folder, "unknowns.json"), "unknowns"),
        };
    }
}

/// <summary>The edition, as it is announced.</summary>
public sealed record PlannedEdition(
    string Code, string Title, DateOnly StartsOn, DateOnly EndsOn, string Venue, string TimeZone, DateOnly ParticipantsAsOf, ModalityProfile ModalityProfile, OutcomeType OutcomeType, PlannedClock Clock, string Reason);

/// <summary>The clock of the edition; it is set going when the edition is announced.</summary>
public sealed record PlannedClock(ClockKind Kind, DateTimeOffset? StartsAt, double? Speed);

/// <summary>What stands for the people of a delegation, none of whom is named.</summary>
/// <param name="Name"></param>
/// <param name="Representative"></param>
/// <param name="HeldUntil">Until when the edition holds its people; its clock is at the end of a usual year after minutes.</param>
public sealed record Persons(string Name, string Representative, DateOnly HeldUntil);

/// <summary>A room.</summary>
public sealed record PlannedRoom(string Name, int? Capacity);

/// <summary>A meeting of the programme.</summary>
public sealed record PlannedMeeting(
    MeetingKind Kind, int Number, string Title, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Room, IReadOnlyList<Officer> Officers);

/// <summary>An office that opens the Dialogue.</summary>
public sealed record Opener(string Office, string? Name);

/// <summary>A round table.</summary>
/// <param name="Number"></param>
/// <param name="Meeting">Number of the meeting at which it sits.</param>
/// <param name="Topic"></param>
/// <param name="Capacity">Seats, all categories together.</param>
public sealed record PlannedRoundTable(int Number, int Meeting, string? Topic, int Capacity);

/// <summary>Something that was said, and by how many, in the words of the quantifier.</summary>
public sealed record Point(int Paragraph, int? RoundTable, string Quantifier, string Subject, string Statement);

/// <summary>Masthead of the chair's summary.</summary>
public sealed record Summary(string Title, string StatusNote, string Symbol, DateOnly Date);

/// <summary>A section; the heading is null when it is unknown.</summary>
public sealed record Section(int Number, string? Heading);

/// <summary>A paragraph. Where it is not absent and has no text of its own, it is made of its points.</summary>
/// <param name="Number"></param>
/// <param name="Section"></param>
/// <param name="Completeness">Full, HeadOnly, TailOnly or Absent.</param>
/// <param name="Text">With names of figures in braces.</param>
/// <param name="Missing">What is not there, and why.</param>
public sealed record Paragraph(int Number, int Section, string Completeness, string? Text, string? Missing = null);

/// <summary>A figure of the source that the forum must count for itself.</summary>
/// <param name="Name"></param>
/// <param name="Label"></param>
/// <param name="Paragraph">Null when it is said of the document.</param>
/// <param name="Expected"></param>
public sealed record ExpectedFigure(string Name, string Label, int? Paragraph, decimal Expected);

/// <summary>What the source lacks.</summary>
public sealed record Unknown(string Name, string Label, int? Paragraph, string Reason, string? ExpectedAt);
