using System.Text.Json;
using System.Text.Json.Serialization;
using Forum.Contracts.Scheduling;

namespace Forum.Rehearsal.Scenarios;

/// <summary>The forum that is rehearsed, and what is to go wrong at it. An organizer writes what differs from the usual two days; what is left out is as here.</summary>
public sealed record Scenario
{
    /// <summary>As many as have offices, with some to speak; and no more than there are States on the list of participants.</summary>
    private const int FewestDelegations = 24, MostDelegations = 190;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public string Title { get; init; } = "A forum that is rehearsed";

    public string Venue { get; init; } = "A venue in New York";

    /// <summary>First of the two days.</summary>
    public DateOnly StartsOn { get; init; } = new(2027, 5, 11);

    /// <summary>IANA zone of the venue; every time of the scenario is meant by the clocks there.</summary>
    public string TimeZone { get; init; } = "America/New_York";

    /// <summary>How many synthetic delegations come; each asks for the floor and for a seat at two round tables.</summary>
    public int Delegations { get; init; } = 64;

    /// <summary>Minutes for one statement in plenary.</summary>
    public int SpeakingLimitMinutes { get; init; } = 7;

    /// <summary>Minutes from the end of a statement to the beginning of the next.</summary>
    public double ChangeoverMinutes { get; init; } = 2.5;

    /// <summary>Seats at one round table.</summary>
    public int RoundTableSeats { get; init; } = 30;

    /// <summary>How long a meeting waits for its chair before another presides, if there is one.</summary>
    public int GraceMinutes { get; init; } = 15;

    /// <summary>How long a meeting may sit after its time: as long as the interpreters stay.</summary>
    public int OvertimeMinutes { get; init; } = 15;

    /// <summary>How long the secretariat takes to name somebody to a vacant office.</summary>
    public int ReactionMinutes { get; init; } = 30;

    /// <summary>How many disturbances the seed draws beside those that are written here.</summary>
    public int Drawn { get; init; } = 8;

    public IReadOnlyList<Disturbance> Disturbances { get; init; } = [];

    /// <summary>What is rehearsed when no scenario is given.</summary>
    public static Scenario Usual { get; } = new();

    public DateOnly EndsOn => StartsOn.AddDays(1);

    /// <summary>The instant, with the offset that the venue has then.</summary>
    public DateTimeOffset AtVenue(DateTime local) => new(local, TimeZoneInfo.FindSystemTimeZoneById(TimeZone).GetUtcOffset(local));

    /// <exception cref="FormatException">It is no scenario, or cannot be held; the message says what to change.</exception>
    public static Scenario Read(string json)
    {
        try
        {
            var scenario = JsonSerializer.Deserialize<Scenario>(json, Form) ?? throw new FormatException("The scenario is null.");
            return scenario.Faults() is { Count: > 0 } faults
                ? throw new FormatException($"The scenario cannot be held:{Environment.NewLine}{string.Join(Environment.NewLine, faults)}")
                : scenario;
        }
        catch (JsonException e)
        {
            throw new FormatException($"The scenario cannot be read: {e.Message}", e);
        }
    }

    /// <summary>What would have to be changed before it can be held; empty when nothing.</summary>
    public IReadOnlyList<string> Faults() =>
    [
        .. Wrong(TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) && zone.HasIanaId, "timeZone", $"{TimeZone} is no IANA time zone; give one such as America/New_York."),
        .. Wrong(Title.Length is >= 3 and <= 300, "title", "give 3 to 300 characters."),
        .. Wrong(Venue.Length is >= 2 and <= 200, "venue", "give 2 to 200 characters."),
        .. Wrong(StartsOn.Year is >= 2007 and <= 2100, "startsOn", "give a day from 2007 to 2100."),
        .. Wrong(Delegations is >= FewestDelegations and <= MostDelegations, "delegations", $"give {FewestDelegations} to {MostDelegations}: fewer cannot fill the offices of the meetings."),
        .. Wrong(SpeakingLimitMinutes is >= 1 and <= 30, "speakingLimitMinutes", "give 1 to 30."),
        .. Wrong(ChangeoverMinutes is >= 0 and <= 10, "changeoverMinutes", "give 0 to 10."),
        .. Wrong(RoundTableSeats is >= 1 and <= 500, "roundTableSeats", "give 1 to 500."),
        .. Wrong(GraceMinutes is >= 0 and <= 120, "graceMinutes", "give 0 to 120."),
        .. Wrong(OvertimeMinutes is >= 0 and <= 180, "overtimeMinutes", "give 0 to 180."),
        .. Wrong(ReactionMinutes is >= 1 and <= 600, "reactionMinutes", "give 1 to 600."),
        .. Wrong(Drawn is >= 0 and <= 40, "drawn", "give 0 to 40."),
        .. Disturbances.Index().SelectMany(item => Faults(item.Item).Select(fault => $"disturbances[{item.Index}].{fault}")),
    ];

    private IEnumerable<string> Faults(Disturbance disturbance)
    {
        if (disturbance.At.Kind is not DateTimeKind.Unspecified)
            yield return "at: write the time as the clocks at the venue show it, without an offset.";
        if (DateOnly.FromDateTime(disturbance.At) < StartsOn.AddDays(-1) || DateOnly.FromDateTime(disturbance.At) > EndsOn)
            yield return $"at: the rehearsal lasts from the evening of {StartsOn.AddDays(-1):yyyy-MM-dd} to {EndsOn:yyyy-MM-dd}.";
        if (disturbance.Meeting is { } meeting && !Plans.ForumPlan.Names.Contains(meeting))
            yield return $"meeting: there is no {meeting}; there are {string.Join(", ", Plans.ForumPlan.Names)}.";
        if (disturbance.Minutes is < 1 or > 600)
            yield return "minutes: give 1 to 600.";
        switch (disturbance.What)
        {
            case DisturbanceKind.Withdrawal or DisturbanceKind.Return when disturbance.Participant is null == disturbance.Meeting is null:
                yield return $"participant: a {disturbance.What} is of a participant, or of whoever chairs a meeting; give one of the two.";
                break;
            case DisturbanceKind.LateChair when disturbance.Meeting is null || disturbance.Minutes is null:
                yield return "meeting: a LateChair has a meeting and minutes.";
                break;
            case DisturbanceKind.Overrun when disturbance.Meeting is not { Kind: MeetingKind.Plenary } || disturbance.Minutes is null:
                yield return "meeting: an Overrun has a plenary meeting and minutes.";
                break;
            case DisturbanceKind.Absence when disturbance.Participant is null || disturbance.Minutes is null:
                yield return "participant: an Absence has a participant and minutes.";
                break;
            default:
                break;
        }
    }

    private static IEnumerable<string> Wrong(bool isRight, string field, string what) => isRight ? [] : [$"{field}: {what}"];
}
