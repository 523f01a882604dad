using System.Text.RegularExpressions;
using Forum.Kit;

namespace Forum.Architecture.Tests;

public sealed partial class When_the_repository_is_read
{
    /// <summary>Made by builds and runs, not part of the repository.</summary>
    private static readonly string[] Made = ["bin", "obj", ".git", ".local", ".vs", ".idea", "TestResults", "node_modules", "artifacts", "generated"];

    /// <summary>Nobody wrote what is in them.</summary>
    private static readonly string[] Binary = [".png", ".ttf"];

    /// <summary>A path inside the image that is being built is no path of anybody's machine.</summary>
    private static readonly string[] InsideAnImage = ["target=/root/.nuget/packages"];

    [Fact]
    public void no_file_names_a_path_of_somebodys_machine()
    {
        var named = Files(Repository.Root)
            .Where(file => !Binary.Contains(Path.GetExtension(file)))
            .SelectMany(File.ReadLines, (file, line) => (File: Path.GetRelativePath(Repository.Root, file), Line: InsideAnImage.Aggregate(line, (text, path) => text.Replace(path, "", StringComparison.Ordinal))))
            .Where(found => PathOfAMachine().IsMatch(found.Line))
            .Select(found => $"{found.File}: {found.Line.Trim()}");
        named.ShouldBeEmpty();
    }

    [Fact]
    public void no_test_is_left_out_or_waits_for_a_time()
    {
        var found = Directory.EnumerateDirectories(Repository.Path("tests"), "*.Tests").SelectMany(Files)
            .Where(file => Path.GetExtension(file) == ".cs")
            .SelectMany(File.ReadLines, (file, line) => (File: Path.GetRelativePath(Repository.Root, file), Line: line))
            .Where(source => LeftOutOrAsleep().IsMatch(source.Line))
            .Select(source => $"{source.File}: {source.Line.Trim()}");
        found.ShouldBeEmpty();
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder).Where(file => !Made.Contains(Path.GetFileName(file)))
        .Concat(Directory.EnumerateDirectories(folder).Where(inner => !Made.Contains(Path.GetFileName(inner))).SelectMany(Files));

    // Each alternative is broken up, so that it does not find itself.
    [GeneratedRegex(@"(?<![\w.}$*-])/(root|home|tmp|work|workspace|Users|mnt)[/](?=\w|\.)|\b[A-Z]:[\\](?=\w)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PathOfAMachine();

    /// <summary>Time that a test moves itself (a fake TimeProvider) is no waiting.</summary>
    [GeneratedRegex(@"\[(Fact|Theory)\([^)]*[S]kip|[T]hread\.Sleep\(|[T]ask\.Delay\((?!.*\.Time\))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeftOutOrAsleep();
}
