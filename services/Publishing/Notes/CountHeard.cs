using Forum.Hosting.Access;
using Forum.Hosting.Store;
using Forum.Publishing.Lint;
using Forum.Publishing.Points;
using Forum.Publishing.Proceedings;
using Marten;

namespace Forum.Publishing.Notes;

/// <summary>
/// A count as it is told: a band, so wide that no one or two delegations can be told from it, nor from the difference between two of them.
/// </summary>
/// <param name="Least">Of the delegations.</param>
/// <param name="Most">Of them; null where the band is open.</param>
public sealed record Band(int Least, int? Most)
{
    private static readonly int[] Beginnings = [0, Room.Least, 6, 11, 21, 51, 101];

    public static Band Of(int count)
    {
        var at = Array.FindLastIndex(Beginnings, beginning => beginning <= count);
        return new Band(Beginnings[at], at + 1 < Beginnings.Length ? Beginnings[at + 1] - 1 : null);
    }
}

/// <summary>Counts, each as a band.</summary>
public sealed record HeardBands(Band Delegations, Band Support, Band Dissent, Band Neutral);

/// <summary>How many delegations were noted at an edition, at a round table or on a point, in bands: fewer than three are never told from none.</summary>
public static class CountHeard
{
    public static HeardBands Of(NotesOfEdition notes, int? roundTable, Point? point) => new(
        Band.Of(notes.Heard(roundTable, point, stance: null)),
        Band.Of(notes.Heard(roundTable, point, Stance.Support)),
        Band.Of(notes.Heard(roundTable, point, Stance.Dissent)),
        Band.Of(notes.Heard(roundTable, point, Stance.Neutral)));

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/editions/{id:guid}/notes/counts", async (Guid id, int? roundTable, Guid? point, IQuerySession session, CancellationToken ct) =>
            {
                await session.MustStillHoldNotes(await session.Require<KnownEdition>(id, ct), ct);
                var asked = point is { } pointId ? await session.Require<Point>(pointId, ct) : null;
                if (asked is not null && asked.EditionId != id)
                    throw new Missing("point", asked.Id);
                return TypedResults.Ok(Of(await session.NotesOf(id, ct), roundTable, asked));
            })
            .Allow(Role.NoteTaker, Role.Organizer)
            .WithName(nameof(CountHeard))
            .WithTags("Notes");
}
