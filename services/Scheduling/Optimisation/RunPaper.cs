using System.IO.Compression;
using System.Text.Json;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Scheduling.Optimisation;

/// <summary>What a run solves, or what came of it, as compressed JSON: a hundred thousand wishes are some megabytes.</summary>
/// <param name="Id">The run and which paper it is.</param>
/// <param name="Content">JSON, compressed with gzip.</param>
public sealed record RunPaper(string Id, byte[] Content)
{
    public const string Question = "question", Instance = "instance", Solution = "solution", Comparison = "comparison";

    public static string IdOf(Guid run, string which) => $"{run:N}/{which}";

    public static RunPaper Of<T>(Guid run, string which, T value)
    {
        using var content = new MemoryStream();
        using (var zip = new GZipStream(content, CompressionLevel.Fastest))
            JsonSerializer.Serialize(zip, value, RunJson.Options);
        return new RunPaper(IdOf(run, which), content.ToArray());
    }

    public T Read<T>()
    {
        using var zip = Open();
        return JsonSerializer.Deserialize<T>(zip, RunJson.Options) ?? throw new JsonException("The paper is empty.");
    }

    /// <summary>Its JSON.</summary>
    public Stream Open() => new GZipStream(new MemoryStream(Content, writable: false), CompressionMode.Decompress);
}

/// <summary>Finds papers.</summary>
internal static class RunPapers
{
    /// <exception cref="Missing">The run has no such paper, or not yet.</exception>
    public static async Task<RunPaper> Paper(this IQuerySession session, Guid run, string which, CancellationToken ct) =>
        await session.LoadAsync<RunPaper>(RunPaper.IdOf(run, which), ct) ?? throw new Missing($"{which} of the run", run);
}
