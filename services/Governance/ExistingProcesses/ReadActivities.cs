using Forum.Governance.Actions;
using Forum.Governance.Lists;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.ExistingProcesses;

/// <summary>An activity of the forum, as anybody may read it.</summary>
/// <param name="Purpose">Null in the list.</param>
/// <param name="ChairsNote">Null while there is none, and in the list.</param>
public sealed record ActivityNotice(
    Guid Id, long Version, Guid EditionId, string Title, ActivityState State, IReadOnlyList<CheckedProcess> Checked, string? Purpose, string? ChairsNote, IReadOnlyList<Warning> Warnings)
{
    internal static ActivityNotice Of(Activity activity, string? purpose = null, string? chairsNote = null) => new(
        activity.Id, activity.Version, activity.EditionId, activity.Title, activity.State, activity.Checked, purpose, chairsNote, [.. activity.Warnings()]);
}

/// <summary>What the forum does, and against what it was held.</summary>
public static class ReadActivities
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/activities", (IQuerySession session, Guid? edition, Guid? after, int? limit, CancellationToken ct) =>
            {
                IQueryable<Activity> activities = session.Query<Activity>();
                if (edition is { } one)
                    activities = activities.Where(activity => activity.EditionId == one);
                return activities.Stretch(activity => activity.Id, after, limit, activity => ActivityNotice.Of(activity), ct);
            })
            .AllowAnonymous()
            .WithName("ListActivities")
            .WithSummary("Lists the activities, as they were held against what others do")
            .WithTags("Non-duplication");

        routes.MapGet("/activities/{id:guid}", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var activity = await session.Require<Activity>(id, ct);
                var purpose = await session.LoadAsync<WrittenText>(activity.PurposeId, ct);
                var note = activity.ChairsNoteId is { } written ? await session.LoadAsync<WrittenText>(written, ct) : null;
                return new Versioned<ActivityNotice>(ActivityNotice.Of(activity, purpose?.Body, note?.Body), activity.Version);
            })
            .AllowAnonymous()
            .WithName("ReadActivity")
            .WithSummary("Shows an activity")
            .WithTags("Non-duplication");
    }
}
