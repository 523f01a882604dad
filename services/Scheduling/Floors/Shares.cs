using Forum.Contracts.Registration;

namespace Forum.Scheduling.Floors;

/// <summary>Time that participants of a category had the floor.</summary>
/// <param name="Seconds">Without pauses.</param>
/// <param name="Speeches">How many were made, or are being made.</param>
public sealed record CategoryTime(ParticipantCategory Category, double Seconds, int Speeches);

/// <summary>Whether others than States have had the share of the time that is to be left to them.</summary>
public enum ShareState
{
    /// <summary>No share is known that is to be left to them: there is no warning.</summary>
    Unknown,

    /// <summary>Nothing was said yet.</summary>
    NothingSaid,

    Kept,

    /// <summary>They have had less: the chair is warned.</summary>
    Below,
}

/// <summary>Who had how much of a round table's time.</summary>
/// <param name="ByCategory">The most time first.</param>
/// <param name="NonStatePercent">The share of the time that others than Member States and observer States had; null while nothing was said.</param>
/// <param name="FloorPercent">The share that is to be left to them; null when not known.</param>
public sealed record Shares(IReadOnlyList<CategoryTime> ByCategory, double? NonStatePercent, int? FloorPercent, ShareState State)
{
    /// <summary>True for Member States and observer States; entities, agencies, organizations and civil society are none.</summary>
    internal static bool IsState(ParticipantCategory category) => category is ParticipantCategory.MemberState or ParticipantCategory.ObserverState;

    /// <param name="at">Up to when a speech counts that is being made.</param>
    public static Shares Of(Floor floor, DateTimeOffset at)
    {
        var speeches = floor.Ended.Select(speech => (speech.Speaker, speech.Used)).ToList();
        if (floor.Speech is { StartedAt: not null } speech)
            speeches.Add((speech.Speaker, speech.Used(at)));
        CategoryTime[] byCategory =
        [
            .. speeches.Where(said => said.Speaker.Category is not null)
                .GroupBy(said => said.Speaker.Category!.Value)
                .Select(group => new CategoryTime(group.Key, group.Sum(said => said.Used.TotalSeconds), group.Count()))
                .OrderByDescending(time => time.Seconds)
                .ThenBy(time => time.Category),
        ];
        var total = byCategory.Sum(time => time.Seconds);
        double? share = total > 0 ? 100 * byCategory.Where(time => !IsState(time.Category)).Sum(time => time.Seconds) / total : null;
        var state = (floor.NonStateFloorPercent, share) switch
        {
            (null, _) => ShareState.Unknown,
            (_, null) => ShareState.NothingSaid,
            ({ } least, { } had) => had < least ? ShareState.Below : ShareState.Kept,
        };
        return new Shares(byCategory, share, floor.NonStateFloorPercent, state);
    }
}
