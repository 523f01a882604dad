using JasperFx;

namespace Forum.Hosting.Webhooks;

/// <summary>Where a system outside wants to be told what the service announces, and whose system it is.</summary>
public sealed record Webhook : ILongVersioned
{
    /// <summary>So many an owner may have.</summary>
    public const int MostOfOneOwner = 20;

    public Guid Id { get; init; }

    /// <summary>Counts the changes; what the courier notes of its work is kept elsewhere and does not change it.</summary>
    public long Version { get; set; }

    /// <summary>May hold whatever its owner put into the query: shown to the owner and the secretariat, never logged.</summary>
    public required Uri Url { get; init; }

    /// <summary>E.g. <c>forum.registration.delegation_announced</c>; none for all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>The owner's own words.</summary>
    public string? Description { get; init; }

    public required WebhookOwner Owner { get; init; }

    /// <summary>Newest first. All that hold sign each message.</summary>
    public required IReadOnlyList<SigningSecret> Secrets { get; init; }

    public WebhookStanding Standing { get; init; }

    /// <summary>World time.</summary>
    public required DateTimeOffset SubscribedAt { get; init; }

    public bool Wants(string type) => Types.Count == 0 || Types.Contains(type, StringComparer.Ordinal);

    /// <summary>The same with a new secret; the one before it goes on signing until the end of the overlap.</summary>
    public Webhook WithSecret(string kept, DateTimeOffset oldUntil) => this with { Secrets = [new SigningSecret(kept, Until: null), Secrets[0] with { Until = oldUntil }] };
}

/// <summary>Who subscribed.</summary>
/// <param name="Subject">Subject of the token.</param>
/// <param name="Participant">Code of the participant that it acts for, e.g. <c>FRA</c>; null when it is told everything.</param>
public sealed record WebhookOwner(string Subject, string? Participant);

/// <summary>A secret that messages are signed with.</summary>
/// <param name="Kept">Encrypted.</param>
/// <param name="Until">World time; null for the one that holds until it is replaced.</param>
public sealed record SigningSecret(string Kept, DateTimeOffset? Until)
{
    public bool Holds(DateTimeOffset now) => Until is null || now < Until;
}

/// <summary>Whether anything is sent.</summary>
public enum WebhookStanding
{
    Enabled,

    /// <summary>Its owner or the secretariat has disabled it. What is announced meanwhile is sent when it is enabled again.</summary>
    Disabled,

    /// <summary>The target answered 410: it wants no more.</summary>
    Gone,
}

/// <summary>How far the courier has come with a webhook.</summary>
public sealed record WebhookProgress : ILongVersioned
{
    /// <summary>The webhook's.</summary>
    public Guid Id { get; init; }

    public long Version { get; set; }

    /// <summary>Position in the feed: whatever lies before has become a delivery, or is none of this webhook's.</summary>
    public long Position { get; init; }

    /// <summary>The target asked (<c>Retry-After</c>) to be left alone until then; null when it did not.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>Since when deliveries are given up and none succeeds; null when all is well.</summary>
    public DateTimeOffset? FailingSince { get; init; }
}
