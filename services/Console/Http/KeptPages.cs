using System.Security.Cryptography;
using Forum.Console.Pages;
using Microsoft.Net.Http.Headers;

namespace Forum.Console.Http;

/// <summary>
/// Pages of documents carry an ETag, drawn from what is on them, and may be kept for a minute by whoever is not signed in: a text never changes, a new language or a corrigendum beside it is seen soon.
/// Who has the page already is told so (304).
/// </summary>
internal static class KeptPages
{
    public static void UseKeptPages(this WebApplication app) => app.UseWhen(IsKept, static pages => pages.Use(static async (http, next) =>
    {
        var sent = http.Response.Body;
        await using var page = new MemoryStream();
        http.Response.Body = page;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = sent;
        }

        if (http.Response.StatusCode == StatusCodes.Status200OK && !http.Lacks())
        {
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(page.GetBuffer().AsSpan(0, (int)page.Length)).AsSpan(0, 16))}\"");
            http.Response.GetTypedHeaders().ETag = tag;
            http.Response.Headers.CacheControl = "public, max-age=60";
            http.Response.Headers.Vary = HeaderNames.Cookie;
            if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)))
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                http.Response.ContentType = null;
                return;
            }
        }

        page.Position = 0;
        await page.CopyToAsync(sent, http.RequestAborted);
    }));

    private static bool IsKept(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) && http.Request.Path.StartsWithSegments("/documents", StringComparison.OrdinalIgnoreCase) && http.User.Identity?.IsAuthenticated is not true;
}
