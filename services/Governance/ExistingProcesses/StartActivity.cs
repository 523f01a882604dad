using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.ExistingProcesses;

/// <summary>Begins an activity; asked twice, done once. Where others would do the same it waits for the Chair's note.</summary>
public sealed record StartActivity
{
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">An overlap is unresolved, and the Chair has not noted why the activity is right all the same.</exception>
    public static IEnumerable<object> Decide(Activity activity, DateTimeOffset now)
    {
        if (activity.WaitsForTheChair)
            throw new Refusal("overlap-unresolved", "An existing process does the same. Add the Chair's note first.");
        return activity.State is ActivityState.UnderWay ? [] : [new ActivityStarted(now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/activities/{id:guid}/start", async (Guid id, StartActivity command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var now = (await session.Require<Edition>((await session.Require<Activity>(id, ct)).EditionId, ct)).Plan.Clock.Now(time);
                session.Note<StartActivity>(id, command.Reason, now);
                return await session.Decide<Activity>(id, expected, activity => Decide(activity, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(StartActivity))
            .WithTags("Non-duplication");
}
