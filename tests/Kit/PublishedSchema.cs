namespace Forum.Kit;

/// <summary>Schemas that others publish and whose licences keep them out of this repository. CI has them beside it; elsewhere <c>FORUM_SCHEMAS</c> names a directory.</summary>
public static class PublishedSchema
{
    /// <summary>Where the schema is; null when it is not here, and then a test says that it did not run, and why.</summary>
    public static string? Find(string name)
    {
        var path = new[] { Repository.Path("../shared/data/schemas"), Environment.GetEnvironmentVariable("FORUM_SCHEMAS") }
            .OfType<string>()
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);
        return path is null && Environment.GetEnvironmentVariable("CI") == "true"
            ? throw new FileNotFoundException("CI has the schema beside the repository, or in FORUM_SCHEMAS.", name)
            : path;
    }

    public static string NotRun(string name) => $"Not run: {name} is neither in ../shared/data/schemas nor in the directory FORUM_SCHEMAS.";
}
