using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving;

namespace Forum.Scheduling.Optimisation;

/// <summary>The process that solves: it reads the problem from its input, tells how far it is on its output, and ends when the input does, for then nobody waits for it any more.</summary>
internal static class SolverApart
{
    public const string Argument = "--solve", InTheBackground = "in-the-background";

    public static bool IsAsked(string[] args) => args is [Argument, ..];

    /// <summary>Exit code 0 when there is a result, be it that there is none that keeps every rule.</summary>
    public static Task<int> Solve(string[] args)
    {
        // First of all: threads have the priority of the thread that began them, the engine's among them.
        if (args.Contains(InTheBackground, StringComparer.Ordinal))
            StepBack();
        var output = Console.OpenStandardOutput();
        // Whatever else writes to the console does not talk in between.
        Console.SetOut(Console.Error);
        return Solve(Console.OpenStandardInput(), output);
    }

    private static async Task<int> Solve(Stream input, Stream output)
    {
        var (what, asked) = await input.Hear(CancellationToken.None) ?? throw new EndOfStreamException();
        var (_, problem) = await input.Hear(CancellationToken.None) ?? throw new EndOfStreamException();
        if (what is SolvingTalk.Question)
            return await Explain(JsonSerializer.Deserialize<ExplanationAsked>(asked, RunJson.Options)!, problem, output);
        var settings = JsonSerializer.Deserialize<SolvingSettings>(asked, RunJson.Options)!;
        using var stop = new CancellationTokenSource();
        _ = Task.Run(() => Obey(input, stop));

        var saying = new SemaphoreSlim(1);
        try
        {
            var since = Stopwatch.StartNew();
            var instance = Read(problem);
            var solution = Solution(instance, settings, new Told(output, saying), stop.Token);
            var seconds = since.Elapsed.TotalSeconds;
            await saying.WaitAsync();
            await output.Say(SolvingTalk.Solution, Pack(solution), CancellationToken.None);
            if (RunComparison.Of(instance, solution) is { } comparison)
                await output.Say(SolvingTalk.Comparison, Pack(comparison), CancellationToken.None);
            var outcome = new SolvingOutcome(solution.Arrangement is not null, solution.Impossible is not null, [.. solution.Proofs.Select(PartSolved.Of)], seconds);
            await output.Say(SolvingTalk.Outcome, JsonSerializer.SerializeToUtf8Bytes(outcome, RunJson.Options), CancellationToken.None);
            return 0;
        }
        catch (InvalidInstance invalid)
        {
            await output.Say(SolvingTalk.Failure, JsonSerializer.SerializeToUtf8Bytes($"The problem contradicts itself: {invalid.Message}"), CancellationToken.None);
            return 1;
        }
    }

    /// <summary>Without an arrangement when it was stopped before there was one.</summary>
    private static Solution Solution(Instance instance, SolvingSettings settings, Told told, CancellationToken stop)
    {
        try
        {
            return Solver.Solve(instance, new SolveOptions(settings.Seconds, settings.Seed), told, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new Solution { InstanceHash = InstanceJson.Hash(instance) };
        }
    }

    private static async Task<int> Explain(ExplanationAsked asked, byte[] problem, Stream output)
    {
        try
        {
            await output.Say(SolvingTalk.Answer, JsonSerializer.SerializeToUtf8Bytes(Explained.Of(asked, Read(problem)), RunJson.Options), CancellationToken.None);
            return 0;
        }
        catch (Exception e) when (e is ArgumentException or InvalidInstance)
        {
            await output.Say(SolvingTalk.Failure, JsonSerializer.SerializeToUtf8Bytes(e.Message), CancellationToken.None);
            return 1;
        }
    }

    private static Instance Read(byte[] problem)
    {
        using var zip = new GZipStream(new MemoryStream(problem), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<Instance>(zip, RunJson.Options)!;
    }

    private static byte[] Pack<T>(T value) => RunPaper.Of(Guid.Empty, "", value).Content;

    private static async Task Obey(Stream input, CancellationTokenSource stop)
    {
        while (await input.Hear(CancellationToken.None) is { What: SolvingTalk.Stop })
            await stop.CancelAsync();
        // Whoever asked is gone.
        Environment.Exit(2);
    }

    /// <summary>
    /// A low priority, in a session of its own: Linux shares the processor out among sessions first (autogroup), and would give this one as much as the store.
    /// Not the lowest, with which a busy machine would never come to it. Where it cannot be had it is done without.
    /// </summary>
    private static void StepBack()
    {
        Process.GetCurrentProcess().PriorityClass = ProcessPriorityClass.BelowNormal;
        if (!OperatingSystem.IsLinux() || setsid() < 0)
            return;
        try
        {
            File.WriteAllText("/proc/self/autogroup", "10");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The kernel groups by other things, such as containers.
        }
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int setsid();

    /// <summary>Passes on how far it is, four times a second at most.</summary>
    private sealed class Told(Stream output, SemaphoreSlim saying) : IProgress<Progress>
    {
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
        private readonly Lock gate = new();
        private long last;

        public void Report(Progress value)
        {
            lock (gate)
            {
                if (last != 0 && Stopwatch.GetElapsedTime(last) < Pause)
                    return;
                last = Stopwatch.GetTimestamp();
                saying.Wait();
                try
                {
                    output.SayNow(SolvingTalk.Progress, JsonSerializer.SerializeToUtf8Bytes(new RunProgress(value.Part, Finite(value.Best), Finite(value.Bound), value.Seconds), RunJson.Options));
                }
                finally
                {
                    saying.Release();
                }
            }
        }

        private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
    }
}
