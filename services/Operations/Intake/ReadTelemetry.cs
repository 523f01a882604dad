using Forum.Hosting.Access;

namespace Forum.Operations.Intake;

/// <summary>Whether telemetry itself is alive: who sends, since when nobody does, what waits and what was lost. Counts are those of this process since it started.</summary>
/// <param name="Senders">Each service that sent anything, with when it did last.</param>
/// <param name="Waiting">Spans and lines that wait to be stored.</param>
/// <param name="Room">How many may wait; what comes then is shed.</param>
/// <param name="Lost">What was not kept, by reason: <c>shed</c> (came faster than it could be kept), <c>malformed</c>, <c>not stored</c> (the database was away for too long), <c>out of time</c> (older than a week, or of the future).</param>
public sealed record TelemetryHealth(IReadOnlyCollection<Sender> Senders, int Waiting, int Room, IReadOnlyDictionary<string, long> Lost);

/// <summary>Says whether telemetry itself is alive.</summary>
public static class ReadTelemetry
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/telemetry", (IntakeQueue queue) => TypedResults.Ok(new TelemetryHealth(queue.Senders, queue.Waiting, IntakeQueue.Most, queue.Losses)))
            .Allow(Role.Operator)
            .WithName("ReadTelemetry")
            .WithTags("Telemetry");
}
