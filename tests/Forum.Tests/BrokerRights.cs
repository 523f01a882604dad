using System.Diagnostics;
using System.Text.Json;
using Forum.Kit;

namespace Forum.Tests;

/// <summary>What a service's user may do on the broker, from the script that writes the definitions of every deployment.</summary>
internal static class BrokerRights
{
    private const string Script = "set -euo pipefail; source deploy/local/lib/broker-definitions.sh; permission_definition \"$0\"";

    public static (string Configure, string Write, string Read) Of(string service)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", Script, service])
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var definition = JsonDocument.Parse(bash.StandardOutput.ReadToEnd()).RootElement;
        return (Text("configure"), Text("write"), Text("read"));

        string Text(string right) => definition.GetProperty(right).GetString()!;
    }
}
