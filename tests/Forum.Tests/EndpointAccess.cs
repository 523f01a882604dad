using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Forum.Tests;

/// <summary>
/// An endpoint of a service and who may call it: <c>anonymous</c> for anybody, <c>authenticated</c> for whoever has signed in,
/// else the roles, one of which is needed; <c>nobody</c> where a route was mapped and not opened.
/// </summary>
public sealed record EndpointAccess(string Service, string Method, string Route, string Allowed)
{
    public const string Anonymous = "anonymous";

    public override string ToString() => $"{Service},{Method},{Route},{Allowed}";

    /// <summary>What the service itself says of its endpoints.</summary>
    public static IEnumerable<EndpointAccess> Of(string service, IServiceProvider services) => services.GetServices<EndpointDataSource>()
        .SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
        .SelectMany(Methods, (endpoint, method) => new EndpointAccess(
            service, method, $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}", AllowedAt(endpoint, services.GetRequiredService<IOptions<AuthorizationOptions>>().Value)))
        .Distinct();

    public static EndpointAccess Read(string line) => line.Split(',') is [var service, var method, var route, var allowed]
        ? new EndpointAccess(service, method, route, allowed)
        : throw new FormatException($"A line has four columns: {line}");

    /// <summary>True when one of the roles is needed and this is one; true for everybody where anybody may call.</summary>
    /// <param name="role">Null for a caller without a token.</param>
    public bool Allows(string? role) => Allowed == Anonymous || (role is not null && Allowed.Split(' ').Contains(role));

    /// <summary>An address that the route answers to.</summary>
    public string Address() => string.Concat(RoutePatternFactory.Parse(Route).PathSegments.Select(segment => $"/{string.Concat(segment.Parts.Select(Filled))}"));

    private static string Filled(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => parameter.ParameterPolicies.Select(policy => policy.Content).FirstOrDefault() switch
        {
            "guid" => Guid.CreateVersion7().ToString(),
            "int" => "1",
            { } pattern when pattern.StartsWith("regex", StringComparison.Ordinal) => new string('0', 32),
            _ => parameter.Default?.ToString() ?? "x",
        },
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    private static IReadOnlyList<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods.Count: > 0 } named ? named.HttpMethods : ["*"];

    private static string AllowedAt(RouteEndpoint endpoint, AuthorizationOptions options)
    {
        var asked = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>();
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || (asked.Count == 0 && options.FallbackPolicy is null))
            return Anonymous;
        var roles = asked.SelectMany(data => data.Roles?.Split(',') ?? []).Order(StringComparer.Ordinal);
        return string.Join(' ', roles) is { Length: > 0 } named ? named : asked.Count == 0 ? "nobody" : "authenticated";
    }
}
