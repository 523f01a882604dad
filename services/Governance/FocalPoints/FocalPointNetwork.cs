using System.Security.Cryptography;
using System.Text;
using Forum.Contracts.Governance;
using Forum.Hosting.Store;

namespace Forum.Governance.FocalPoints;

/// <summary>A mandate to act for a participant.</summary>
/// <param name="Subject">The account that holds it, as the issuer's tokens name it. No name, no address: who it is, the issuer knows.</param>
/// <param name="ExpiresAt">World time, for it is a right of access; null when it holds until it is revoked.</param>
/// <param name="RevokedAt">Null while it was not revoked.</param>
public sealed record Mandate(Guid Id, string Subject, FocalPointCapacity Capacity, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt = null)
{
    public bool IsInForce(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);
}

/// <summary>An account may act for the participant from now on.</summary>
public sealed record FocalPointDesignated(string Participant, Mandate Mandate, DateTimeOffset At);

/// <summary>The mandate holds for longer, or for as long as it is not revoked.</summary>
public sealed record FocalPointRenewed(string Participant, Mandate Mandate, DateTimeOffset At);

/// <summary>The mandate ended.</summary>
public sealed record FocalPointRevoked(string Participant, Mandate Mandate, DateTimeOffset At);

/// <summary>Who may act for one participant: one primary focal point at a time, and backups.</summary>
public sealed record FocalPointNetwork
{
    internal static readonly Type[] Events = [typeof(FocalPointDesignated), typeof(FocalPointRenewed), typeof(FocalPointRevoked)];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    /// <summary>Code of the participant.</summary>
    public string Participant { get; init; } = "";

    /// <summary>All there ever were, in the order of their designation.</summary>
    public IReadOnlyList<Mandate> Mandates { get; init; } = [];

    public FocalPointNetwork Evolve(object @event) => @event switch
    {
        FocalPointDesignated e => this with { Id = Of(e.Participant), Participant = e.Participant, Mandates = [.. Mandates, e.Mandate] },
        FocalPointRenewed e => With(e.Mandate),
        FocalPointRevoked e => With(e.Mandate),
        _ => this,
    };

    /// <summary>The stream of a participant: whoever designates decides in the same one.</summary>
    public static Guid Of(string participant) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"focal-points/{participant}")).AsSpan(0, 16));

    public bool HasInForce(string subject, DateTimeOffset now) => Mandates.Any(mandate => mandate.Subject == subject && mandate.IsInForce(now));

    /// <exception cref="Missing">There is no such mandate.</exception>
    public Mandate Find(Guid mandateId) => Mandates.FirstOrDefault(mandate => mandate.Id == mandateId) ?? throw new Missing("mandate", mandateId);

    private FocalPointNetwork With(Mandate changed) => this with { Mandates = [.. Mandates.Select(mandate => mandate.Id == changed.Id ? changed : mandate)] };
}
