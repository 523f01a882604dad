namespace Forum.Hosting.Events;

/// <summary>Who may follow an announcement from outside: in the event feed, or by webhook. The forum's own services hear all of them.</summary>
public sealed record Audience
{
    private Audience(string? participant, bool everybody) => (Participant, IsEverybody) = (participant, everybody);

    /// <summary>The secretariat, operators and the forum's own systems: what is said of nothing else.</summary>
    public static Audience Secretariat { get; } = new(null, everybody: false);

    /// <summary>Whoever has a token: what is public in any case.</summary>
    public static Audience Everybody { get; } = new(null, everybody: true);

    /// <summary>The secretariat and the participant that it concerns.</summary>
    /// <param name="participant">Code on the list of the edition, e.g. <c>FRA</c>.</param>
    public static Audience Of(string participant) => new(participant, everybody: false);

    /// <summary>Code of the participant that it concerns; null when none.</summary>
    public string? Participant { get; }

    public bool IsEverybody { get; }

    /// <summary>True when a system that acts for the participant may know; null stands for the secretariat, which may know everything.</summary>
    public bool Includes(string? participant) => participant is null || IsEverybody || string.Equals(Participant, participant, StringComparison.Ordinal);
}
