using Forum.Hosting.Http;
using Forum.Hosting.Telemetry;
using Marten;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Hosting.Store;

/// <summary>The two verbs that touch the store: a stream is started, or something is decided in one.</summary>
public static class Decisions
{
    /// <summary>Decides in the stream <paramref name="id"/> as it stands at the expected version, and commits.</summary>
    /// <exception cref="Missing">There is no such stream.</exception>
    /// <exception cref="StaleVersion">The stream has moved on.</exception>
    public static async Task<Changed> Decide<T>(
        this IDocumentSession session, Guid id, ExpectedVersion expected, Func<T, IEnumerable<object>> decide, CancellationToken ct) where T : class
    {
        // No stream has it, and the store does not even look.
        if (id == Guid.Empty)
            throw new Missing(Word<T>(), id);
        var stream = await session.Events.FetchForWriting<T>(id, ct);
        var state = stream.Aggregate ?? throw new Missing(Word<T>(), id);
        var current = stream.CurrentVersion ?? 0;
        if (current != expected.Value)
            throw new StaleVersion(expected.Value, current);

        object[] events;
        try
        {
            events = [.. decide(state)];
        }
        catch (Exception refused) when (refused is Refusal or Missing)
        {
            // Version and state are read one after the other: what came between is in the state already. An append would notice by the version; a refusal has to look.
            if ((await session.Events.FetchStreamStateAsync(id, ct))?.Version is { } now && now != current)
                throw new StaleVersion(expected.Value, now);
            throw;
        }

        if (events.Length > 0)
        {
            stream.AppendMany(events);
            await session.SaveChangesAsync(ct);
        }

        return new Changed(current + events.Length);
    }

    /// <summary>Starts the stream <paramref name="id"/> with its first events and commits; an idempotency key given with the request is kept in the same transaction.</summary>
    public static async Task<Started> Start<T>(
        this IDocumentSession session, HttpContext http, Guid id, IEnumerable<object> events, string location, CancellationToken ct) where T : class
    {
        DomainIds.Put(DomainIds.Of(typeof(T), id));
        object[] first = [.. events];
        session.Events.StartStream<T>(id, first);
        return await session.Made(http, new Started(id, first.Length, location), ct);
    }

    /// <summary>Commits what was made of a request, together with what others make at the same moment; an idempotency key given with it is kept in the same transaction.</summary>
    public static async Task<Started> Made(this IDocumentSession session, HttpContext http, Started made, CancellationToken ct)
    {
        IdempotencyKey.Remember(http, made);
        await http.RequestServices.GetRequiredService<GroupCommit>().Save(session, ct);
        return made;
    }

    /// <summary>Loads the current state of one stream.</summary>
    /// <exception cref="Missing">There is no such stream.</exception>
    public static async Task<T> Require<T>(this IQuerySession session, Guid id, CancellationToken ct) where T : class =>
        await session.LoadAsync<T>(id, ct) ?? throw new Missing(Word<T>(), id);

    private static string Word<T>() => Words.Spaced(typeof(T).Name);
}
