using Forum.Hosting.Access;
using Forum.Hosting.Store;

namespace Forum.Publishing.Summaries;

/// <summary>An event that says whose hand it was. Outside the secretariat nobody sees it.</summary>
public interface IByHand
{
    /// <summary>Subject of the token; null for what was stored before hands were noted.</summary>
    string? By { get; }

    internal object OfHand(string subject);
}

/// <summary>
/// What is issued was seen by two: who wrote into a text, at whatever time, or cleared it does not issue it. The rule is held inside the stream of the text, so that it cannot
/// be got round by asking twice at once. A hand is the subject of a token: persons and systems of the secretariat each have one of their own.
/// </summary>
public static class FourEyes
{
    /// <exception cref="Refusal">The caller wrote or cleared it.</exception>
    public static void MustHold(IReadOnlyCollection<string> writers, string? clearedBy, string issuer)
    {
        var part = string.Equals(clearedBy, issuer, StringComparison.Ordinal) ? "cleared it"
            : writers.Contains(issuer, StringComparer.Ordinal) ? "wrote in it"
            : null;
        if (part is not null)
            throw new Refusal("four-eyes", $"A text is issued by somebody else than who wrote or cleared it, and you {part}. Ask another organizer to issue it.") { NotAllowed = true };
    }

    /// <summary>The events, signed by the caller where they are a matter of hands.</summary>
    public static IEnumerable<object> SignedBy(this IEnumerable<object> events, Caller caller) => events.Select(e => e is IByHand signed ? signed.OfHand(caller.Subject) : e);

    internal static IReadOnlyList<string> With(this IReadOnlyList<string> hands, string? by) =>
        by is null || hands.Contains(by, StringComparer.Ordinal) ? hands : [.. hands, by];
}
