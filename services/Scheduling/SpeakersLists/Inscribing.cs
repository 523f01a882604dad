using Forum.Scheduling.Delegations;
using Marten;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>Inscribes those who asked for the floor, and takes off the list those who do not come any more.</summary>
public static class Inscribing
{
    /// <summary>The caller has taken the edition's turn.</summary>
    public static async Task BringIntoLine(IDocumentSession session, Guid editionId, KnownDelegation news, CancellationToken ct)
    {
        var stream = await session.Events.FetchForWriting<SpeakersList>(editionId, ct);
        // The delegation may be known here before its edition is.
        if (stream.Aggregate is null)
            stream.AppendOne(new SpeakersListOpened(editionId));
        stream.AppendMany((stream.Aggregate ?? new SpeakersList()).Follow(news.Id, news.Floor(), Guid.CreateVersion7()));
    }
}
