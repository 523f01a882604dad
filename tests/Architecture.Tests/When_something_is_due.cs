using Forum.Kit;

namespace Forum.Architecture.Tests;

/// <summary>Windows, freezes and offers of an edition go by its clock; what goes by the world's is listed with why.</summary>
public sealed class When_something_is_due
{
    private static readonly Dictionary<string, string> ByTheWorldsClock = new(StringComparer.Ordinal)
    {
        ["Publishing/Notes/NoteRetention.cs"] = "the end is a day of the edition, and RealAt reads it off the edition's clock; a save that was under way when the notes were erased is erased an hour later",
        ["Registration/People/EndRetention.cs"] = "what is left of an erasure that has begun is erased at once",
        ["Registration/People/RetentionEnd.cs"] = "the end is a day of the edition, and PassesAt reads it off the edition's clock",
        ["Registration/People/SetRetentionEnd.cs"] = "the same",
        ["Registration/Imports/CommittingImports.cs"] = "the rows of an uploaded file are removed days after the upload, whatever the forum's time",
        ["Registration/Imports/UploadImport.cs"] = "the same",
    };

    [Fact]
    public void it_is_due_by_the_clock_of_its_edition()
    {
        var setting = Directory.EnumerateFiles(Repository.Path("services"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(File.ReadLines, (file, line) => (File: Path.GetRelativePath(Repository.Path("services"), file).Replace('\\', '/'), Line: line))
            .Where(source => source.Line.Contains("session.SetDeadline(", StringComparison.Ordinal))
            .ToArray();
        setting.ShouldNotBeEmpty();
        setting.Where(source => !source.Line.Contains("Clock.RealAt(", StringComparison.Ordinal)).Select(source => source.File).Distinct().ShouldBe(ByTheWorldsClock.Keys, ignoreOrder: true);
    }
}
