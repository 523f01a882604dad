namespace Forum.Hosting.Health;

/// <summary>Asks the service in the same container whether it is ready, for images that have no other HTTP client: <c>dotnet Forum.X.dll --health</c>.</summary>
public static class HealthProbe
{
    public static bool IsAsked(string[] args) => args is ["--health"];

    /// <summary>Exit code 0 when ready, 1 when not.</summary>
    public static async Task<int> Ask()
    {
        var address = Environment.GetEnvironmentVariable("ASPNETCORE_URLS")?.Split(';')[0]
            .Replace("+", "127.0.0.1", StringComparison.Ordinal).Replace("*", "127.0.0.1", StringComparison.Ordinal).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)
            ?? "http://127.0.0.1:8080";
        try
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
            using var answer = await client.GetAsync(new Uri($"{address.TrimEnd('/')}/health/ready"));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return 1;
        }
    }
}
