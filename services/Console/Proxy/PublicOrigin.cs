using Forum.Console.Http;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace Forum.Console.Proxy;

/// <summary>
/// The one public origin: <c>/api/{service}/…</c> is the service's own root, <c>/identity/…</c> is Identity, which knows that path itself.
/// A service that does not answer is a 503 problem document; what is for the inside only (health, metrics) does not exist here.
/// </summary>
internal static class PublicOrigin
{
    private const string Service = "service";

    public static void AddPublicOrigin(this WebApplicationBuilder builder)
    {
        // For who wants HTTPS from the proxy on: the slim builder leaves it out.
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        });
        var addresses = new ServiceAddresses(builder.Configuration);
        builder.Services.AddSingleton(addresses);
        builder.Services.AddReverseProxy()
            .LoadFromMemory([.. ServiceAddresses.Api.Select(Api), Identity()], [.. ServiceAddresses.Api.Append(ServiceAddresses.Identity).Select(name => Cluster(name, addresses))])
            .ConfigureHttpClient(static (_, handler) => handler.ConnectTimeout = TimeSpan.FromSeconds(3))
            .AddTransforms(static route =>
            {
                if (route.Route.Metadata?[Service] is not { } service || service == ServiceAddresses.Identity)
                    return;
                // The session of these pages is nothing to the services: who wants something of them brings a token.
                route.AddRequestHeaderRemove(HeaderNames.Cookie);
                route.AddResponseTransform(response =>
                {
                    MakePublic(response.HttpContext.Response, $"/api/{service}");
                    return ValueTask.CompletedTask;
                });
            });
    }

    public static void MapPublicOrigin(this WebApplication app)
    {
        app.MapReverseProxy(static proxy =>
        {
            proxy.Use(HideTheInside);
            proxy.Use(AnswerForTheAbsent);
        }).AllowAnonymous();
        app.Map("/api/{**rest}", static (HttpContext http) => Problem.Write(http, 404, "not-found", "There is no such service behind this address. Read /reference."))
            .AllowAnonymous();
    }

    private static RouteConfig Api(string service) => new()
    {
        RouteId = service,
        ClusterId = service,
        // Each service sets its own limits, route by route.
        MaxRequestBodySize = -1,
        Match = new RouteMatch { Path = $"/api/{service}/{{**rest}}" },
        Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [Service] = service },
        Transforms = [new Dictionary<string, string>(StringComparer.Ordinal) { ["PathRemovePrefix"] = $"/api/{service}" }],
    };

    private static RouteConfig Identity() => new()
    {
        RouteId = ServiceAddresses.Identity,
        ClusterId = ServiceAddresses.Identity,
        Match = new RouteMatch { Path = "/identity/{**rest}" },
        Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [Service] = ServiceAddresses.Identity },
    };

    private static ClusterConfig Cluster(string service, ServiceAddresses addresses) => new()
    {
        ClusterId = service,
        Destinations = addresses.Of(service) is { } address
            ? new Dictionary<string, DestinationConfig>(StringComparer.Ordinal) { ["only"] = new() { Address = address.AbsoluteUri } }
            : null,
    };

    /// <summary>Services give addresses relative to themselves; outside they stand below the service's name.</summary>
    private static void MakePublic(HttpResponse response, string prefix)
    {
        var location = response.Headers.Location.ToString();
        if (location.StartsWith('/') && !location.StartsWith("//", StringComparison.Ordinal) && !location.StartsWith($"{prefix}/", StringComparison.Ordinal))
            response.Headers.Location = prefix + location;
    }

    private static Task HideTheInside(HttpContext http, RequestDelegate next)
    {
        var asked = (http.GetRouteValue("rest") as string ?? "").TrimStart('/').Split('/')[0];
        return asked.Equals("health", StringComparison.OrdinalIgnoreCase) || asked.Equals("metrics", StringComparison.OrdinalIgnoreCase)
            ? Problem.Write(http, StatusCodes.Status404NotFound, "not-found", "There is nothing at this address.")
            : next(http);
    }

    private static async Task AnswerForTheAbsent(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.GetForwarderErrorFeature() is not { } error || http.Response.HasStarted || !IsTheServices(error.Error))
            return;

        var service = http.GetReverseProxyFeature().Route.Config.RouteId;
        http.RequestServices.GetRequiredService<ILogger<ServiceAddresses>>()
            .LogWarning("{Service} does not answer: {Error} ({Reason})", service, error.Error, error.Exception?.GetBaseException().Message);
        http.Response.Headers.RetryAfter = "2";
        await Problem.Write(http, StatusCodes.Status503ServiceUnavailable, "service-unavailable",
            $"The service {service} does not answer at present. It may have done what was asked: try again shortly, a creation with the same Idempotency-Key.");
    }

    /// <summary>False for what the caller brought about: a body that broke off, a connection that was closed.</summary>
    private static bool IsTheServices(ForwarderError error) =>
        error is ForwarderError.Request or ForwarderError.RequestTimedOut or ForwarderError.RequestCreation or ForwarderError.NoAvailableDestinations
            or ForwarderError.RequestBodyDestination or ForwarderError.ResponseBodyDestination or ForwarderError.ResponseHeaders;
}
