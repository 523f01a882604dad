using Marten;

namespace Forum.Governance.Actions;

/// <summary>
/// What the secretariat did, why and when. Anybody may read it: the forum is open about what is done in its name.
/// The reason stands here and not in the stream, so that it can be taken back should it name somebody after all.
/// </summary>
/// <param name="Act">The use case, e.g. <c>HandOver</c>.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="At">On the clock of the edition concerned; for mandates of focal points, the world's.</param>
public sealed record ActionTaken(Guid Id, string Act, Guid Subject, string Reason, DateTimeOffset At);

/// <summary>Words of some length about something that a stream refers to by id: papers, agendas, comments. They may name people, so they stand beside the streams.</summary>
public sealed record WrittenText(Guid Id, Guid Subject, string Body);

internal static class Acting
{
    public const int LongestReason = 1_000, LongestText = 100_000;

    /// <summary>Notes what is about to be done. It is kept with what comes of it, in one transaction, and not at all when nothing comes of it.</summary>
    public static void Note<TAct>(this IDocumentSession session, Guid subject, string reason, DateTimeOffset at) =>
        session.Insert(new ActionTaken(Guid.CreateVersion7(), typeof(TAct).Name, subject, reason, at));

    public static Guid Write(this IDocumentSession session, Guid subject, string body)
    {
        var text = new WrittenText(Guid.CreateVersion7(), subject, body);
        session.Insert(text);
        return text.Id;
    }
}
