using Forum.Rehearsal.Scenarios;

namespace Forum.Rehearsal.Reports;

/// <summary>What an organizer takes from a rehearsal. All times are on the edition's clock, with the venue's offset.</summary>
/// <param name="About">That everything is made up, and how exact it is.</param>
/// <param name="Seed">The same seed, scenario and speed rehearse the same.</param>
/// <param name="AccurateToMinutes">Differences below that come from this machine and not from the forum.</param>
/// <param name="RulesHeld">True when every rule held.</param>
/// <param name="Changes">What would have to change, a sentence each; empty when all went well.</param>
public sealed record Report(
    string Title,
    string About,
    string Edition,
    Guid EditionId,
    ulong Seed,
    double Speed,
    double TookSeconds,
    double AccurateToMinutes,
    bool RulesHeld,
    IReadOnlyList<string> Changes,
    IReadOnlyList<DisturbanceReport> Disturbances,
    IReadOnlyList<MeetingReport> Meetings,
    IReadOnlyList<VacancyReport> Vacancies,
    IReadOnlyList<MovedSpeaker> MovedSpeakers,
    IReadOnlyList<NotReached> NotReached,
    IReadOnlyList<SeatReport> Seats,
    IReadOnlyList<ReleaseReport> Releases,
    IReadOnlyList<RuleReport> Rules,
    IReadOnlyList<FigureReport> Figures,
    IReadOnlyList<TimelineEntry> Timeline);

/// <summary>Something at a time.</summary>
public sealed record Moment(DateTimeOffset At, string What);

/// <summary>A line of the timeline.</summary>
/// <param name="Disturbance">Number of the disturbance it is or comes from; null when it went by the programme.</param>
public sealed record TimelineEntry(DateTimeOffset At, string About, string What, int? Disturbance);

/// <summary>A disturbance and what followed.</summary>
/// <param name="Drawn">By the seed; else it was written in the scenario.</param>
/// <param name="Participant">Null when it is about nobody's delegation.</param>
/// <param name="Trace">Under this id an operator sees all that came of it, over all services; null when it was no request.</param>
/// <param name="NotDone">Why it was not brought in; null when it was.</param>
public sealed record DisturbanceReport(
    int Number, DateTimeOffset At, DisturbanceKind What, bool Drawn, string? Participant, MeetingName? Meeting, int? Minutes, string? Trace, string? NotDone, IReadOnlyList<Moment> Followed);

/// <summary>How a meeting went.</summary>
/// <param name="ConvenedAt">Null when it was not held.</param>
/// <param name="LateMinutes">After its time; 0 when in time, null when it was not held.</param>
/// <param name="OverranMinutes">Beyond its time; 0 when it rose in time, null when it was not held.</param>
/// <param name="Planned">Speakers that had a slot at it on the evening before; null for a round table.</param>
/// <param name="Heard">Statements made at it, without the openers; null for a round table.</param>
/// <param name="NotReached">Speakers with a slot at it who had not withdrawn and spoke elsewhere or not at all.</param>
public sealed record MeetingReport(
    MeetingName Meeting,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    DateTimeOffset? ConvenedAt,
    DateTimeOffset? RoseAt,
    double? LateMinutes,
    double? OverranMinutes,
    int? Planned,
    int? Heard,
    IReadOnlyList<string> NotReached);

/// <summary>An office that fell vacant.</summary>
/// <param name="Participant">Whose office it was.</param>
/// <param name="FilledAt">Null when it stayed vacant.</param>
/// <param name="FilledBy">Null when it stayed vacant.</param>
/// <param name="Minutes">How long; null when it stayed vacant.</param>
public sealed record VacancyReport(MeetingName Meeting, string Office, string Participant, DateTimeOffset Since, DateTimeOffset? FilledAt, string? FilledBy, double? Minutes);

/// <summary>Who spoke at another meeting than planned.</summary>
public sealed record MovedSpeaker(string Participant, MeetingName From, MeetingName To);

/// <summary>Who was inscribed to the end and did not speak.</summary>
/// <param name="Meeting">Where the slot was; null when there was none.</param>
public sealed record NotReached(string Participant, MeetingName? Meeting);

/// <summary>A seat that was given up.</summary>
/// <param name="GivenTo">Who has it then; null when nobody waited for it.</param>
public sealed record SeatReport(DateTimeOffset At, int RoundTable, string FreedBy, string? GivenTo);

/// <summary>A release of the programme of work.</summary>
/// <param name="ByWithdrawal">True when a withdrawal forced it.</param>
/// <param name="AfterFreeze">True when it was made after the programme of the first day was frozen: its changes are shown as changes.</param>
/// <param name="Changes">In words; empty for the first one.</param>
public sealed record ReleaseReport(int Number, DateTimeOffset At, bool ByWithdrawal, bool AfterFreeze, IReadOnlyList<string> Changes);

/// <summary>A rule, and where it did not hold.</summary>
public sealed record RuleReport(string Rule, bool Held, IReadOnlyList<string> Broken);

/// <summary>A number at the end.</summary>
/// <param name="Value">Null when it is not known.</param>
public sealed record FigureReport(string Name, string Label, decimal? Value);
