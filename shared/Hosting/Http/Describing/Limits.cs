using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Forum.Hosting.Http.Describing;

/// <summary>
/// The limits that hold for every value, where a narrower one is not declared: what a body can carry, what a number can count, what the store can keep.
/// A reader can size its buffers by them.
/// </summary>
internal static class Limits
{
    /// <summary>The store keeps every character but this one, and none is taken that is not a whole one.</summary>
    public const string AnyText = @"^[^\u0000]*$";

    /// <summary>No text comes in that is longer than a body, so that none goes out.</summary>
    private const int LongestText = ForumHttp.LargestBody;

    private const int LongestList = 100_000;

    private static readonly Dictionary<string, int> Lengths = new(StringComparer.Ordinal)
    {
        ["uuid"] = 36,
        ["date"] = 10,
        ["date-time"] = 40,
        ["uri"] = 2_000,
    };

    public static void Complete(OpenApiDocument document)
    {
        foreach (var schema in document.Components?.Schemas?.Values ?? [])
            Complete(schema);
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>()))
        {
            foreach (var parameter in operation.Parameters ?? [])
                Complete(parameter.Schema);
            var bodies = (operation.Responses?.Values.Select(response => response.Content) ?? []).Append(operation.RequestBody?.Content);
            foreach (var content in bodies.SelectMany(content => content?.Values ?? Enumerable.Empty<OpenApiMediaType>()))
                Complete(content.Schema);
        }
    }

    private static void Complete(IOpenApiSchema? described)
    {
        // A reference leads to a schema that is completed where it stands.
        if (described is not OpenApiSchema schema)
            return;
        if (schema.Enum is { Count: > 0 } words)
            CompleteWords(schema, words);
        else if (Is(schema, JsonSchemaType.String))
            CompleteText(schema);
        else if (Is(schema, JsonSchemaType.Integer))
            CompleteNumber(schema);
        else if (Is(schema, JsonSchemaType.Array))
            schema.MaxItems ??= LongestList;

        Complete(schema.Items);
        Complete(schema.AdditionalProperties);
        if (schema.AdditionalProperties is not null)
            schema.MaxProperties ??= LongestList;
        foreach (var part in (schema.Properties?.Values ?? []).Concat(schema.OneOf ?? []).Concat(schema.AnyOf ?? []).Concat(schema.AllOf ?? []))
            Complete(part);
    }

    /// <summary>Whether there may be no word at all is said where the words are referred to.</summary>
    private static void CompleteWords(OpenApiSchema schema, IList<JsonNode> words)
    {
        schema.Type = JsonSchemaType.String;
        schema.Enum = [.. words.Where(word => word?.GetValueKind() is JsonValueKind.String)];
    }

    private static void CompleteText(OpenApiSchema schema)
    {
        schema.MaxLength ??= schema.Format is { } format && Lengths.TryGetValue(format, out var length) ? length : LongestText;
        if (schema.Format is null)
            schema.Pattern ??= AnyText;
    }

    private static void CompleteNumber(OpenApiSchema schema)
    {
        var (least, most) = schema.Format is "int64" ? (long.MinValue, long.MaxValue) : (int.MinValue, int.MaxValue);
        schema.Minimum ??= least.ToString(CultureInfo.InvariantCulture);
        schema.Maximum ??= most.ToString(CultureInfo.InvariantCulture);
    }

    private static bool Is(OpenApiSchema schema, JsonSchemaType type) => schema.Type?.HasFlag(type) is true;
}
