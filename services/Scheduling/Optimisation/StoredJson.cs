using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Forum.Scheduling.Optimisation;

/// <summary>A paper of a run as it is stored: it never changes, and what may be many megabytes is not taken apart to be sent.</summary>
/// <typeparam name="T">What the paper holds, for the description.</typeparam>
internal sealed record StoredJson<T>(RunPaper Paper) : IResult, IEndpointMetadataProvider
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var answer = httpContext.Response;
        answer.ContentType = "application/json; charset=utf-8";
        answer.Headers.Vary = HeaderNames.AcceptEncoding;
        if (StringWithQualityHeaderValue.TryParseList(httpContext.Request.Headers.AcceptEncoding, out var taken) && taken.Any(coding => coding.Value == "gzip" && coding.Quality is not 0))
        {
            answer.Headers.ContentEncoding = "gzip";
            await answer.Body.WriteAsync(Paper.Content, httpContext.RequestAborted);
            return;
        }

        await using var json = Paper.Open();
        await json.CopyToAsync(answer.Body, httpContext.RequestAborted);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
}
