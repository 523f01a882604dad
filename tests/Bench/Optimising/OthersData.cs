namespace Forum.Bench.Optimising;

/// <summary>Where other people's inputs and published results are. They are not part of this repository.</summary>
internal static class OthersData
{
    /// <summary>The folder given by <c>--data</c>, else by <c>FORUM_BENCH_DATA</c>, else <c>../shared/data</c> beside the repository.</summary>
    public static string Folder(string[] args) =>
        Array.IndexOf(args, "--data") is var at and >= 0 && at + 1 < args.Length ? args[at + 1]
        : Environment.GetEnvironmentVariable("FORUM_BENCH_DATA") is { Length: > 0 } folder ? folder
        : Path.GetFullPath(Path.Combine(Kit.Repository.Root, "..", "shared", "data"));

    /// <summary>Whether the files are there; says so when they are not.</summary>
    public static bool IsThere(string stage, params string[] files)
    {
        var missing = files.Where(file => !File.Exists(file)).ToList();
        if (missing.Count > 0)
            Console.WriteLine($"Stage {stage} is left out: there is no {string.Join(", no ", missing)}. Give the folder that holds them with --data or FORUM_BENCH_DATA.");
        return missing.Count == 0;
    }
}
