using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Governance.FocalPoints;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.SteeringGroups;

/// <summary>Takes a government out of the Steering Group. It may always leave, and owes no reason.</summary>
public sealed record LeaveSteeringGroup
{
    /// <summary>Needed from the secretariat.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public string? Reason { get; init; }

    public static IEnumerable<object> Decide(SteeringGroup group, string participant, DateTimeOffset now) => [new SteeringGroupMemberLeft(group.Find(participant).Participant, now)];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/steering-groups/{id:guid}/members/{participant}/leaving", async (Guid id, string participant, LeaveSteeringGroup command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                await session.MustActFor(caller, participant, "member of the Steering Group", participant, time, ct);
                var now = await session.Now((await session.Require<SteeringGroup>(id, ct)).ChairmanshipId, time, ct);
                session.NoteOrOwn<LeaveSteeringGroup>(caller, id, command.Reason, now);
                return await session.Decide<SteeringGroup>(id, expected, group => Decide(group, participant, now), ct);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(LeaveSteeringGroup))
            .WithTags("Steering Group");
}
