using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Forum.Hosting.Http;

/// <summary>Writes a problem also for a caller that asked for another media type: it is told what was wrong all the same, and never nothing.</summary>
internal sealed class UnaskedProblem : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var response = context.HttpContext.Response;
        context.ProblemDetails.Title ??= ReasonPhrases.GetReasonPhrase(response.StatusCode);
        Problems.Complete(context);
        await response.WriteAsJsonAsync<object>(context.ProblemDetails, options: null, "application/problem+json", context.HttpContext.RequestAborted);
    }
}
