using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Forum.Hosting.Http;

/// <summary>Where a list goes on, as a <c>Link</c> header says it (RFC 8288). The address is relative to the one that was asked, so that it holds behind the public origin, too.</summary>
internal static class NextLink
{
    public static string To(HttpRequest request, string after)
    {
        var query = request.Query.Where(parameter => !string.Equals(parameter.Key, "after", StringComparison.OrdinalIgnoreCase));
        return $"<{QueryHelpers.AddQueryString(QueryHelpers.AddQueryString("", query), "after", after)}>; rel=\"next\"";
    }
}
