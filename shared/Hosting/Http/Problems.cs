using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Forum.Hosting.Store;
using JasperFx;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Forum.Hosting.Http;

/// <summary>One thing that is wrong with a request, and where.</summary>
/// <param name="Field">The member, e.g. <c>head.rank</c>; a header's name where the header is wrong.</param>
/// <param name="Message"></param>
public sealed record FieldProblem(string Field, string Message);

/// <summary>Turns what was thrown into a problem document (RFC 9457) with a stable <c>code</c>, the field and what to do.</summary>
internal sealed partial class Problems(IProblemDetailsService writer, ILogger<Problems> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var (status, code, detail, fields) = Read(exception, httpContext);
        if (status >= 500)
            log.LogError(exception, "A request failed: {Code}", code);
        if (status == StatusCodes.Status503ServiceUnavailable)
            httpContext.Response.Headers.RetryAfter = "2";

        var problem = new ProblemDetails { Status = status, Detail = detail, Extensions = { ["code"] = code } };
        if (fields.Length > 0)
            problem.Extensions["errors"] = fields;
        httpContext.Response.StatusCode = status;
        return await writer.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem });
    }

    private static (int Status, string Code, string Detail, FieldProblem[] Fields) Read(Exception exception, HttpContext http) => exception switch
    {
        Refusal refusal => (Status(refusal), refusal.Code, refusal.Message, [.. refusal.Fields.Select(wrong => new FieldProblem(wrong.Field, wrong.Message))]),
        Missing missing => (404, "not-found", missing.Message, []),
        VersionNotGiven => (428, "version-not-given", exception.Message, []),
        StaleVersion => (412, "stale-version", exception.Message, []),
        UnknownWord word => (400, "malformed-request", $"The parameter {word.Parameter} is missing or wrong.", [new(word.Parameter, $"Say one of {string.Join(", ", word.Known)}.")]),
        BadHttpRequestException { InnerException: JsonException json } => Malformed(json),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (413, "too-large", "The body is larger than is taken here.", []),
        BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => (415, "unsupported-media-type", exception.Message, []),
        BadHttpRequestException bad when Parameter().Match(bad.Message) is { Success: true } match => Malformed(match),
        BadHttpRequestException bad => (bad.StatusCode, "malformed-request", bad.Message, []),
        ConcurrencyException or Marten.Exceptions.ExistingStreamIdCollisionException or DocumentAlreadyExistsException or Marten.Exceptions.NonExistentDocumentException => http.Request.Headers.IfMatch.Count > 0
            ? (412, "stale-version", "Somebody else changed it at the same moment. Read it again, then decide again.", [])
            : (409, "changed-meanwhile", "Somebody else changed it at the same moment. Try again.", []),
        _ when KeptText.IsMissed(exception) => (400, "malformed-request", "A text holds the character NUL, which is kept nowhere. Leave it out.", []),
        _ when StoreAway.Explains(exception) => (503, "store-unavailable", "The store cannot be reached. It may have done what was asked: try again shortly, a creation with the same Idempotency-Key.", []),
        _ => (500, "unexpected", "This should not have happened. Nothing was changed; tell the operators the trace id.", []),
    };

    private static int Status(Refusal refusal) =>
        refusal.NotAllowed ? StatusCodes.Status403Forbidden : refusal.TakenByAnother ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;

    private static (int, string, string, FieldProblem[]) Malformed(JsonException json)
    {
        var at = (json.Path ?? "$").TrimStart('$').TrimStart('.');
        var missing = RequiredMembers().Match(json.Message);
        if (!missing.Success)
        {
            var said = json.Message.Contains("could not be mapped", StringComparison.Ordinal) ? "There is no such member here."
                : json.Message.Contains("uplicate", StringComparison.Ordinal) ? "A member is said twice."
                : "This is not a value that the member can have.";
            return (400, "malformed-body", at.Length == 0 ? "The body is not JSON of the documented form." : $"The body is wrong at {at}.", [new(at, said)]);
        }

        var names = missing.Groups["names"].Value.Split(',', StringSplitOptions.TrimEntries).Select(name => name.Trim('\'', '.', ' '));
        FieldProblem[] fields = [.. names.Select(name => new FieldProblem(at.Length == 0 ? name : $"{at}.{name}", "This member is required."))];
        return (400, "malformed-body", "The body lacks members that are required.", fields);
    }

    /// <summary>What was sent is not repeated: it may be anything.</summary>
    private static (int, string, string, FieldProblem[]) Malformed(Match parameter)
    {
        var name = parameter.Groups["name"].Value;
        var said = parameter.Groups["missing"].Success ? "This parameter is required." : "This is not a value that the parameter can have.";
        return (400, "malformed-request", $"The parameter {name} is missing or wrong.", [new(name, said)]);
    }

    /// <summary>The words of the framework, which come with nothing else to go by.</summary>
    [GeneratedRegex("""^(Failed to bind|(?<missing>Required)) parameter "[^"]+ (?<name>\w+)["]""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("missing required properties,? including:? (?<names>.+?)\\.?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RequiredMembers();

    /// <summary>What every problem document carries, whoever wrote it.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Status ??= context.HttpContext.Response.StatusCode;
        if (problem is HttpValidationProblemDetails invalid)
        {
            // Written as it is, it would say its own "errors" beside ours.
            context.ProblemDetails = problem = new ProblemDetails
            {
                Status = invalid.Status,
                Title = invalid.Title,
                Detail = invalid.Detail ?? "Some members have values that cannot be.",
                Extensions =
                {
                    ["code"] = "invalid-value",
                    ["errors"] = invalid.Errors.SelectMany(entry => entry.Value.Select(message => new FieldProblem(Camel(entry.Key), message))).ToArray(),
                },
            };
        }

        problem.Extensions.TryAdd("code", problem.Status switch
        {
            400 => "malformed-request",
            401 => "not-authenticated",
            403 => "not-allowed",
            404 => "not-found",
            405 => "method-not-allowed",
            415 => "unsupported-media-type",
            429 => "too-many-requests",
            _ => "unexpected",
        });
        problem.Type = $"urn:forum:problem:{problem.Extensions["code"]}";
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString();
    }

    /// <summary>"Head.Rank" becomes "head.rank", as it stands in the body.</summary>
    private static string Camel(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
