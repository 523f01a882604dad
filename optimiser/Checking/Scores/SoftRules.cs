namespace Forum.Optimiser.Checking;

/// <summary>Codes of what is better or worse about an arrangement that keeps the hard rules.</summary>
public static class SoftRules
{
    /// <summary>Two sessions that would better not be held at once are.</summary>
    public const string Clash = "clash";

    /// <summary>Tables that participants of one person wish for are held at once.</summary>
    public const string WishedForAtOnce = "wished-for-at-once";

    /// <summary>A session is in a slot that it would better not be in.</summary>
    public const string SlotPenalty = "slot-penalty";

    /// <summary>Two sessions of one topic are held at once.</summary>
    public const string SameTopic = "same-topic";

    /// <summary>A session is not where the previous release had it.</summary>
    public const string MovedSession = "moved-session";

    /// <summary>A soft pin is not kept.</summary>
    public const string SoftPin = "soft-pin";

    /// <summary>A participant has no seat.</summary>
    public const string WithoutSeat = "without-seat";

    /// <summary>A group, or civil society, has fewer seats at a table than its floor, and asked for them.</summary>
    public const string Floor = "floor";

    /// <summary>A participant has fewer seats than it asked for.</summary>
    public const string UnfilledWish = "unfilled-wish";

    /// <summary>A seat is at a table that is not the first wish.</summary>
    public const string Rank = "rank";

    /// <summary>A seat of the previous release is no more.</summary>
    public const string MovedSeat = "moved-seat";

    /// <summary>A participant does not sit where its group nominated it and it wished to sit.</summary>
    public const string Nomination = "nomination";
}
