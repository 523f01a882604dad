using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Forum.Console.Http;

/// <summary>A problem document (RFC 9457) of the console's own, in the form of those of the services.</summary>
internal static class Problem
{
    public static Task Write(HttpContext http, int status, string code, string detail) => Results.Problem(new ProblemDetails
    {
        Status = status,
        Type = $"urn:forum:problem:{code}",
        Detail = detail,
        Extensions = { ["code"] = code, ["traceId"] = Activity.Current?.TraceId.ToString() },
    }).ExecuteAsync(http);
}
