using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;

namespace Forum.Hosting.Http;

/// <summary>The version that a change was decided on, from <c>If-Match: "3"</c> (RFC 9110, 13.1.1). Missing: 428; not a version: 400; not the current one: 412.</summary>
public sealed record ExpectedVersion(long Value) : IBindableFromHttpContext<ExpectedVersion>, IEndpointParameterMetadataProvider
{
    public static ValueTask<ExpectedVersion?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var header = context.Request.Headers.IfMatch;
        if (StringValues.IsNullOrEmpty(header))
            throw new VersionNotGiven();
        var text = header.ToString();
        return text is ['"', .. var digits, '"'] && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? ValueTask.FromResult<ExpectedVersion?>(new ExpectedVersion(version))
            : throw new BadHttpRequestException($"If-Match must be the ETag of an earlier answer, such as \"3\", and not {text}.");
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(NeedsVersion.Instance);

    public static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}

/// <summary>A change came without saying which version it was decided on.</summary>
internal sealed class VersionNotGiven() : Exception("This change needs If-Match with the ETag of the version it was decided on. Read the resource first.");

/// <summary>Marks a route that needs <c>If-Match</c>, for its description.</summary>
internal sealed class NeedsVersion
{
    public static readonly NeedsVersion Instance = new();
}
