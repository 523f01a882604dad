using System.Diagnostics;
using Forum.Kit;

namespace Forum.Bench;

/// <summary>Processor time, of user and system: it says what work costs even where others use the processor, too.</summary>
internal static class Processors
{
    private static readonly long TicksPerSecond = 100;

    public static TimeSpan Of(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    /// <summary>Of the store's processes that serve the database now. The store is on this machine.</summary>
    public static async Task<TimeSpan> Of(TestDatabase database)
    {
        var spent = TimeSpan.Zero;
        foreach (var process in await database.Query<int>("select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"))
            spent += Of(process);
        return spent;
    }

    private static TimeSpan Of(int process)
    {
        try
        {
            // After the name in parentheses: user and system time are the 14th and 15th columns of all (proc(5)).
            var columns = File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' ');
            return TimeSpan.FromSeconds((long.Parse(columns[11]) + long.Parse(columns[12])) / (double)TicksPerSecond);
        }
        catch (IOException)
        {
            // It has ended since.
            return TimeSpan.Zero;
        }
    }
}
