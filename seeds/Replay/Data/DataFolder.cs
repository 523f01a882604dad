using System.Text.Json;
using System.Text.Json.Serialization;

namespace Forum.Replay.Data;

/// <summary>The folder with the data: its JSON files, and its CSV files with a provenance file beside each.</summary>
public static class DataFolder
{
    private const string Sidecar = ".provenance.json";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = false,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <summary>What in the folder does not say where it comes from; empty when all does.</summary>
    public static IReadOnlyList<string> Faults(string folder)
    {
        var json = Directory.GetFiles(folder, "*.json").Where(file => !file.EndsWith(Sidecar, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .SelectMany(file => ProvenanceOfJson.Faults(Json(folder, Path.GetFileName(file))).Select(fault => $"{Path.GetFileName(file)}: {fault}"));
        var tables = Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal)
            .SelectMany(file => ProvenanceOfTable.Faults(Table.Read(file), Json(folder, $"{Path.GetFileNameWithoutExtension(file)}{Sidecar}")).Select(fault => $"{Path.GetFileName(file)}: {fault}"));
        return [.. json, .. tables];
    }

    public static JsonElement Json(string folder, string file) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Path.Combine(folder, file)));

    public static T Member<T>(JsonElement root, string name) => root.GetProperty(name).Deserialize<T>(Form)!;
}
