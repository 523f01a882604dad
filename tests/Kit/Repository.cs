namespace Forum.Kit;

/// <summary>The repository that the tests were built from, for tests that read its files.</summary>
public static class Repository
{
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Above(string? directory)
    {
        while (directory is not null && !File.Exists(System.IO.Path.Combine(directory, "Forum.sln")))
            directory = System.IO.Path.GetDirectoryName(directory);
        return directory ?? throw new DirectoryNotFoundException("The tests run below the repository, where Forum.sln is.");
    }
}
