using Marten;

namespace Forum.Registration.Actions;

/// <summary>
/// What the secretariat did, why and when. The reason may name people, so it stands beside the stream and is read by the secretariat
/// and by whom it concerns only.
/// </summary>
/// <param name="Act">The use case, e.g. <c>AcceptCredentials</c>.</param>
/// <param name="Subject">What it was done to: a delegation, an organization.</param>
/// <param name="At">On the edition's clock.</param>
public sealed record ActionTaken(Guid Id, string Act, Guid Subject, string Reason, DateTimeOffset At);

internal static class Acting
{
    public const int LongestReason = 1_000;

    /// <summary>Notes what is about to be done. It is kept with what comes of it, in one transaction, and not at all when nothing comes of it.</summary>
    public static void Note<TAct>(this IDocumentOperations session, Guid subject, string reason, DateTimeOffset at) =>
        session.Insert(new ActionTaken(Guid.CreateVersion7(), typeof(TAct).Name, subject, reason, at));
}
