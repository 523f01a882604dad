using Forum.Contracts.Governance;
using Forum.Governance.Lists;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.FocalPoints;

/// <summary>A mandate as the secretariat and the participant's own people see it.</summary>
/// <param name="Subject">The account; null for operators.</param>
/// <param name="InForce">Neither revoked nor run out.</param>
public sealed record MandateNotice(Guid Id, string? Subject, FocalPointCapacity Capacity, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, bool InForce);

/// <summary>Who may act for a participant.</summary>
/// <param name="PrimaryVacant">Nobody is primary focal point now.</param>
public sealed record FocalPointsNotice(string Participant, long Version, bool PrimaryVacant, IReadOnlyList<MandateNotice> Mandates)
{
    internal static FocalPointsNotice Of(FocalPointNetwork points, bool masked, DateTimeOffset now) => new(
        points.Participant,
        points.Version,
        !points.Mandates.Any(mandate => mandate.Capacity is FocalPointCapacity.Primary && mandate.IsInForce(now)),
        [.. points.Mandates.Select(mandate => new MandateNotice(mandate.Id, masked ? null : mandate.Subject, mandate.Capacity, mandate.ExpiresAt, mandate.RevokedAt, mandate.IsInForce(now)))]);
}

/// <summary>The focal points of the participants. Accounts belong to people, so that not everybody reads them.</summary>
public static class ReadFocalPoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/focal-points", (Caller caller, IQuerySession session, TimeProvider time, Guid? after, int? limit, CancellationToken ct) =>
                session.Query<FocalPointNetwork>().Stretch(points => points.Id, after, limit, points => FocalPointsNotice.Of(points, !caller.Is(Role.Organizer), time.GetUtcNow()), ct))
            .Allow(Role.Organizer, Role.Operator)
            .WithName("ListFocalPoints")
            .WithSummary("Lists the focal points of all participants")
            .WithTags("Focal points");

        routes.MapGet("/focal-points/{participant}", async (string participant, Caller caller, IQuerySession session, TimeProvider time, CancellationToken ct) =>
            {
                caller.MustActFor(participant, "participant", participant);
                var points = await session.LoadAsync<FocalPointNetwork>(FocalPointNetwork.Of(participant), ct) ?? throw new Missing("focal point of", participant);
                return new Versioned<FocalPointsNotice>(FocalPointsNotice.Of(points, masked: false, time.GetUtcNow()), points.Version) { Moves = true };
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName("ReadFocalPoints")
            .WithSummary("Shows a participant's own focal points")
            .WithTags("Focal points");
    }
}
