using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using JasperFx;
using Marten;

namespace Forum.Governance.SteeringGroups;

/// <summary>Brings the Steering Group of a chairmanship together, without members at first.</summary>
public sealed record ConstituteSteeringGroup
{
    public required Guid ChairmanshipId { get; init; }

    /// <summary>The number of members above which a warning is shown; nobody is kept out by it.</summary>
    [Range(1, 200)]
    public int SoftCap { get; init; } = SteeringGroup.UsualSize;

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    public IEnumerable<object> Decide(Guid id, DateTimeOffset now) => [new SteeringGroupConstituted(id, ChairmanshipId, SoftCap, now)];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/steering-groups", async (ConstituteSteeringGroup command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var id = Guid.CreateVersion7();
                var now = await session.Now((await session.NamedChairmanship(command.ChairmanshipId, ct)).Id, time, ct);
                session.Note<ConstituteSteeringGroup>(id, command.Reason, now);
                try
                {
                    return await session.Start<SteeringGroup>(http, id, command.Decide(id, now), $"/steering-groups/{id}", ct);
                }
                catch (DocumentAlreadyExistsException e) when (e.DocType == typeof(SteeringGroup))
                {
                    throw new Refusal("steering-group-there-already", "The chairmanship has its Steering Group already.", "chairmanshipId") { TakenByAnother = true };
                }
            })
            .AcceptsIdempotencyKey<ConstituteSteeringGroup>()
            .Allow(Role.Organizer)
            .WithName(nameof(ConstituteSteeringGroup))
            .WithTags("Steering Group");
}
