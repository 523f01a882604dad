using System.Text.RegularExpressions;
using Forum.Kit;

namespace Forum.Architecture.Tests;

public sealed partial class When_a_service_is_built
{
    private const int OneScreen = 60;

    /// <summary>Who solves: the assemblies of the optimiser know nothing of the forum, and no other service knows them.</summary>
    private static readonly Dictionary<string, string[]> Besides = new(StringComparer.Ordinal) { ["Scheduling"] = ["Checking", "Instances", "Solving"] };

    public static TheoryData<string> Services => [.. Ours.Services];

    [Theory, MemberData(nameof(Services))]
    public void it_knows_what_all_share_and_no_other_service(string service)
    {
        var besides = Besides.GetValueOrDefault(service, []);
        Ours.Service(service).GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => name.StartsWith("Forum.", StringComparison.Ordinal))
            .ShouldBeSubsetOf(["Forum.Hosting", "Forum.Contracts", .. besides.Select(name => $"Forum.Optimiser.{name}")]);
        ProjectReference().Matches(Ours.Project(service)).Select(match => match.Groups["path"].Value)
            .ShouldBeSubsetOf(["../../shared/Hosting/Hosting.csproj", "../../shared/Contracts/Contracts.csproj", .. besides.Select(name => $"../../optimiser/{name}/{name}.csproj")]);
    }

    [Theory, MemberData(nameof(Services))]
    public void its_wiring_fits_on_one_screen(string service) =>
        File.ReadAllLines(Repository.Path("services", service, "Program.cs")).Length.ShouldBeLessThanOrEqualTo(OneScreen);

    [Fact]
    public void what_all_share_knows_no_service() =>
        typeof(Hosting.ForumService).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => name.StartsWith("Forum.", StringComparison.Ordinal))
            .ShouldBeSubsetOf(["Forum.Contracts"]);

    [GeneratedRegex("<ProjectReference Include=\"(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ProjectReference();
}
