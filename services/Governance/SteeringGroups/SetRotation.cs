using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.SteeringGroups;

/// <summary>Says from which day another may follow a member. The turn does not end by itself.</summary>
public sealed record SetRotation
{
    /// <summary>Null when none is agreed.</summary>
    public required DateOnly? RotatesOn { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    public IEnumerable<object> Decide(SteeringGroup group, string participant, DateTimeOffset now) =>
        group.Find(participant).RotatesOn == RotatesOn ? [] : [new RotationSet(participant, RotatesOn, now)];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/steering-groups/{id:guid}/members/{participant}/rotation", async (Guid id, string participant, SetRotation command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var now = await session.Now((await session.Require<SteeringGroup>(id, ct)).ChairmanshipId, time, ct);
                session.Note<SetRotation>(id, command.Reason, now);
                return await session.Decide<SteeringGroup>(id, expected, group => command.Decide(group, participant, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(SetRotation))
            .WithTags("Steering Group");
}
