using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Chairmanships;

/// <summary>Frees the place of the incoming Chair: to chair is an offer, and can be taken back. Asked twice, done once.</summary>
public sealed record StandDownIncomingChair
{
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    public static IEnumerable<object> Decide(Chairmanship chairmanship, DateTimeOffset now) =>
        chairmanship.Incoming is { } incoming ? [new IncomingChairStoodDown(chairmanship.Outgoing, chairmanship.InOffice, incoming.EditionId, now)] : [];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/chairmanships/{id:guid}/incoming/standing-down", async (Guid id, StandDownIncomingChair command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var now = await session.Now(id, time, ct);
                session.Note<StandDownIncomingChair>(id, command.Reason, now);
                return await session.Decide<Chairmanship>(id, expected, chairmanship =>
                {
                    if (chairmanship.Incoming is { } incoming)
                        session.Delete<ChairedEdition>(incoming.EditionId);
                    return Decide(chairmanship, now);
                }, ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(StandDownIncomingChair))
            .WithTags("Chairmanship");
}
