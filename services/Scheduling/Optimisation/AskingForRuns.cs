using Forum.Optimiser.Instances;
using Marten;

namespace Forum.Scheduling.Optimisation;

/// <summary>Begins runs.</summary>
internal static class AskingForRuns
{
    /// <summary>Asks for a run of a problem without flaws, and commits; answers with its id.</summary>
    public static async Task<Guid> Ask(this IDocumentSession session, Guid? editionId, Instance instance, int seconds, int seed, DateTimeOffset now, CancellationToken ct)
    {
        var id = session.Asking(editionId, instance, seconds, seed, now);
        await session.SaveChangesAsync(ct);
        return id;
    }

    /// <summary>The same without the commit.</summary>
    /// <param name="part">Null for a problem that was posed without an edition.</param>
    public static Guid Asking(this IDocumentSession session, Guid? editionId, Instance instance, int seconds, int seed, DateTimeOffset now, RunPart? part = null, string? name = null)
    {
        var id = Guid.CreateVersion7();
        var size = InstanceSize.Of(instance);
        session.Events.StartStream<OptimisationRun>(id, new RunAsked(id, editionId, name ?? instance.Name, InstanceJson.Hash(instance), RunSettings.Of(instance, seconds, seed) with { Part = part }, size, now));
        session.Store(RunPaper.Of(id, RunPaper.Instance, instance));
        // Nobody's, as of now.
        session.Insert(new RunAtWork { Id = id, Version = 1, LeasedUntil = now, Small = size.IsSmall(seconds), AskedAt = now });
        return id;
    }
}
