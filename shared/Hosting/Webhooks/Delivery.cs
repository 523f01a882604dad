namespace Forum.Hosting.Webhooks;

/// <summary>One event on its way to one webhook, with every attempt. It holds no body: that is read from the event store each time.</summary>
public sealed record Delivery
{
    /// <summary>Of the attempts so many are remembered, the last ones.</summary>
    private const int MostRemembered = 30;

    /// <summary>In the order in which they were queued.</summary>
    public Guid Id { get; init; }

    public required Guid WebhookId { get; init; }

    /// <summary>Goes out as <c>webhook-id</c>, the same each time.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The event's position in the feed; the first come first.</summary>
    public required long Sequence { get; init; }

    public required string Type { get; init; }
    public DeliveryState State { get; init; }

    /// <summary>Failed attempts since it was queued, or queued again.</summary>
    public int Failures { get; init; }

    /// <summary>World time; null when there is nothing more to do.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <param name="place">Among those that are queued at the same instant.</param>
    public static Delivery Of(Guid webhook, Guid eventId, long sequence, string type, DateTimeOffset now, int place = 0) => new()
    {
        Id = InOrder(now, place),
        WebhookId = webhook,
        EventId = eventId,
        Sequence = sequence,
        Type = type,
        NextAttemptAt = now,
    };

    /// <summary>A UUIDv7 whose twelve bits behind the time count (RFC 9562, 6.2, method 1).</summary>
    private static Guid InOrder(DateTimeOffset now, int place)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)(0x70 | (place >> 8));
        bytes[7] = (byte)place;
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>True for a test message, which is no event and is tried once.</summary>
    public bool IsPing(string service) => string.Equals(Type, PingWebhook.TypeOf(service), StringComparison.Ordinal);

    /// <summary>Sent once more from the first attempt on; what waits already goes on waiting.</summary>
    public Delivery Again(DateTimeOffset now) => State is DeliveryState.Waiting ? this : this with { State = DeliveryState.Waiting, Failures = 0, NextAttemptAt = now };

    /// <param name="jitter">From 0 to 1.</param>
    /// <param name="once">No retry is wanted.</param>
    public Delivery After(Attempt attempt, double jitter, bool once = false)
    {
        var tried = this with { Attempts = [.. Attempts.Append(attempt).TakeLast(MostRemembered)] };
        if (attempt.Error is null)
            return tried with { State = DeliveryState.Delivered, NextAttemptAt = null };
        var failures = Failures + 1;
        return attempt.Error is DeliveryError.Gone or DeliveryError.NotAnnounced || once || RetrySchedule.Next(failures, attempt.At + attempt.Took, jitter, attempt.RetryAfter) is not { } next
            ? tried with { State = DeliveryState.GivenUp, Failures = failures, NextAttemptAt = null }
            : tried with { Failures = failures, NextAttemptAt = next };
    }
}

/// <summary>What became of a delivery.</summary>
public enum DeliveryState
{
    Waiting,
    Delivered,

    /// <summary>Every attempt failed. A replay starts it again.</summary>
    GivenUp,
}

/// <summary>One request to the target.</summary>
/// <param name="At">World time at which it began.</param>
/// <param name="Took"></param>
/// <param name="Status">The answer's status; null when there was none.</param>
/// <param name="Error">Null when it was delivered.</param>
/// <param name="RetryAfter">When the target asked to be called again; null when it did not say.</param>
public sealed record Attempt(DateTimeOffset At, TimeSpan Took, int? Status, DeliveryError? Error, DateTimeOffset? RetryAfter = null);

/// <summary>Why an attempt failed.</summary>
public enum DeliveryError
{
    /// <summary>The target answered with another status than 2xx.</summary>
    Status,

    /// <summary>It answered with a redirect, which is not followed: change the address instead.</summary>
    Redirect,

    /// <summary>It answered 410 and gets no more.</summary>
    Gone,

    /// <summary>There was no answer in time.</summary>
    Timeout,

    /// <summary>Its name is not known.</summary>
    NameUnknown,

    /// <summary>Its name leads to an address that no webhook may lead to, such as a private one.</summary>
    AddressNotAllowed,

    /// <summary>It cannot be reached, or broke off.</summary>
    Unreachable,

    /// <summary>Its certificate is not valid, or there is none.</summary>
    Tls,

    /// <summary>The secret cannot be read any more: give it a new one.</summary>
    SecretUnreadable,

    /// <summary>The event is no longer announced, or not to this owner.</summary>
    NotAnnounced,
}

/// <summary>When a failed delivery is tried again, as Standard Webhooks 1.0.0 recommends: over three days, and a little later each time than asked.</summary>
internal static class RetrySchedule
{
    /// <summary>The wait after the first failed attempt, the second, and so on.</summary>
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    private const double MostJitter = 0.1;

    /// <param name="failures">How many attempts have failed.</param>
    /// <param name="now">World time.</param>
    /// <param name="jitter">From 0 to 1.</param>
    /// <param name="asked">When the target asked to be called again; it is not called before.</param>
    /// <returns>Null when there is no further attempt.</returns>
    public static DateTimeOffset? Next(int failures, DateTimeOffset now, double jitter, DateTimeOffset? asked)
    {
        if (failures > Waits.Length)
            return null;
        var next = now + (Waits[failures - 1] * (1 + (MostJitter * jitter)));
        return asked > next ? asked : next;
    }
}
