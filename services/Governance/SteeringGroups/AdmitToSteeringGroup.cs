using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Governance.Members;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.SteeringGroups;

/// <summary>Takes a government into the Steering Group that has shown its commitment and wishes to join. Above the soft cap that is shown, and nobody is kept out.</summary>
public sealed record AdmitToSteeringGroup
{
    /// <summary>Code of the State, e.g. <c>MAR</c>.</summary>
    [RegularExpression(MemberList.Code), StringLength(32, MinimumLength = 2)]
    public required string Participant { get; init; }

    [MinLength(1), MaxLength(3)]
    public required IReadOnlyList<Perspective> Perspectives { get; init; }

    /// <summary>The day from which another may follow; null when none is agreed.</summary>
    public DateOnly? RotatesOn { get; init; }

    /// <summary>The commitment that was shown.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">It is no Member State, or a member of the group already.</exception>
    public IEnumerable<object> Decide(SteeringGroup group, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var member = MemberList.Find(Participant, today)
            ?? throw new Refusal("member-unknown", $"{Participant} is no Member of the United Nations on {today:yyyy-MM-dd}.", "participant");
        if (group.Members.Any(known => known.Participant == Participant))
            throw new Refusal("member-already", $"{Participant} is in the Steering Group already.", "participant") { TakenByAnother = true };
        return [new SteeringGroupMemberAdmitted(new SteeringGroupMember(Participant, member.Group, [.. Perspectives.Distinct().Order()], RotatesOn, now))];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/steering-groups/{id:guid}/members", async (Guid id, AdmitToSteeringGroup command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var now = await session.Now((await session.Require<SteeringGroup>(id, ct)).ChairmanshipId, time, ct);
                session.Note<AdmitToSteeringGroup>(id, command.Reason, now);
                return await session.Decide<SteeringGroup>(id, expected, group => command.Decide(group, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(AdmitToSteeringGroup))
            .WithTags("Steering Group");
}
