using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace Forum.Hosting.Http.Describing;

/// <summary>How a request can end besides well, with the headers that come along: one answer a status, the same for every route that can give it.</summary>
internal static class Outcomes
{
    private const string Problem = "Problem", ProblemType = "application/problem+json";

    private static readonly (int Status, string Name, string Description)[] All =
    [
        (400, "Malformed", "The request is not of the documented form: `errors` names the members, parameters or headers that are wrong."),
        (401, "NotAuthenticated", "There is no token, or none that holds."),
        (403, "NotAllowed", "Who the token speaks of may not do this."),
        (404, "NotFound", "There is no such thing, or none that the caller may know of."),
        (409, "TakenByAnother", "Somebody else was first, or the same request is being answered at this moment."),
        (412, "StaleVersion", "It is not at the version of `If-Match` any more. Read it again, then decide again."),
        (413, "TooLarge", "The body is larger than is taken here: 1 MiB, where nothing else is said."),
        (415, "UnsupportedMediaType", "The body is not of a media type that is taken here."),
        (422, "Refused", "A rule of the forum says no: `code` says which, `detail` what to do."),
        (428, "VersionNotGiven", "A change needs `If-Match`."),
        (429, "TooManyRequests", "More than the caller's share of requests came. Try again after `Retry-After`."),
        (500, "Unexpected", "A fault of the service. Nothing was changed; `traceId` tells the operators where to look."),
        (503, "StoreUnavailable", "The store cannot be reached. Try again after `Retry-After`; a creation with the same `Idempotency-Key`."),
    ];

    /// <summary>What the operations refer to.</summary>
    public static void Define(OpenApiDocument document)
    {
        var components = document.Components!;
        components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        components.Schemas["FieldProblem"] = FieldProblemSchema();
        components.Schemas[Problem] = ProblemSchema(document);
        components.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
        {
            ["RateLimit"] = Text("What is left of the caller's share: `r` requests now, more within `t` seconds (draft-ietf-httpapi-ratelimit-headers).", "^\"caller\";r=[0-9]+;t=[0-9]+$"),
            ["RateLimit-Policy"] = Text("The share: `q` requests within `w` seconds, as a rule.", "^\"caller\";q=[0-9]+;w=[0-9]+$"),
            ["Retry-After"] = new OpenApiHeader { Description = "Seconds to wait.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "1", Maximum = "3600" } },
            ["ETag"] = Text("The version that it stands at: for `If-Match` of the next change, and for `If-None-Match` of the next reading.", "^(W/)?\"[^\"]*\"$"),
            ["Location"] = Text("Address of what was made.", "^/.+$"),
            ["Link"] = Text("Where the list goes on, as `rel=\"next\"` (RFC 8288); absent at its end.", "^<.+>; rel=\"next\"$"),
            ["WWW-Authenticate"] = Text("What a token has to be, and what was wrong with this one.", "^Bearer"),
        };
        components.Responses ??= new Dictionary<string, IOpenApiResponse>(StringComparer.Ordinal);
        foreach (var (status, name, description) in All)
        {
            var response = new OpenApiResponse
            {
                Description = description,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [ProblemType] = new() { Schema = new OpenApiSchemaReference(Problem, document) } },
            };
            Limit(response, document);
            if (status is 429 or 503)
                Carry(response, "Retry-After", document);
            if (status is 401)
                Carry(response, "WWW-Authenticate", document);
            components.Responses[name] = response;
        }
    }

    /// <summary>Says of an operation how it can end.</summary>
    /// <param name="metadata">Of its endpoint.</param>
    public static void Describe(OpenApiOperation operation, string method, IEnumerable<object> metadata, OpenApiDocument document)
    {
        object[] known = [.. metadata];
        operation.Responses ??= [];
        foreach (var (status, response) in operation.Responses.Where(entry => entry.Value is OpenApiResponse).Select(entry => (entry.Key, (OpenApiResponse)entry.Value)).ToArray())
            DescribeSuccess(response, status, known, document);

        var anonymous = known.OfType<IAllowAnonymous>().Any();
        var inPath = operation.Parameters?.Any(parameter => parameter.In is ParameterLocation.Path) is true;
        var asked = operation.Parameters is { Count: > 0 } || operation.RequestBody is not null;
        var changes = !HttpMethods.IsGet(method);
        var versioned = known.OfType<NeedsVersion>().Any();
        (int Status, bool Possible)[] possible =
        [
            (400, true),
            (401, !anonymous),
            (403, !anonymous),
            (404, inPath || asked),
            (409, changes),
            (412, versioned),
            (413, operation.RequestBody is not null),
            (415, operation.RequestBody is not null),
            (422, changes || asked),
            (428, versioned),
            (429, true),
            (500, true),
            (503, true),
        ];
        foreach (var (status, _) in possible.Where(outcome => outcome.Possible))
        {
            var key = status.ToString(CultureInfo.InvariantCulture);
            operation.Responses.Remove(key);
            operation.Responses[key] = new OpenApiResponseReference(All.Single(outcome => outcome.Status == status).Name, document);
        }
    }

    private static void DescribeSuccess(OpenApiResponse response, string status, object[] metadata, OpenApiDocument document)
    {
        response.Description = status switch
        {
            "200" => "What was asked for.",
            "201" => "It is made. The same key and body get this answer again.",
            "202" => "It is taken, and will be done.",
            "204" => "It is done; `ETag` is the version that holds now.",
            "304" => "The caller has it already.",
            _ => response.Description,
        };
        Limit(response, document);
        foreach (var header in metadata.OfType<AnswersWith>().Where(answer => answer.Status.ToString(CultureInfo.InvariantCulture) == status).SelectMany(answer => answer.Headers).Distinct(StringComparer.Ordinal))
            Carry(response, header, document);
    }

    private static void Limit(OpenApiResponse response, OpenApiDocument document)
    {
        Carry(response, "RateLimit", document);
        Carry(response, "RateLimit-Policy", document);
    }

    private static void Carry(OpenApiResponse response, string header, OpenApiDocument document)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
        response.Headers[header] = new OpenApiHeaderReference(header, document);
    }

    private static OpenApiHeader Text(string description, string pattern) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 2_000, Pattern = pattern } };

    private static OpenApiSchema ProblemSchema(OpenApiDocument document) => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Why a request did not end well, and what to do (RFC 9457).",
        Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status", "code", "traceId" },
        AdditionalPropertiesAllowed = false,
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri", Description = "`urn:forum:problem:` and the code." },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200, Description = "The status in words." },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "400", Maximum = "599" },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 20_000, Description = "What is wrong and what to do about it, for a person." },
            ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 100, Pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", Description = "Stable: callers may rely on it." },
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "What is wrong where; absent when no member is to blame.",
                Items = new OpenApiSchemaReference("FieldProblem", document),
            },
            ["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 32, Pattern = "^[0-9a-f]{32}$", Description = "Under it the operators find what happened." },
        },
    };

    private static OpenApiSchema FieldProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "One thing that is wrong with a request, and where.",
        Required = new HashSet<string>(StringComparer.Ordinal) { "field", "message" },
        AdditionalPropertiesAllowed = false,
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["field"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The member, e.g. `head.rank`; the name of a header or parameter where that is wrong." },
            ["message"] = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 20_000 },
        },
    };
}

/// <summary>Says of a route which headers an answer carries.</summary>
internal sealed record AnswersWith(int Status, params string[] Headers);
