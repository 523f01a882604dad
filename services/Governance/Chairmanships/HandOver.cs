using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Chairmanships;

/// <summary>Hands the chair over: incoming becomes in office, in office becomes outgoing, in one event. There is no instant without a Chair, and none with two.</summary>
public sealed record HandOver
{
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">Nobody is to chair next.</exception>
    public static IEnumerable<object> Decide(Chairmanship chairmanship, DateTimeOffset now) =>
        [new TroikaRotated(
            chairmanship.InOffice,
            chairmanship.Incoming ?? throw new Refusal("incoming-chair-vacant", "There is nobody to hand over to. Designate the incoming Chair first."),
            now)];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/chairmanships/{id:guid}/handover", async (Guid id, HandOver command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var now = await session.Now(id, time, ct);
                session.Note<HandOver>(id, command.Reason, now);
                return await session.Decide<Chairmanship>(id, expected, chairmanship => Decide(chairmanship, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(HandOver))
            .WithTags("Chairmanship");
}
