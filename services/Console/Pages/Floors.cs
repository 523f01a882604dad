using System.Globalization;
using System.Text.Json;
using Forum.Console.Reading;

namespace Forum.Console.Pages;

/// <summary>How the floor of a meeting reads on a screen in the room. The same words go to the page and to its script.</summary>
public static class Floors
{
    private static readonly Dictionary<string, string> Said = new(StringComparer.Ordinal)
    {
        ["Free"] = "Nobody has the floor",
        ["Given"] = "Has the floor",
        ["Speaking"] = "Is speaking",
        ["Paused"] = "Paused",
        ["PointOfOrder"] = "Point of order",
        ["Opening"] = "Opening statement",
        ["Statement"] = "Statement",
        ["RightOfReply"] = "Right of reply",
        ["Intervention"] = "Intervention",
        ["unknown"] = "Speaker",
        ["remains"] = "remain",
        ["over"] = "over the limit",
        ["used"] = "used; no limit is known",
        ["Below"] = "Others than States have had less than their share",
        ["Kept"] = "Others than States have had their share",
        ["NothingSaid"] = "Nothing was said yet",
        ["Unknown"] = "The share of others than States is unknown: none was set",
    };

    /// <summary>For the script, which shows later states as the page shows the first one.</summary>
    public static string Words { get; } = JsonSerializer.Serialize(new Dictionary<string, string>(Said, StringComparer.Ordinal)
    {
        ["MemberState"] = Pages.Words.Of("MemberState"),
        ["ObserverState"] = Pages.Words.Of("ObserverState"),
        ["StandingInviteeEntity"] = Pages.Words.Of("StandingInviteeEntity"),
        ["UnSystemEntity"] = Pages.Words.Of("UnSystemEntity"),
        ["RegionalCommission"] = Pages.Words.Of("RegionalCommission"),
        ["RelatedOrganization"] = Pages.Words.Of("RelatedOrganization"),
        ["Ngo"] = Pages.Words.Of("Ngo"),
        ["CivilSociety"] = Pages.Words.Of("CivilSociety"),
        ["PrivateSector"] = Pages.Words.Of("PrivateSector"),
    });

    public static string Of(string word) => Said.GetValueOrDefault(word) ?? Pages.Words.Of(word);

    /// <summary>Who it is, as the room knows it: a participant, an office, or at a round table a category.</summary>
    public static string Who(FloorSpeaker? speaker) => speaker is null ? "" : speaker.Name ?? speaker.Participant ?? speaker.Office ?? (speaker.Category is { } category ? Of(category) : Of("unknown"));

    public static string Who(FloorCall call) => call.Name ?? call.Participant ?? call.Office ?? Of("unknown");

    /// <summary>In what capacity, and for whom else.</summary>
    public static string As(FloorSpeaker speaker) => Of(speaker.Kind)
        + (speaker.ReplyNumber is { } number ? $" {number.ToString(CultureInfo.InvariantCulture)} of 2" : "")
        + (speaker.OnBehalfOf is { } group ? $", on behalf of {group}" : "");

    /// <summary>What the clock says: what remains, how much too long it takes, or what was used where no limit is known.</summary>
    public static string Clock(FloorSpeaker? speaker) => speaker switch
    {
        null => "",
        { OverrunSeconds: > 0 } => $"+{Time(Math.Floor(speaker.OverrunSeconds))}",
        { RemainingSeconds: { } remaining } => Time(Math.Ceiling(remaining)),
        _ => Time(Math.Floor(speaker.UsedSeconds)),
    };

    /// <summary>What the clock's time is.</summary>
    public static string Meaning(FloorSpeaker? speaker) => speaker switch
    {
        null => "",
        { OverrunSeconds: > 0 } => $"{Of("over")} of {Time(speaker.LimitSeconds ?? 0)}",
        { RemainingSeconds: not null } => $"{Of("remains")} of {Time(speaker.LimitSeconds ?? 0)}",
        _ => Of("used"),
    };

    /// <summary>The look of the clock: over the limit, in its last minute, or neither.</summary>
    public static string Urgency(FloorSpeaker? speaker) => speaker switch
    {
        { OverrunSeconds: > 0 } => "over",
        { RemainingSeconds: <= 60 } => "last",
        _ => "",
    };

    /// <summary>Minutes and seconds, e.g. "7:05".</summary>
    public static string Time(double seconds) =>
        $"{((int)seconds / 60).ToString(CultureInfo.InvariantCulture)}:{((int)seconds % 60).ToString("00", CultureInfo.InvariantCulture)}";

    public static string Percent(double? share) => share is { } known ? $"{known.ToString("0", CultureInfo.InvariantCulture)} %" : "unknown";
}
