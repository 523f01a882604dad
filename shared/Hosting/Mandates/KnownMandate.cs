using JasperFx;

namespace Forum.Hosting.Mandates;

/// <summary>
/// What Governance last told of an account's mandate to act for a participant. Its version is the revision of the participant's mandates at Governance,
/// so that an older message cannot bring back what a newer one took away.
/// </summary>
public sealed record KnownMandate : ILongVersioned
{
    /// <summary>Participant and account: <c>FRA/an-account</c>.</summary>
    public string Id { get; init; } = "";

    /// <summary>The revision at Governance.</summary>
    public long Version { get; set; }

    /// <summary>World time; null when it holds until it is revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Null while it was not revoked.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <param name="now">World time: a mandate is a right of access, and runs out at no rehearsal's speed.</param>
    public bool IsInForce(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);

    /// <summary>A code of a participant holds no slash.</summary>
    public static string Of(string participant, string subject) => $"{participant}/{subject}";
}
