using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Forum.Hosting.Store;
using Forum.Hosting.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Forum.Hosting.Http;

internal static class ForumHttp
{
    /// <summary>In bytes.</summary>
    public const int LargestBody = 1024 * 1024;

    public static void AddForumHttp(this WebApplicationBuilder builder, ForumService service)
    {
        // The slim builder leaves out HTTPS, for who wants it from the proxy on, and regular expressions in routes.
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddRouting();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Services.ConfigureHttpJsonOptions(options => Strict(options.SerializerOptions));
        // Thrown rather than answered bare, so that Problems can say which member is wrong.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        // For the routes that every service has; a service's own are found in its own program.
        builder.Services.AddValidation();
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = Problems.Complete);
        builder.Services.AddSingleton<IProblemDetailsWriter, UnaskedProblem>();
        builder.Services.AddExceptionHandler<Problems>();
        // Only to tell callers without a token apart. Loopback is trusted; proxies elsewhere are named: Limits__TrustedProxies__0=10.0.0.0/8.
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
            foreach (var network in builder.Configuration.GetSection("Limits:TrustedProxies").Get<string[]>() ?? [])
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });
        var share = new CallersShare(builder.Configuration.GetValue("Limits:RequestsPerSecond", 500));
        builder.Services.AddSingleton(share);
        builder.Services.AddRateLimiter(share.Apply);
        builder.Services.AddForumReference(service);
    }

    public static void UseForumHttp(this WebApplication app)
    {
        app.UseForwardedHeaders();
        // As late as the answer starts, because an answer to an exception begins with empty headers.
        var share = app.Services.GetRequiredService<CallersShare>();
        app.Use((http, next) =>
        {
            http.Response.OnStarting(() =>
            {
                var headers = http.Response.Headers;
                headers.XContentTypeOptions = "nosniff";
                if (headers.CacheControl.Count == 0)
                    headers.CacheControl = "no-store";
                share.Tell(http);
                return Task.CompletedTask;
            });
            return next(http);
        });
        // A refusal is an answer: the handled ones are not logged as faults.
        app.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = context => context.ExceptionHandledBy is ExceptionHandledType.ExceptionHandlerService });
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.Use(static (http, next) =>
        {
            MustBeReadable(http.Request);
            return http.GetEndpoint() switch
            {
                RouteEndpoint => next(http),
                // The router's own answers: another method, another media type. Neither they nor an address that is none are closed to anybody: there is nothing to open.
                { RequestDelegate: { } answer } => answer(http),
                _ => NotFound(http),
            };
        });
        app.UseAuthorization();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Forum.Hosting.Http");
        app.Use(async (http, next) =>
        {
            // Nothing has it, and the store takes it for a mistake of ours rather than for something that is not there.
            if (http.Request.RouteValues.Values.Any(static value => Guid.TryParseExact(value?.ToString(), "D", out var id) && id == Guid.Empty))
                throw new Missing("record", Guid.Empty);
            KnownWords.Require(http);
            var ids = DomainIds.Of(http);
            DomainIds.Put(ids);
            using (log.BeginScope(ids))
                await next(http);
        });
    }

    private static Task NotFound(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <exception cref="BadHttpRequestException">The body is said to be in an encoding that is none.</exception>
    private static void MustBeReadable(HttpRequest request)
    {
        KeptText.Require(request);
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset.HasValue && type.Encoding is null)
            throw new BadHttpRequestException("The charset of Content-Type is not known. Send UTF-8.", StatusCodes.Status415UnsupportedMediaType);
    }

    private static void Strict(JsonSerializerOptions json)
    {
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.AllowDuplicateProperties = false;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.TypeInfoResolver = json.TypeInfoResolver?.WithAddedModifier(KeptText.Require).WithAddedModifier(WholeLists.Require);
        json.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
    }
}
