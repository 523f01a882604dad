using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Forum.Optimiser.Instances;

/// <summary>Instances and results as JSON: camel case, enumerations by name, unknown members and missing values refused.</summary>
public static class InstanceJson
{
    public static JsonSerializerOptions Options { get; } = Made();

    /// <exception cref="JsonException">It is no instance.</exception>
    public static Instance Read(string json) => JsonSerializer.Deserialize<Instance>(json, Options) ?? throw new JsonException("An instance is an object.");

    /// <summary>What two instances have in common exactly when they say the same in the same order.</summary>
    public static string Hash(Instance instance) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(instance, Options)));

    private static JsonSerializerOptions Made()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            NumberHandling = JsonNumberHandling.Strict,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        };
        options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
