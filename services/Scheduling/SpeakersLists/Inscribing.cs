using Forum.Scheduling.Delegations;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>Inscribes those who asked for the floor, and takes off the list those who do not come any more.</summary>
public static class Inscribing
{
    /// <summary>The caller has taken the edition's turn.</summary>
    public static async Task BringIntoLine(IDocumentSession session, Guid editionId, KnownDelegation news, TimeProvider time, CancellationToken ct)
    {
        var stream = await session.Events.FetchForWriting<SpeakersList>(editionId, ct);
        // The delegation may be known here before its edition is.
        if (stream.Aggregate is null)
        {
            var opened = SpeakersListOpened.With(editionId);
            stream.AppendOne(opened);
            stream.AppendMany(new SpeakersList().Evolve(opened).Follow(news.Id, news.Floor(), Guid.CreateVersion7()));
            return;
        }

        // Only where slots are kept does it matter which of them are gone by.
        var now = stream.Aggregate.ConfirmedAt is null ? null : (await session.LoadAsync<KnownEdition>(editionId, ct))?.Now(time);
        stream.AppendMany(stream.Aggregate.Follow(news.Id, news.Floor(), Guid.CreateVersion7(), now));
    }
}
