using System.Diagnostics;
using System.Text.Json;

namespace Forum.Bench.Optimising;

/// <summary>A measurement in a process of its own, so that its memory is nobody else's and nothing before it has warmed it up but what it says.</summary>
internal static class Alone
{
    public static Finding Measure(params string[] what)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Forum.Bench"), ["--alone", .. what]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The process does not start.");
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"Measuring {string.Join(' ', what)} ended with {process.ExitCode}.");
        return JsonSerializer.Deserialize<Finding>(answer, JsonSerializerOptions.Web)!;
    }

    public static int Answer(string[] what)
    {
        var finding = what switch
        {
            ["seats", var participants, var tables, var seed] => SeatsOfAllSizes.MeasureHere(int.Parse(participants), int.Parse(tables), ulong.Parse(seed)),
            ["first-dialogue"] => FirstDialogueSeats.MeasureHere(),
            _ => throw new ArgumentException($"Nothing is measured that is called {string.Join(' ', what)}.", nameof(what)),
        };
        Console.Write(JsonSerializer.Serialize(finding, JsonSerializerOptions.Web));
        return 0;
    }

    /// <summary>Greatest resident memory of this process so far, in megabytes.</summary>
    public static double Megabytes() =>
        double.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
}
