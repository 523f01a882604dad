using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>Gives a statement a limit of its own, as a group's may have that is longer. One that is longer takes several slots in a row; where they are not free, the speaker moves.</summary>
public sealed record GiveLimit
{
    /// <summary>Null when the list's limit holds again.</summary>
    [Range(typeof(decimal), "0.5", "180", ParseLimitsInInvariantCulture = true)]
    public decimal? Minutes { get; init; }

    [StringLength(ActingOnList.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Missing">Nobody stands on the list under this inscription.</exception>
    public IEnumerable<object> Decide(SpeakersList list, Guid inscriptionId, DateTimeOffset now)
    {
        var entry = list.Require(inscriptionId).MustBeToCome(list);
        return entry.LimitMinutes == Minutes ? [] : list.Settle([new LimitGiven(inscriptionId, Minutes, now)], now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/editions/{id:guid}/speakers-list/{inscriptionId:guid}/limit", async (
                Guid id, Guid inscriptionId, ExpectedVersion expected, GiveLimit command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = (await session.RequireEdition(id, ct)).MustBeOpen();
                var now = edition.Now(time);
                session.Note<GiveLimit>(id, inscriptionId, command.Reason, now);
                return await session.Decide<SpeakersList>(id, expected, list => command.Decide(list, inscriptionId, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(GiveLimit))
            .WithTags("Speakers' list");
}
