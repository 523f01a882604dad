namespace Forum.Kit;

/// <summary>Where the build put an assembly of this repository, in the configuration that is running.</summary>
public static class Built
{
    /// <param name="name">E.g. <c>Forum.Registration</c>.</param>
    /// <exception cref="FileNotFoundException">It was not built.</exception>
    public static string Assembly(string name)
    {
        var project = name["Forum.".Length..];
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string[] rooms = ["services", "tests", "seeds"];
        return rooms.Select(room => Repository.Path(room, project, "bin", configuration, "net10.0", $"{name}.dll")).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"{name} is not built in configuration {configuration}. Build Forum.sln first.");
    }
}
