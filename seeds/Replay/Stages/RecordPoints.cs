using Forum.Replay.Api;
using Forum.Replay.Data;

namespace Forum.Replay.Stages;

/// <summary>The note-takers record what was said, each point once, in the order of the data.</summary>
public static class RecordPoints
{
    /// <returns>The points' ids by paragraph, in that order.</returns>
    public static async Task<ILookup<int, Guid>> Run(Publishing publishing, Dialogue data, Guid edition, Progress progress, CancellationToken ct)
    {
        var known = (await publishing.Points(edition, ct)).ToDictionary(point => (point.Paragraph, point.Statement), point => point.Id);
        var recorded = new List<(int Paragraph, Guid Id)>();
        foreach (var (index, point) in data.Points.Index())
        {
            var id = known.TryGetValue((point.Paragraph, point.Statement), out var there) ? there : (await publishing.Record(edition, point, index + 1, ct)).Id;
            recorded.Add((point.Paragraph, id));
        }

        progress.Say($"Points: {recorded.Count} recorded");
        return recorded.ToLookup(point => point.Paragraph, point => point.Id);
    }
}
