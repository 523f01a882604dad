using Forum.Contracts.Registration;
using Forum.Governance.Editions;
using Forum.Governance.Lists;
using Forum.Governance.Members;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.SteeringGroups;

/// <summary>The Steering Group as anybody may read it.</summary>
/// <param name="Warnings">What ought to be otherwise; nothing of it holds anything up.</param>
public sealed record SteeringGroupNotice(Guid Id, long Version, Guid ChairmanshipId, int SoftCap, IReadOnlyList<SteeringGroupMember> Members, IReadOnlyList<Warning> Warnings);

/// <summary>How a regional group is represented.</summary>
/// <param name="Group">Null for the States in no group.</param>
/// <param name="Members">In the Steering Group.</param>
/// <param name="MembersOfUnitedNations">So many Member States the regional group has on the day of the report.</param>
public sealed record RegionInBalance(RegionalGroup? Group, int Members, int MembersOfUnitedNations);

/// <param name="Members">Who looks from this side, among others perhaps.</param>
public sealed record PerspectiveInBalance(Perspective Perspective, int Members);

/// <summary>How the Steering Group is spread over regions and perspectives. A member with two perspectives counts for each of them.</summary>
public sealed record SteeringGroupBalance(Guid Id, DateOnly AsOf, int Members, int SoftCap, IReadOnlyList<RegionInBalance> Regions, IReadOnlyList<PerspectiveInBalance> Perspectives, IReadOnlyList<Warning> Warnings)
{
    internal static SteeringGroupBalance Of(SteeringGroup group, DateOnly today)
    {
        var united = MemberList.AsOf(today);
        return new(
            group.Id,
            today,
            group.Members.Count,
            group.SoftCap,
            [.. Enum.GetValues<RegionalGroup>().Cast<RegionalGroup?>().Append(null)
                .Select(region => new RegionInBalance(region, group.Members.Count(member => member.Group == region), united.Count(member => member.Group == region)))],
            [.. Enum.GetValues<Perspective>().Select(side => new PerspectiveInBalance(side, group.Members.Count(member => member.Perspectives.Contains(side))))],
            [.. group.Warnings(today)]);
    }
}

/// <summary>Who is in the Steering Group, and how well it is balanced.</summary>
public static class ReadSteeringGroups
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/steering-groups", async (IQuerySession session, Guid? chairmanship, Guid? after, int? limit, CancellationToken ct) =>
            {
                IQueryable<SteeringGroup> groups = session.Query<SteeringGroup>();
                if (chairmanship is { } one)
                    groups = groups.Where(group => group.ChairmanshipId == one);
                return await groups.Stretch(group => group.Id, after, limit, group => new SteeringGroupNotice(group.Id, group.Version, group.ChairmanshipId, group.SoftCap, group.Members, []), ct);
            })
            .AllowAnonymous()
            .WithName("ListSteeringGroups")
            .WithSummary("Lists the Steering Groups")
            .WithTags("Steering Group");

        routes.MapGet("/steering-groups/{id:guid}", async (Guid id, IQuerySession session, TimeProvider time, CancellationToken ct) =>
            {
                var (group, today) = await Today(session, id, time, ct);
                return new Versioned<SteeringGroupNotice>(
                    new SteeringGroupNotice(group.Id, group.Version, group.ChairmanshipId, group.SoftCap, group.Members, [.. group.Warnings(today)]), group.Version)
                { Moves = true };
            })
            .AllowAnonymous()
            .WithName("ReadSteeringGroup")
            .WithSummary("Shows who is in a Steering Group")
            .WithTags("Steering Group");

        routes.MapGet("/steering-groups/{id:guid}/balance", async (Guid id, IQuerySession session, TimeProvider time, CancellationToken ct) =>
            {
                var (group, today) = await Today(session, id, time, ct);
                return TypedResults.Ok(SteeringGroupBalance.Of(group, today));
            })
            .AllowAnonymous()
            .WithName("ReadSteeringGroupBalance")
            .WithSummary("Shows how a Steering Group is balanced over regions and perspectives")
            .WithTags("Steering Group");
    }

    private static async Task<(SteeringGroup Group, DateOnly Today)> Today(IQuerySession session, Guid id, TimeProvider time, CancellationToken ct)
    {
        var group = await session.Require<SteeringGroup>(id, ct);
        return (group, DateOnly.FromDateTime((await session.Now(group.ChairmanshipId, time, ct)).UtcDateTime));
    }
}
