using Forum.Contracts.Scheduling;

namespace Forum.Rehearsal.Holding;

/// <summary>Holds the round tables: each sits from when there is somebody to chair it to its time.</summary>
public static class RoundTables
{
    public static Task Hold(Stage stage, CancellationToken ct) => Task.WhenAll(
        stage.Plan.Meetings.Values.Where(meeting => meeting.Name.Kind is MeetingKind.RoundTable).Select(async meeting =>
        {
            if (await stage.Convene(meeting, ct) is not null)
                await stage.Rise(meeting, meeting.EndsAt, ct);
        }));
}
