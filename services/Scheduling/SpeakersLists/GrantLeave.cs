using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>
/// Lets a speaker come onto the list whose request was received after it was closed: the chair's leave, which the secretariat records with a reason.
/// Who stands on the list already needs none, and nothing happens.
/// </summary>
public sealed record GrantLeave
{
    [StringLength(ActingOnList.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Missing">Nobody stands on the list under this inscription.</exception>
    public static IEnumerable<object> Decide(SpeakersList list, Guid inscriptionId, DateTimeOffset now)
    {
        var entry = list.Require(inscriptionId);
        return list.AwaitsLeave(entry) ? list.Settle([new LeaveGranted(entry.Inscription, now)], now) : [];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/speakers-list/{inscriptionId:guid}/leave", async (
                Guid id, Guid inscriptionId, ExpectedVersion expected, GrantLeave command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = (await session.RequireEdition(id, ct)).MustBeOpen();
                var now = edition.Now(time);
                session.Note<GrantLeave>(id, inscriptionId, command.Reason, now);
                return await session.Decide<SpeakersList>(id, expected, list => Decide(list, inscriptionId, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(GrantLeave))
            .WithTags("Speakers' list");
}
