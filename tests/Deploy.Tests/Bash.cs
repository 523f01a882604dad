using System.Diagnostics;

namespace Forum.Deploy.Tests;

/// <summary>A piece of shell, run at the repository's root with nothing on its standard input.</summary>
internal static class Bash
{
    public static (int ExitCode, string Output, string Errors) Run(string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", script])
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        bash.StandardInput.Close();
        var errors = bash.StandardError.ReadToEndAsync();
        var output = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        return (bash.ExitCode, output, errors.Result);
    }
}
