namespace Forum.Deploy.Tests;

/// <summary>The files of the repository that these tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public static string Text(string relative) => File.ReadAllText(Path(relative));

    private static string Above(string? directory)
    {
        while (directory is not null && !File.Exists(System.IO.Path.Combine(directory, "Forum.sln")))
            directory = System.IO.Path.GetDirectoryName(directory);
        return directory ?? throw new DirectoryNotFoundException("The tests run below the repository, where Forum.sln is.");
    }
}
