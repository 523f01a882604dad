using Forum.Hosting.Store;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Editions;
using JasperFx;
using Marten;
using Meeting = Forum.Scheduling.Meetings.Meeting;

namespace Forum.Scheduling.Persons;

/// <summary>
/// Brings people to the places that are due to them. What somebody asks for is refused when it would put a person into two places at once; what comes about otherwise,
/// as when a speakers' list moves on, is shown as a conflict.
/// </summary>
internal static class PeopleInLine
{
    /// <summary>Asks that these people be where they are due after a change, in its transaction. The caller has taken the edition's turn.</summary>
    /// <param name="after">All as it will stand with the change.</param>
    /// <exception cref="Refusal">Somebody would be in two places at once.</exception>
    public static async Task Ask(this IDocumentSession session, Presence after, IEnumerable<Guid> people, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var person in people.Distinct().Order())
            await session.Append(person, after, whereabouts => whereabouts.Ask(person, after.EditionId, after.DueTo(person), Guid.CreateVersion7, now), ct);
    }

    /// <summary>Asks it of who is at a meeting that changes or is called off, and of its officers.</summary>
    /// <param name="of">The delegation that an officer comes from who is named just now; null when there is none.</param>
    /// <exception cref="Refusal">Somebody would be in two places at once.</exception>
    public static async Task AskAll(this IDocumentSession session, Meeting before, Meeting after, KnownDelegation? of, DateTimeOffset now, CancellationToken ct)
    {
        var presence = (await Presence.Read(session, after.Entry.EditionId, of, ct)).With(after);
        var people = presence.People.Values.Where(person => person.Places.Exists(place => place.MeetingId == after.Id)).Select(person => person.Id)
            .Concat(before.Persons.Values).Concat(after.Persons.Values);
        await session.Ask(presence, people, now, ct);
    }

    /// <summary>Brings everybody of an edition into line with what happened. The caller has taken the edition's turn.</summary>
    /// <param name="news">A delegation as it is known now, though not yet committed; null when there is none.</param>
    public static async Task BringPeopleIntoLine(this IDocumentSession session, Guid editionId, KnownDelegation? news, TimeProvider time, CancellationToken ct)
    {
        if (await session.LoadAsync<KnownEdition>(editionId, ct) is not { } edition)
            return;
        var presence = await Presence.Read(session, editionId, news, ct);
        var now = edition.Now(time);
        foreach (var named in presence.Representations.Values.OrderBy(named => named.Id))
        {
            if (!presence.Delegations.TryGetValue(named.Id, out var delegation))
                continue;
            var events = new List<object>();
            // What is decided about one table is seen at the next.
            foreach (var e in named.Follow(delegation, presence.Tables, (person, table) => presence.IsFree(person, presence.Of(named.Id), table), now))
            {
                events.Add(e);
                presence = presence.With(presence.Of(named.Id).Evolve(e));
            }

            if (events.Count > 0)
                (await session.Events.FetchForWriting<Representation>(named.Id, ct)).AppendMany(events);
        }

        foreach (var person in presence.Everybody())
            await session.Append(person, presence, whereabouts => whereabouts.Follow(person, editionId, presence.DueTo(person), Guid.CreateVersion7, now), ct);
    }

    /// <summary>Brings everybody into line in a session of its own, and again when somebody else was faster.</summary>
    public static async Task BringPeopleIntoLine(this IDocumentStore store, Guid editionId, TimeProvider time, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var session = store.LightweightSession();
                await session.TakeTurn(editionId, ct);
                await session.BringPeopleIntoLine(editionId, news: null, time, ct);
                await session.SaveChangesAsync(ct);
                return;
            }
            catch (ConcurrencyException) when (attempt < 5)
            {
                // A command that waits for no turn came between.
            }
        }
    }

    private static async Task Append(this IDocumentSession session, Guid person, Presence presence, Func<Whereabouts, IEnumerable<object>> decide, CancellationToken ct)
    {
        if (!decide(presence.WhereaboutsOf(person)).Any())
            return;
        var stream = await session.Events.FetchForWriting<Whereabouts>(person, ct);
        stream.AppendMany([.. decide(stream.Aggregate ?? presence.WhereaboutsOf(person))]);
    }
}
