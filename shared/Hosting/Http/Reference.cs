using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Forum.Hosting.Http.Describing;
using Forum.Hosting.Store;
using Microsoft.AspNetCore.Authorization;
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
        var story = HttpFile.Of(service.Assembly);
        options.AddDocumentTransformer((document, context, _) =>
        {
            var name = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(service.Name);
            document.Info = new OpenApiInfo
            {
                Title = $"Forum: {name}",
                Version = "v1",
                Description = $"What {name} keeps and does for the forum. Changes name the version they were decided on; creations take an idempotency key; whatever goes wrong is told as a problem with a stable `code`.",
                Contact = new OpenApiContact { Name = "The Forum contributors" },
                License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
            };
            // Behind the public origin the service is reached below this address.
            document.Servers =
            [
                new OpenApiServer
                {
                    Url = $"/api/{service.Name}",
                    Description = "Below the public origin, in production as locally.",
                    Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal) { ["x-internal"] = new JsonNodeExtension(JsonValue.Create(false)) },
                },
            ];
            document.Tags = new SortedSet<OpenApiTag>(
                document.Paths.Values.SelectMany(path => path.Operations!.Values).SelectMany(operation => operation.Tags ?? Enumerable.Empty<OpenApiTagReference>())
                    .Select(tag => tag.Name!).Distinct(StringComparer.Ordinal)
                    .Select(tag => new OpenApiTag { Name = tag, Description = service.Subjects.GetValueOrDefault(tag) }),
                Comparer<OpenApiTag>.Create(static (one, other) => string.CompareOrdinal(one.Name, other.Name)));
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "An access token of the forum's issuer, short-lived, validated as RFC8725 wants it: known algorithms, issuer, audience and type.",
            };
            Outcomes.Define(document);
            Limits.Complete(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            var method = context.Description.HttpMethod ?? "GET";
            Say(operation, metadata);
            foreach (var parameter in operation.Parameters ?? [])
                Say(parameter);
            if (metadata.OfType<NeedsVersion>().Any())
                operation.AddHeader("If-Match", "ETag of the version that the change was decided on.", @"^""[0-9]{1,18}""$", required: true);
            if (metadata.OfType<TakesIdempotencyKey>().Any())
                operation.AddHeader(IdempotencyKey.Header, "The same key and body get the same answer for three days.", IdempotencyKey.Form, required: false);
            if (operation.Responses?.ContainsKey("304") is true)
                operation.AddHeader("If-None-Match", "ETag of the answer that the caller has.", @"^(W/)?""[^""]*""$", required: false);
            operation.Security = metadata.OfType<IAllowAnonymous>().Any() ? [] : [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
            if (operation.RequestBody?.Content?.TryGetValue("application/json", out var body) is true)
                body.Examples = story.Examples(method, $"/{context.Description.RelativePath}").Select((example, n) => ($"story-{n + 1}", example))
                    .ToDictionary(named => named.Item1, IOpenApiExample (named) => new OpenApiExample { Summary = named.example.Title, Value = named.example.Body }, StringComparer.Ordinal);
            if (metadata.OfType<TakesFile>().FirstOrDefault() is { } file)
                operation.RequestBody = file.Describe();
            Outcomes.Describe(operation, method, metadata, context.Document!);
            return Task.CompletedTask;
        });
    });

    /// <summary>In the words of the route, else of the use case that has its name.</summary>
    private static void Say(OpenApiOperation operation, IList<object> metadata)
    {
        if (metadata.OfType<MethodInfo>().FirstOrDefault()?.Module.Assembly is { } assembly
            && assembly.GetTypes().FirstOrDefault(type => string.Equals(type.Name, operation.OperationId, StringComparison.Ordinal)) is { } useCase
            && Docstrings.Of(useCase) is { } text)
        {
            operation.Summary ??= Docstrings.Heading(text);
            operation.Description ??= text;
        }

        operation.Description ??= operation.Summary;
    }

    private static void Say(IOpenApiParameter parameter)
    {
        parameter.Description ??= parameter.Name switch
        {
            "after" => "Reads on behind this: `next` of the stretch before.",
            "limit" => $"How many items at most, up to {Page.Most}; {Page.Usual} when it is not said.",
            "edition" => "Id of the edition.",
            "participant" => "Code on the list of participants, e.g. `FRA`.",
            "asOf" => "The day of which it is asked.",
            "sort" => "In which order.",
            "Last-Event-ID" => "The id of the event that was seen last: what was missed since is told first.",
            { } name when parameter.In is ParameterLocation.Path => $"Which one: its {Words.Spaced(name)}.",
            var name => $"Only those of this {Words.Spaced(name!)}.",
        };
        if (parameter.Schema is not OpenApiSchema schema)
            return;
        if (parameter.Name is "limit")
            (schema.Minimum, schema.Maximum) = ("1", Page.Most.ToString(CultureInfo.InvariantCulture));
        else if (schema.Type?.HasFlag(JsonSchemaType.String) is true && schema.Format is null)
            schema.MaxLength ??= 200;
    }

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

    private static void AddHeader(this OpenApiOperation operation, string name, string description, string pattern, bool required)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Required = required,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200, Pattern = pattern },
        });
    }
}
