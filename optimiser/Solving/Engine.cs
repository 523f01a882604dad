using System.Diagnostics;
using Google.OrTools.Sat;

namespace Forum.Optimiser.Solving;

/// <summary>What solves, for the record of a result.</summary>
internal static class Engine
{
    /// <summary>Version of OR-Tools.</summary>
    public static string Version { get; } = typeof(CpSolver).Assembly.GetName().Version?.ToString(3) ?? "unknown";

    /// <summary>Greatest resident memory of this process so far.</summary>
    public static double Megabytes
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return Math.Round(process.PeakWorkingSet64 / 1e6, 1);
        }
    }
}
