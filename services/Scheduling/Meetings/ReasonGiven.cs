using Marten;

namespace Forum.Scheduling.Meetings;

/// <summary>Why the secretariat, or a delegation for itself, did something about the programme. What is written freely may name somebody, so it stands beside the streams and is referred to by id.</summary>
public sealed record ReasonGiven(Guid Id, Guid EditionId, string Text)
{
    public const int Longest = 1_000;
}

internal static class Reasons
{
    /// <summary>Keeps the reason with what comes of it, in one transaction; answers with its id.</summary>
    public static Guid Note(this IDocumentOperations session, Guid editionId, string text)
    {
        var reason = new ReasonGiven(Guid.CreateVersion7(), editionId, text);
        session.Insert(reason);
        return reason.Id;
    }
}
