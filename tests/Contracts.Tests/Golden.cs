using System.Text.Json.Nodes;
using Forum.Contracts.Governance;
using Forum.Kit;

namespace Forum.Contracts.Tests;

/// <summary>The files that say how the messages look on the wire. A change of one is a change of what the services have promised each other.</summary>
internal static class Golden
{
    /// <summary>The file of the values that the enums of the contracts may have.</summary>
    public const string Words = "Words";

    private static readonly string Folder = Repository.Path("tests", "Contracts.Tests", "Golden");

    static Golden()
    {
        if (Environment.GetEnvironmentVariable("FORUM_WRITE_GOLDEN") is "1")
            WriteAnew();
    }

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder).Select(file => Path.GetFileNameWithoutExtension(file));

    public static string WordsNow => Wire.Text(new JsonObject(typeof(EditionAnnounced).Assembly.GetExportedTypes()
        .Where(type => type.IsEnum)
        .OrderBy(Message.Name, StringComparer.Ordinal)
        .Select(type => KeyValuePair.Create(Message.Name(type), (JsonNode?)new JsonArray([.. Enum.GetNames(type).Select(word => JsonValue.Create(word))])))));

    public static string Of(string name)
    {
        var file = Path.Combine(Folder, $"{name}.json");
        File.Exists(file).ShouldBeTrue($"{name}.json is missing; write it with FORUM_WRITE_GOLDEN=1 dotnet test --project tests/Contracts.Tests, read it and commit it.");
        return File.ReadAllText(file);
    }

    private static void WriteAnew()
    {
        Directory.CreateDirectory(Folder);
        foreach (var stale in Directory.EnumerateFiles(Folder))
            File.Delete(stale);
        File.WriteAllText(Path.Combine(Folder, $"{Words}.json"), WordsNow);
        foreach (var message in Message.Types)
            File.WriteAllText(Path.Combine(Folder, $"{Message.Name(message)}.json"), Wire.Write(Samples.Of(message)));
    }
}
