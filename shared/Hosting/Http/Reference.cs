using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Forum.Hosting.Http;

/// <summary>The service's OpenAPI document at <c>/openapi/v1.json</c> and a page to read it at <c>/reference</c>.</summary>
internal static class Reference
{
    public static void AddForumReference(this IServiceCollection services, ForumService service) => services.AddOpenApi("v1", options =>
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
            .WithOpenApiRoutePattern("../openapi/{documentName}.json")
            .DisableDefaultFonts()
            .DisableTelemetry())
            .AllowAnonymous();
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
