using Microsoft.AspNetCore.Builder;
using Microsoft.OpenApi;

namespace Forum.Hosting.Http;

/// <summary>Marks a route whose body is a file, for its description; the route itself reads the body.</summary>
/// <param name="Longest">In bytes.</param>
/// <param name="Types">Media types that are taken.</param>
internal sealed record TakesFile(int Longest, params IReadOnlyList<string> Types)
{
    public OpenApiRequestBody Describe() => new()
    {
        Description = "The file.",
        Required = true,
        Content = Types.ToDictionary(type => type, Medium, StringComparer.Ordinal),
    };

    /// <summary>The content type says what a binary body is.</summary>
    private OpenApiMediaType Medium(string type) => new()
    {
        Schema = type.StartsWith("text/", StringComparison.Ordinal) ? new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Longest } : new OpenApiSchema(),
    };
}

/// <summary>Says of routes what file they take.</summary>
public static class TakingFiles
{
    /// <param name="longest">In bytes; more is refused as too large.</param>
    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder route, int longest, params string[] types) =>
        // Not by Accepts, which would read the body. Whoever reads sees by one byte more that it is too long.
        route.WithMetadata(new TakesFile(longest, types), new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(longest + 1L));
}
