using System.Diagnostics;
using Marten;

namespace Forum.Hosting.Deadlines;

/// <summary>An instant at which something is to be decided: a window that ends, a reminder, an offer that lapses. Kept until it was dealt with, however late that is.</summary>
public sealed record Deadline
{
    /// <summary>Kind and subject: of a kind there is one at a time for a subject.</summary>
    public required string Id { get; init; }

    /// <summary>In kebab case, e.g. <c>credentials-reminder</c>; says who deals with it.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about: usually a stream.</summary>
    public required Guid Subject { get; init; }

    /// <summary>World time. What is due at a time of an edition's clock is due when <c>EditionClock.RealAt</c> says.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The trace in which it was set, to which what comes of it belongs; null when that was not traced.</summary>
    public string? TraceParent { get; init; }

    internal static string Of(string kind, Guid subject) => $"{kind}/{subject:N}";
}

/// <summary>Deals with deadlines of one kind. Like a consumer it decides and appends; <see cref="DeadlineWatch"/> commits.</summary>
public interface IWhenDue
{
    /// <summary>Whatever came of the deadline before, this may be asked again: the decision rests on the stream and not on having been asked.</summary>
    Task Due(Deadline deadline, CancellationToken ct);
}

/// <summary>Sets and lifts deadlines, in the transaction of what makes them so.</summary>
public static class SettingDeadlines
{
    /// <summary>Sets the deadline of this kind for the subject; one that is set already moves.</summary>
    /// <param name="dueAt">World time; when it has passed already, the deadline is due at once.</param>
    public static void SetDeadline(this IDocumentOperations session, string kind, Guid subject, DateTimeOffset dueAt) => session.Store(new Deadline
    {
        Id = Deadline.Of(kind, subject),
        Kind = kind,
        Subject = subject,
        DueAt = dueAt.ToUniversalTime(),
        TraceParent = Activity.Current?.Id,
    });

    /// <summary>Takes the deadline back, if there is one.</summary>
    public static void LiftDeadline(this IDocumentOperations session, string kind, Guid subject) => session.Delete<Deadline>(Deadline.Of(kind, subject));
}
