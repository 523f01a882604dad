using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Forum.Hosting.Http;

/// <summary>The service's OpenAPI document at <c>/openapi/v1.json</c> and a page to read it at <c>/reference</c>.</summary>
internal static class Reference
{
    /// <summary>Completes what <c>AddOpenApi</c> in the service's own program makes: only there its generator sees the docstrings of the service.</summary>
    public static void AddForumReference(this IServiceCollection services, ForumService service) => services.PostConfigure<OpenApiOptions>("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = $"Forum: {CultureInfo.InvariantCulture.TextInfo.ToTitleCase(service.Name)}",
                Version = "v1",
                License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
            };
            // Behind the public origin the service is reached below this address.
            document.Servers = [new OpenApiServer { Url = $"/api/{service.Name}" }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<NeedsVersion>().Any())
                operation.AddHeader("If-Match", "ETag of the version that the change was decided on.", required: true);
            if (metadata.OfType<TakesIdempotencyKey>().Any())
                operation.AddHeader(IdempotencyKey.Header, "The same key and body get the same answer for three days.", required: false);
            if (!metadata.OfType<Microsoft.AspNetCore.Authorization.IAllowAnonymous>().Any())
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
            return Task.CompletedTask;
        });
    });

    public static void MapForumReference(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();
        app.MapScalarApiReference("/reference", options => options
            // Relative to the service's root, wherever that is: also below /api/{service} of the public origin.
            .WithOpenApiRoutePattern("openapi/{documentName}.json")
            .WithTitle($"{{documentName}} of {app.Services.GetRequiredService<ForumService>().Name}")
            .WithNonce()
            // What would lead to somebody else's servers.
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideDeveloperTools())
            .AllowAnonymous()
            .Add(static endpoint =>
            {
                var show = endpoint.RequestDelegate!;
                endpoint.RequestDelegate = http =>
                {
                    http.Response.OnStarting(AllowItsScripts, http);
                    return show(http);
                };
            });
    }

    /// <summary>The page writes its own style elements; its scripts are those of this service and none besides.</summary>
    private static Task AllowItsScripts(object state)
    {
        var http = (HttpContext)state;
        if (http.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce)
            http.Response.Headers.ContentSecurityPolicy =
                $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return Task.CompletedTask;
    }

    private static void AddHeader(this OpenApiOperation operation, string name, string description, bool required)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Required = required,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
        });
    }
}
