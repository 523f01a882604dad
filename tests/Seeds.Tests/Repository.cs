namespace Forum.Seeds.Tests;

/// <summary>Where the repository lies, seen from the tests that were built in it.</summary>
internal static class Repository
{
    public static readonly string Root = Find();

    public static readonly string Data = Path.Combine(Root, "seeds", "first-dialogue");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Forum.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("These tests run from inside the repository.");
    }
}
