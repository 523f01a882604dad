namespace Forum.Seeds;

/// <summary>In whose name a request is made: a client of the local profile and, for a delegation, the participant it acts for.</summary>
/// <param name="Client">Null for anybody: no token is sent.</param>
/// <param name="Delegation">Code of the participant.</param>
/// <param name="Trace">W3C trace context that the requests are put under; null for none.</param>
public sealed record Who(string? Client, string? Delegation = null, string? Trace = null)
{
    public static readonly Who Anybody = new((string?)null);
    public static readonly Who Organizer = new("demo-organizer");

    /// <summary>Another organizer: who wrote or cleared a text does not issue it.</summary>
    public static readonly Who Publisher = new("demo-publisher");

    public static readonly Who NoteTaker = new("demo-notetaker");

    public static Who DelegationOf(string participant) => new("demo-delegation", participant);
}
