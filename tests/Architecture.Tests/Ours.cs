using System.Reflection;
using Forum.Kit;

namespace Forum.Architecture.Tests;

/// <summary>The projects of the forum and what was built from them.</summary>
internal static class Ours
{
    public static IReadOnlyList<string> Services { get; } =
        [.. Directory.EnumerateDirectories(Repository.Path("services")).Where(HasProject).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    /// <summary>What runs: the services, what they share, the replay and the rehearsal. Tests and their kit are not among it.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } = [.. Services.Select(Service), Load("Forum.Hosting"), Load("Forum.Contracts"), Load("Forum.Seeds"), Load("Forum.Replay"), Load("Forum.Rehearsal")];

    public static Assembly Service(string name) => Load($"Forum.{name}");

    public static string Project(string service) => File.ReadAllText(Repository.Path("services", service, $"{service}.csproj"));

    private static bool HasProject(string folder) => File.Exists(Path.Combine(folder, $"{Path.GetFileName(folder)}.csproj"));

    private static Assembly Load(string name) => Assembly.Load(new AssemblyName(name));
}
