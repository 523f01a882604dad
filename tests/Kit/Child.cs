using System.Collections.Concurrent;
using System.Diagnostics;
using Shouldly;

namespace Forum.Kit;

/// <summary>A program of the forum as a process of its own, which can be killed and started again.</summary>
public sealed class Child(string assembly, IReadOnlyDictionary<string, string> settings, params string[] arguments) : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> said = new();
    private Process? process;

    /// <summary>All that it has said so far, by all its processes, a line each.</summary>
    public IReadOnlyCollection<string> Said => said;

    public bool Runs => process is { HasExited: false };

    public void Start()
    {
        var dll = Built.Assembly(assembly);
        var start = new ProcessStartInfo("dotnet", [dll, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(dll),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>SIGKILL: it finishes nothing and says no goodbye. Then the same program is started anew.</summary>
    public async Task KillAndStartAgain()
    {
        await Kill();
        Start();
    }

    /// <summary>SIGSTOP: it keeps its connections and does nothing with them, until SIGCONT.</summary>
    public Task Pause() => Signal("STOP");

    /// <summary>SIGCONT: it goes on as if nothing had been.</summary>
    public Task GoOn() => Signal("CONT");

    /// <summary>Its exit code, once it has ended by itself.</summary>
    public async Task<int> Ended()
    {
        await process!.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Waits until it has said this, as long as it runs.</summary>
    public async Task UntilItSays(string text)
    {
        await Eventually.True(() => Task.FromResult(Has(text) || !Runs), $"{assembly} says \"{text}\"", TimeSpan.FromMinutes(3));
        Has(text).ShouldBeTrue($"{assembly} ended without saying \"{text}\":\n{string.Join('\n', said)}");
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        process?.Dispose();
    }

    private bool Has(string text) => said.Any(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>SIGKILL; it stays away until it is started again.</summary>
    public async Task Kill()
    {
        if (!Runs)
            return;
        process!.Kill();
        await process.WaitForExitAsync();
    }

    private async Task Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process!.Id.ToString()]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
            said.Enqueue(text);
    }
}
