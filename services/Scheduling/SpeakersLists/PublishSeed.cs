using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>
/// Publishes the seed of the lots, where it was drawn in public. A list has one from its beginning that nobody chose; it can be replaced until the first participant is inscribed.
/// The lot of a participant is the first four bytes of SHA-256 of "seed/code", read as a big-endian number, modulo 1,000,000; the smaller one comes first.
/// </summary>
public sealed record PublishSeed
{
    [RegularExpression("^[!-~]([ -~]*[!-~])?$"), StringLength(100, MinimumLength = 8)]
    public required string Seed { get; init; }

    /// <exception cref="Refusal">Somebody stands on the list already, whose lot would change.</exception>
    public IEnumerable<object> Decide(SpeakersList list, DateTimeOffset now)
    {
        if (list.Seed == Seed)
            return [];
        if (list.Entries.Exists(entry => entry.Inscription.Participant is not null))
            throw new Refusal("lots-are-drawn", "Participants stand on the list, and their lots are known. The seed does not change any more.", "seed");
        return [new SeedPublished(Seed, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/editions/{id:guid}/speakers-list/seed", async (
                Guid id, ExpectedVersion expected, PublishSeed command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = (await session.RequireEdition(id, ct)).MustBeOpen();
                return await session.Decide<SpeakersList>(id, expected, list => command.Decide(list, edition.Now(time)), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(PublishSeed))
            .WithTags("Speakers' list");
}
