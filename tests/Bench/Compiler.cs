using System.Diagnostics;

namespace Forum.Bench;

/// <summary>
/// Tells when the compiler of a process has done its work. It translates what is much used a second and a third time, on a thread of its own that has to share the cores with the
/// work itself, so that rates go on rising for a minute or more; what is measured before is the compiler.
/// </summary>
internal static class Compiler
{
    private const string Thread = ".NET Tiered Com";
    private static readonly long TicksPerSecond = 100;

    /// <summary>Repeats the work, a slice at a time, until the compilers of the processes take less than a hundredth of it, twice in a row.</summary>
    public static async Task IsDone(Func<Task> slice, params Process[] processes)
    {
        for (var (slices, calm) = (0, 0); slices < 60 && calm < 2; slices++)
        {
            var (before, since) = (Spent(processes), Stopwatch.StartNew());
            await slice();
            calm = Spent(processes) - before < since.Elapsed / 100 ? calm + 1 : 0;
        }
    }

    /// <summary>Processor time of the compilers' threads; one that has ended counts no more.</summary>
    private static TimeSpan Spent(Process[] processes) => processes
        .SelectMany(process => Directory.EnumerateDirectories($"/proc/{process.Id}/task"))
        .Select(Spent)
        .Aggregate(TimeSpan.Zero, (sum, spent) => sum + spent);

    private static TimeSpan Spent(string thread)
    {
        try
        {
            if (File.ReadAllText($"{thread}/comm").TrimEnd() != Thread)
                return TimeSpan.Zero;
            // After the name in parentheses: user and system time are the 14th and 15th columns of all (proc(5)).
            var columns = File.ReadAllText($"{thread}/stat").Split(") ")[^1].Split(' ');
            return TimeSpan.FromSeconds((long.Parse(columns[11]) + long.Parse(columns[12])) / (double)TicksPerSecond);
        }
        catch (IOException)
        {
            return TimeSpan.Zero;
        }
    }
}
