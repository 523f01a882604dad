using Forum.Hosting.Store;
using Marten;

namespace Forum.Scheduling.Editions;

/// <summary>
/// Who sits and speaks in an edition hangs together over several streams: a request for a seat is decided with the requests of all others in view.
/// So what arrives for one edition takes turns, over all replicas, until it is committed, and so do commands that decide with the whole programme in view: rooms,
/// interpreters, officers, who is where. Streams still check their versions; commands that concern one stream do not wait here.
/// </summary>
public static class EditionTurn
{
    /// <summary>Waits until nobody else brings this edition into line; the turn ends with the session's transaction.</summary>
    public static Task TakeTurn(this IDocumentSession session, Guid editionId, CancellationToken ct) => session.TakeTurn($"edition/{editionId:N}", ct);
}
