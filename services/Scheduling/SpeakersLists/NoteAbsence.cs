using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>
/// Notes that a speaker was called and was not there. It gets the next free slot in its own category, which it keeps, or waits for one; on a list without slots it goes to the end of its category.
/// </summary>
public sealed record NoteAbsence
{
    /// <exception cref="Missing">Nobody stands on the list under this inscription.</exception>
    /// <exception cref="Refusal">The speaker cannot have been called.</exception>
    public static IEnumerable<object> Decide(SpeakersList list, Guid inscriptionId, DateTimeOffset now)
    {
        var entry = list.Require(inscriptionId).MustBeToCome(list);
        if (list.Plan is not null && list.ConfirmedAt is null)
            throw new Refusal("slots-not-confirmed", "Nobody has a slot of its own yet, so that nobody can be called to it. Confirm the slots first.");
        object[] events =
        [
            .. list.Settle([new SpeakerAbsent(entry.Inscription, entry.Slot, now)], now)
                .Select(e => e is SlotAssigned assigned && assigned.Inscription.Id == inscriptionId ? assigned with { Kept = true } : e),
        ];
        // That it keeps the slot may move who was placed before it.
        return [.. events, .. events.Aggregate(list, static (state, e) => state.Evolve(e)).Unsettled(now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/speakers-list/{inscriptionId:guid}/absence", async (
                Guid id, Guid inscriptionId, ExpectedVersion expected, NoteAbsence? command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = (await session.RequireEdition(id, ct)).MustBeOpen();
                return await session.Decide<SpeakersList>(id, expected, list => Decide(list, inscriptionId, edition.Now(time)), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(NoteAbsence))
            .WithTags("Speakers' list");
}
