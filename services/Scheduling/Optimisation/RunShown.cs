using Marten;

namespace Forum.Scheduling.Optimisation;

/// <summary>A run of the optimiser: what was asked for, how far it is, what came of it. Times are the world's, in UTC.</summary>
/// <param name="EditionId">Null for a problem that was posed without an edition.</param>
/// <param name="Name">What the problem is called.</param>
/// <param name="InstanceHash">SHA-256 of the instance in canonical JSON, lower-case hexadecimal.</param>
/// <param name="Attempt">From 1 once a worker took it; greater when a worker before was lost.</param>
/// <param name="TakenAt">When the last worker took it; null before.</param>
/// <param name="EndedAt">Null before.</param>
/// <param name="ReleasedAt">Null unless its result was released.</param>
/// <param name="Seconds">Of solving; null before its end.</param>
/// <param name="Progress">Null before the first sign of its worker, and after its end.</param>
/// <param name="Parts">What was reached, and how far it is proven; empty before its end.</param>
/// <param name="Failure">Why it failed; null unless it did.</param>
public sealed record RunShown(
    Guid Id,
    long Version,
    Guid? EditionId,
    string Name,
    RunState State,
    string InstanceHash,
    RunSettings Settings,
    InstanceSize Size,
    int Attempt,
    DateTimeOffset AskedAt,
    DateTimeOffset? TakenAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? ReleasedAt,
    double? Seconds,
    RunProgress? Progress,
    IReadOnlyList<PartSolved> Parts,
    string? Failure)
{
    public static RunShown Of(OptimisationRun run, RunAtWork? work) => new(
        run.Id,
        run.Version,
        run.EditionId,
        run.Name,
        run.State,
        run.InstanceHash,
        run.Settings,
        run.Size,
        run.Attempt,
        run.AskedAt,
        run.TakenAt,
        run.EndedAt,
        run.ReleasedAt,
        run.Seconds,
        run.HasEnded ? null : work?.Progress,
        run.Parts,
        run.Failure);
}

/// <summary>A run at one moment, and what tells that moment from another.</summary>
internal sealed record RunMoment(OptimisationRun Run, RunAtWork? Work)
{
    public string Id => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Run.Version}.{Work?.Version ?? 0}");

    public RunShown Shown() => RunShown.Of(Run, Work);

    /// <summary>Null when there is no such run.</summary>
    public static async Task<RunMoment?> Find(IQuerySession session, Guid id, CancellationToken ct)
    {
        // First what goes with the end: a run that has not ended is not shown without its progress.
        var work = await session.LoadAsync<RunAtWork>(id, ct);
        return await session.LoadAsync<OptimisationRun>(id, ct) is { } run ? new RunMoment(run, work) : null;
    }
}
