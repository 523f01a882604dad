namespace Forum.Console.Reading;

// What the services answer, as far as these pages show it. Members they may add are passed over, and words that are
// new to this release (a state, a category) are shown as they come: the console must not fall over a newer service.

/// <summary>A list, as all services give it.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Governance: an edition of the forum.</summary>
public sealed record Edition(
    Guid Id,
    long Version,
    string Code,
    string Title,
    DateOnly StartsOn,
    DateOnly EndsOn,
    string Venue,
    string TimeZone,
    DateOnly ParticipantsAsOf,
    Modalities ModalityProfile,
    string OutcomeType,
    Clock Clock,
    string State,
    DateTimeOffset? SpeakersListOpensAt = null);

/// <summary>The limits an edition is held under; null where they are not known.</summary>
public sealed record Modalities(string Code, int? RoundTableCapacity, int? SpeakingLimitMinutes);

/// <summary>By which time an edition runs.</summary>
/// <param name="Speed">Seconds of the edition per real second; null for a real clock.</param>
public sealed record Clock(string Kind, DateTimeOffset? StartsAt, double? Speed);

/// <summary>Registration: how many delegations there are.</summary>
/// <param name="Registered">Those that have not withdrawn.</param>
public sealed record DelegationCounts(int Registered, int Withdrawn, IReadOnlyDictionary<string, int> ByCategory);

/// <summary>Scheduling: how far the edition has come.</summary>
/// <param name="Meetings">By kind of meeting.</param>
public sealed record ProgressCounts(IReadOnlyDictionary<string, MeetingCounts> Meetings, SpeakerCounts Speakers, SeatCounts Seats);

/// <param name="Convened">In session or concluded.</param>
public sealed record MeetingCounts(int Planned, int Convened, int Concluded);

public sealed record SpeakerCounts(int InscribedOpening, int InscribedDebate, int DeliveredOpening, int DeliveredDebate);

public sealed record SeatCounts(int Confirmed, IReadOnlyList<TableCounts> ByTable);

public sealed record TableCounts(int RoundTable, int Capacity, int Confirmed);

/// <summary>Scheduling: a meeting of the programme of work.</summary>
public sealed record Meeting(
    Guid Id,
    string Kind,
    int Number,
    string Title,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    string? Room,
    IReadOnlyList<Officer> Officers,
    string State);

/// <summary>Scheduling: who holds an office of a meeting.</summary>
/// <param name="Name">Null when somebody holds it who is not known.</param>
/// <param name="Title">Null when not known.</param>
public sealed record Officer(string Role, string? Name, string? Title, string? Participant);

/// <summary>Scheduling: the floor of a meeting, as it is shown to anybody.</summary>
/// <param name="State">Free, Given, Speaking, Paused or PointOfOrder.</param>
/// <param name="Speaker">Null when nobody has the floor.</param>
/// <param name="Shares">Who had how much of a round table's time; null in plenary.</param>
public sealed record Floor(
    string Kind,
    int Number,
    string Title,
    string? Room,
    string MeetingState,
    string State,
    FloorSpeaker? Speaker,
    IReadOnlyList<FloorCall> Next,
    IReadOnlyList<FloorPoint> PointsOfOrder,
    FloorShares? Shares);

/// <summary>Who has the floor. Of who speaks at a round table the category is told and nothing else.</summary>
/// <param name="LimitSeconds">Null when no limit is known, as is what remains.</param>
public sealed record FloorSpeaker(
    string Kind,
    string? Office,
    string? Participant,
    string? Name,
    string? Category,
    string? OnBehalfOf,
    int? ReplyNumber,
    int? LimitSeconds,
    double UsedSeconds,
    double? RemainingSeconds,
    double OverrunSeconds);

/// <summary>Who is to be called.</summary>
public sealed record FloorCall(string Kind, string? Office, string? Participant, string? Name);

/// <summary>A point of order that is before the presiding officer.</summary>
public sealed record FloorPoint(string? Participant, string? Name);

/// <param name="State">Unknown, NothingSaid, Kept or Below: whether others than States had the share that is to be left to them.</param>
public sealed record FloorShares(IReadOnlyList<FloorTime> ByCategory, double? NonStatePercent, int? FloorPercent, string State);

public sealed record FloorTime(string Category, double Seconds, int Speeches);

/// <summary>Scheduling: a round table.</summary>
/// <param name="Topic">Null when not known.</param>
public sealed record RoundTable(Guid Id, int Number, string? Topic, Guid MeetingId, int Capacity);

/// <summary>Scheduling: a release of the programme among the others.</summary>
/// <param name="Number">From 1.</param>
/// <param name="At">On the edition's clock, with the venue's offset.</param>
/// <param name="ByWithdrawal">True when a withdrawal brought it about.</param>
public sealed record ReleaseLine(int Number, DateTimeOffset At, IReadOnlyList<string> Changes, bool ByWithdrawal);

/// <summary>Scheduling: the programme of work as a release publishes it.</summary>
/// <param name="Note">What the organizer says of it; null when nothing.</param>
public sealed record Release(
    int Number,
    DateTimeOffset ReleasedAt,
    IReadOnlyList<string> Changes,
    string? Note,
    bool ByWithdrawal,
    IReadOnlyList<ReleasedMeeting> Meetings,
    IReadOnlyList<ReleasedParticipant> Participants);

/// <param name="RoundTable">Number of the round table that sits there; null when none does.</param>
/// <param name="ChangedIn">The release that changed it last.</param>
/// <param name="Sequence">0 in the release that has it first.</param>
public sealed record ReleasedMeeting(
    Guid Id,
    string Kind,
    int Number,
    string Title,
    int? RoundTable,
    string? Topic,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    string? Room,
    IReadOnlyList<ReleasedOfficer> Officers,
    IReadOnlyList<ReleasedSpeaker> Speakers,
    IReadOnlyList<string>? Languages,
    IReadOnlyList<string> Seats,
    bool Cancelled,
    int Sequence,
    int ChangedIn,
    IReadOnlyList<LateChange> LateChanges);

/// <param name="Name">Null when not known.</param>
/// <param name="Title">Null when not known.</param>
public sealed record ReleasedOfficer(string Role, string? Name, string? Title, string? Participant);

/// <param name="Office">The office that opens; null for a participant.</param>
/// <param name="StartsAt">When it is expected to be called; null when not known.</param>
public sealed record ReleasedSpeaker(string? Office, string? Participant, string? Name, DateTimeOffset? StartsAt);

/// <summary>What was changed after the day was frozen.</summary>
public sealed record LateChange(string What, string? Before, string? After, string Words, int Release);

public sealed record ReleasedParticipant(string Code, string Name);

/// <summary>Scheduling: who speaks in plenary, in which order.</summary>
/// <param name="Plan">Null while nobody has said how time is given.</param>
/// <param name="Late">Requests that wait for the chair's leave.</param>
public sealed record SpeakersList(string? Seed, DateTimeOffset? ClosesAt, bool SlotsConfirmed, SpeakersListPlan? Plan, IReadOnlyList<ListedSpeaker> Items, IReadOnlyList<LateRequest> Late);

public sealed record SpeakersListPlan(decimal LimitMinutes, decimal ChangeoverMinutes, decimal? GroupLimitMinutes, IReadOnlyList<MeetingOfDebate> Meetings, SpeakersListCapacity Capacity);

public sealed record MeetingOfDebate(Guid MeetingId, int Number, DateTimeOffset StartsAt, DateTimeOffset EndsAt, decimal LostMinutes, int Slots);

public sealed record SpeakersListCapacity(int Statements, bool Fits, int NotFitting, decimal MinutesNeeded, decimal MinutesAvailable, IReadOnlyList<CapacityOffer> Offers);

public sealed record CapacityOffer(string Remedy, bool Helps, int NotFitting, decimal? LimitMinutes, int? Meetings, int? Segments);

/// <param name="Slot">Null while it waits for one.</param>
/// <param name="Placed">True when the chair placed it.</param>
public sealed record ListedSpeaker(
    int Position,
    string Kind,
    string? Office,
    string? OfficeHolder,
    string? Name,
    string? OnBehalfOf,
    SpeakerKey? Key,
    SpeakingSlot? Slot,
    bool Placed,
    DateTimeOffset? AbsentAt,
    DateTimeOffset? DeliveredAt);

public sealed record SpeakerKey(string InWords);

public sealed record SpeakingSlot(Guid MeetingId, int Number, DateTimeOffset? StartsAt);

public sealed record LateRequest(string Participant, string Name, DateTimeOffset ReceivedAt);

/// <summary>Scheduling: a run of the optimiser.</summary>
/// <param name="State">Waiting, Running, Stopping, Finished, Stopped, Impossible or Failed.</param>
/// <param name="AskedAt">World time, as all of these.</param>
/// <param name="Seconds">Of solving; null before its end.</param>
/// <param name="Progress">Null before the first sign of its worker, and after its end.</param>
/// <param name="Failure">Why it failed; null unless it did.</param>
public sealed record OptimiserRun(
    Guid Id,
    long Version,
    string Name,
    string State,
    string InstanceHash,
    OptimiserSettings Settings,
    OptimiserSize Size,
    int Attempt,
    DateTimeOffset AskedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? ReleasedAt,
    double? Seconds,
    OptimiserProgress? Progress,
    IReadOnlyList<OptimisedPart> Parts,
    string? Failure)
{
    public bool HasEnded => EndedAt is not null;

    /// <summary>True when it came to an arrangement that can be released still.</summary>
    public bool CanBeReleased => State is "Finished" or "Stopped" && ReleasedAt is null;
}

/// <param name="Part">Seats, Timetable or Both.</param>
public sealed record OptimiserSettings(string? Part, int Seconds, int Seed, string Aim);

public sealed record OptimiserSize(int Participants, int Wishes, int Tables, int Sessions, int Slots, int Rooms);

public sealed record OptimiserProgress(string Part, double? Best, double? Bound, double Seconds);

public sealed record OptimisedPart(string Part, string Method, string Engine, string EngineVersion, int Seed, double? Objective, double? Bound, bool Optimal, double Seconds);

/// <summary>Scheduling: why a run came to nothing.</summary>
public sealed record OptimiserSolution(OptimiserImpossibility? Impossible);

public sealed record OptimiserImpossibility(IReadOnlyList<OptimiserRule> Core, IReadOnlyList<string> Repair);

public sealed record OptimiserRule(string Rule, string Sentence);

/// <summary>Scheduling: what a run came to beside others.</summary>
/// <param name="Violations">Hard rules that the result breaks; there are none.</param>
public sealed record OptimiserComparison(
    IReadOnlyList<string> Columns,
    IReadOnlyList<ComparedRow> Figures,
    IReadOnlyList<string> Violations,
    IReadOnlyList<ServedParticipant> Gains,
    IReadOnlyList<ServedParticipant> Loses,
    int SeatsGiven,
    int SeatsTaken,
    IReadOnlyList<MovedSession> SessionsMoved);

public sealed record ComparedRow(string Figure, IReadOnlyList<string> Values);

/// <param name="Before">Ranks of the wished-for seats that it had, best first.</param>
/// <param name="After">Ranks of those that it would have.</param>
public sealed record ServedParticipant(string Participant, IReadOnlyList<int> Before, IReadOnlyList<int> After);

/// <param name="Before">Null where it was nowhere.</param>
public sealed record MovedSession(string Session, string? Before, string? After);

/// <summary>Every service: why a request did not end well.</summary>
public sealed record ProblemSaid(string? Detail, string? Code);

/// <summary>Every service: what was made.</summary>
public sealed record MadeThing(Guid Id);

/// <summary>Publishing: a figure that was counted from events.</summary>
/// <param name="Value">Null when not known.</param>
/// <param name="Unknown">Why it is not known.</param>
/// <param name="Paragraph">The paragraph of the source that gives it; null when none does.</param>
/// <param name="Evidence">How many events it was counted from.</param>
public sealed record Figure(string Name, string Label, decimal? Value, string? Unknown, int? Paragraph, string Derivation, int Evidence);

/// <summary>Publishing: where the counts of those who registered, were present and spoke do not add up.</summary>
public sealed record Attendance(IReadOnlyList<AttendanceWarning> Warnings);

/// <summary>Publishing: one count is less than one that it should be at least as great as.</summary>
public sealed record AttendanceWarning(string Text);

/// <summary>Publishing: events of one kind in one stream that a figure was counted from.</summary>
public sealed record Evidence(string Service, string Event, Guid StreamId, IReadOnlyList<Guid> EventIds);

/// <summary>Every service: an event it committed under a trace.</summary>
public sealed record CommittedEvent(Guid EventId, string Type, Guid StreamId, long Version, long Sequence, DateTimeOffset At);

/// <summary>Publishing: a summary that was issued.</summary>
public sealed record IssuedSummary(Guid Id, string Title, string State, string? Symbol, DateOnly? IssuedOn);

/// <summary>Publishing: an issued summary with its text and the figures as they stood then.</summary>
/// <param name="StatusNote">How the text came about; null when there is nothing to say.</param>
/// <param name="ContentHash">SHA-256 of what was issued, lower-case hexadecimal.</param>
public sealed record Document(
    string Language,
    string Symbol,
    DateOnly Date,
    string Title,
    PrintedEdition Edition,
    string Status,
    string? StatusNote,
    IReadOnlyList<Section> Sections,
    IReadOnlyList<PrintedFigure> Figures,
    string? ContentHash,
    IReadOnlyList<Breakdown>? Breakdowns = null,
    IReadOnlyList<TextChange>? Changes = null);

/// <summary>Publishing: a figure in its parts.</summary>
public sealed record Breakdown(string Name, string Label, IReadOnlyList<BreakdownPart> Parts);

public sealed record BreakdownPart(string Name, string Label, int Value);

/// <summary>What a document changes in the one that it corrects or replaces.</summary>
/// <param name="Part">Title, Heading or Paragraph.</param>
public sealed record TextChange(string Part, int Number, IReadOnlyList<ChangedWords> Words);

/// <param name="Change">Kept, Removed or Added.</param>
public sealed record ChangedWords(string Change, string Text);

/// <summary>Publishing: an issued document in one language, for a list.</summary>
/// <param name="Kind">Summary, Addendum, Corrigendum or Revision.</param>
public sealed record DocumentLine(string Symbol, string Language, string OriginalLanguage, string Kind, string Title, DateOnly? Date);

/// <summary>Publishing: a passage in which what was searched for was found.</summary>
/// <param name="Paragraph">Null for a title or a heading.</param>
public sealed record FoundPassage(string Symbol, string Language, string Title, int? Paragraph, IReadOnlyList<ExcerptPart> Excerpt);

/// <param name="Found">True for words that were searched for.</param>
public sealed record ExcerptPart(string Text, bool Found);

public sealed record PrintedEdition(Guid Id, string Code, string Title, DateOnly StartsOn, DateOnly EndsOn, string Venue);

/// <param name="Heading">Null when not known.</param>
public sealed record Section(int Number, string? Heading, IReadOnlyList<Paragraph> Paragraphs);

/// <param name="Completeness">Full, HeadOnly, TailOnly or Absent.</param>
/// <param name="Missing">What is not there and why; null when all is.</param>
public sealed record Paragraph(int Number, string Completeness, IReadOnlyList<Run> Runs, string? Missing);

/// <summary>Words that come from one place.</summary>
/// <param name="Figure">Name of the figure that they print; null when none.</param>
/// <param name="Point">The point whose sentence they are; null when none.</param>
/// <param name="Paragraph">Number of the paragraph that they refer to; null when none.</param>
public sealed record Run(string Text, string? Figure, Guid? Point, int? Paragraph = null);

/// <summary>A figure as it stood when the document was issued.</summary>
public sealed record PrintedFigure(string Name, string Label, decimal? Value, string? Unknown, int? Paragraph);

/// <summary>Scheduling: by which rules the seats at round tables are given.</summary>
/// <param name="Release">The giving of seats that holds; null before the first.</param>
public sealed record SeatingPlan(
    string Aim, int Seed, DateTimeOffset CutOffAt, bool CutOffPassed, int OfferMinutes, int OfferMinutesOnTheDay, int Choices, IReadOnlyList<SeatsOfTable> Tables, GivenSeats? Release);

public sealed record SeatsOfTable(
    int RoundTable, int Capacity, int FlexSeats, int CivilSocietyFloor, int? CivilSocietyCeiling, IReadOnlyList<GroupShare> Groups, int Confirmed, int Offered, int Waiting);

public sealed record GroupShare(string Group, int Members, decimal Share, int Seats, int Confirmed);

public sealed record GivenSeats(int Seats, DateTimeOffset ReleasedAt, OriginOfSeats Origin);

public sealed record OriginOfSeats(bool Optimal);
