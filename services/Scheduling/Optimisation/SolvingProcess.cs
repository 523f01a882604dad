using System.Diagnostics;
using System.Text.Json;

namespace Forum.Scheduling.Optimisation;

/// <summary>
/// Solves in a process of its own, of a low priority unless it is a matter of moments: what it takes of memory is given back at its end, a crash of the engine, which is native code, takes no request
/// along, and whoever asks the service for something else goes first.
/// </summary>
public sealed class SolvingProcess(ILogger<SolvingProcess> log) : IDisposable
{
    /// <summary>For reading, comparing and explaining, beyond the seconds of the search.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    /// <summary>For a question that somebody waits for the answer of.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim explaining = new(2);

    /// <inheritdoc cref="Solving"/>
    public async Task<Solved> Solve(SolvingOrder order, Action<RunProgress> tell, CancellationToken stop, CancellationToken ct)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(TimeSpan.FromSeconds(order.Seconds) + Grace);
        using var process = Start(inTheBackground: !order.Small);
        // A pipe may not hear that nobody reads it any more; it hears that nobody writes.
        await using var ending = late.Token.Register(() => End(process));
        try
        {
            var complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
            var input = process.StandardInput.BaseStream;
            await input.Say(SolvingTalk.Settings, JsonSerializer.SerializeToUtf8Bytes(new SolvingSettings(order.Seconds, order.Seed), RunJson.Options), late.Token);
            await input.Say(SolvingTalk.Instance, order.Instance, late.Token);
            await using var stopping = stop.Register(() => _ = Stop(input));
            if (await Listen(process.StandardOutput.BaseStream, tell, late.Token) is { } solved)
                return solved;

            await process.WaitForExitAsync(late.Token);
            log.LogError("A solver ended with {ExitCode} and no result: {Complaints}", process.ExitCode, await complaints);
            throw new SolvingFailed($"The solver ended without a result (exit code {process.ExitCode}), for want of memory perhaps. Ask for a smaller run.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new SolvingFailed($"The solver did not end within {Grace.TotalMinutes:0} minutes after its {order.Seconds} s, and was ended.");
        }
        catch (IOException) when (!ct.IsCancellationRequested)
        {
            throw new SolvingFailed("The solver ended before it had read the problem. Ask for the run again.");
        }
        finally
        {
            End(process);
        }
    }

    /// <summary>Answers a question about a problem, and about an arrangement of it where the question is about one; at most two at a time, for whoever asks waits.</summary>
    /// <exception cref="SolvingFailed">There is no answer.</exception>
    public async Task<Explained> Explain(ExplanationAsked asked, byte[] instance, CancellationToken ct)
    {
        await explaining.WaitAsync(ct);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(Patience);
        try
        {
            using var process = Start(inTheBackground: false);
            await using var ending = late.Token.Register(() => End(process));
            try
            {
                var input = process.StandardInput.BaseStream;
                await input.Say(SolvingTalk.Question, JsonSerializer.SerializeToUtf8Bytes(asked, RunJson.Options), late.Token);
                await input.Say(SolvingTalk.Instance, instance, late.Token);
                return await process.StandardOutput.BaseStream.Hear(late.Token) switch
                {
                    (SolvingTalk.Answer, var said) => Read<Explained>(said),
                    (SolvingTalk.Failure, var said) => throw new SolvingFailed(Read<string>(said)),
                    _ => throw new SolvingFailed("The solver ended without an answer."),
                };
            }
            finally
            {
                End(process);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new SolvingFailed($"There was no answer within {Patience.TotalSeconds:0} seconds.");
        }
        finally
        {
            explaining.Release();
        }
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
            process.Kill();
    }

    public void Dispose() => explaining.Dispose();

    private static Process Start(bool inTheBackground)
    {
        var info = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) is "dotnet" ? host : "dotnet", [typeof(SolvingProcess).Assembly.Location, SolverApart.Argument, .. inTheBackground ? [SolverApart.InTheBackground] : Array.Empty<string>()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // It solves one problem and ends: memory for speed.
        info.Environment["DOTNET_GCgen0size"] = "4000000";
        info.Environment["DOTNET_TieredPGO"] = "0";
        info.Environment["DOTNET_EnableDiagnostics"] = "0";
        // A service may be told when to compile its code well; who solves for a moment or for minutes goes by the runtime's own settings.
        info.Environment.Remove("DOTNET_TC_CallCountThreshold");
        info.Environment.Remove("DOTNET_TC_CallCountingDelayMs");
        // Nothing that it could tell anybody else, and no secret.
        foreach (var name in info.Environment.Keys.Where(name => name.Contains("__", StringComparison.Ordinal) || name.StartsWith("OTEL_", StringComparison.Ordinal)).ToArray())
            info.Environment.Remove(name);
        return Process.Start(info) ?? throw new SolvingFailed("The solver could not be started.");
    }

    private static async Task Stop(Stream input)
    {
        try
        {
            await input.Say(SolvingTalk.Stop, default, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It has ended already.
        }
    }

    /// <summary>Null when it ended without a result.</summary>
    private static async Task<Solved?> Listen(Stream output, Action<RunProgress> tell, CancellationToken ct)
    {
        byte[]? solution = null, comparison = null;
        while (await output.Hear(ct) is var (what, said))
        {
            switch (what)
            {
                case SolvingTalk.Progress:
                    tell(Read<RunProgress>(said));
                    break;
                case SolvingTalk.Solution:
                    solution = said;
                    break;
                case SolvingTalk.Comparison:
                    comparison = said;
                    break;
                case SolvingTalk.Failure:
                    throw new SolvingFailed(Read<string>(said));
                case SolvingTalk.Outcome when solution is not null:
                    return new Solved(Read<SolvingOutcome>(said), solution, comparison);
                default:
                    return null;
            }
        }

        return null;
    }

    private static T Read<T>(byte[] said) => JsonSerializer.Deserialize<T>(said, RunJson.Options)!;
}

/// <summary>What the process that solves is told beside the instance.</summary>
internal sealed record SolvingSettings(int Seconds, int Seed);
