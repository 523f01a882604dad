namespace Forum.Kit;

/// <summary>Where the build put an assembly of this repository, in the configuration that is running.</summary>
public static class Built
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <param name="name">E.g. <c>Forum.Registration</c>.</param>
    /// <exception cref="FileNotFoundException">It was not built.</exception>
    public static string Assembly(string name)
    {
        var project = name["Forum.".Length..];
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string[] rooms = ["services", "tests", "seeds"];
        return rooms.Select(room => Path.Combine(Root, room, project, "bin", configuration, "net10.0", $"{name}.dll")).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"{name} is not built in configuration {configuration}. Build Forum.sln first.");
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Forum.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException("This is not a checkout: Forum.sln was not found above the tests.");
    }
}
