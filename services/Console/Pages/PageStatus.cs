using Forum.Console.Reading;

namespace Forum.Console.Pages;

/// <summary>What a page tells programs about itself.</summary>
internal static class PageStatus
{
    private static readonly object Lacking = new();

    /// <summary>True of a page that lacks what it is about; its status is said later, at the last moment.</summary>
    public static bool Lacks(this HttpContext http) => http.Items.ContainsKey(Lacking);

    /// <summary>A page that lacks what it is about is not a 200: 404 when there is none, 503 when it is not to be had.</summary>
    public static void SaysOf<T>(this HttpContext http, Answer<T> subject) where T : class
    {
        if (subject.Absence is Absence.None)
            return;
        http.Items[Lacking] = true;
        // Said at the last moment: earlier, the general page for that status would take the place of this one, which says what is missing.
        http.Response.OnStarting(() =>
        {
            http.Response.StatusCode = subject.Absence switch { Absence.NotThere => 404, Absence.NotAllowed => 403, _ => 503 };
            if (http.Response.StatusCode == 503)
                http.Response.Headers.RetryAfter = "5";
            return Task.CompletedTask;
        });
    }
}
