using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Forum.Console.Proxy;

namespace Forum.Console.Reading;

/// <summary>Asks the services' public API on behalf of a page. A service that is away is an answer too: nothing here throws for it.</summary>
public sealed class Services(IHttpClientFactory clients, ServiceAddresses addresses, ILogger<Services> log)
{
    /// <summary>Names the client that pages read with.</summary>
    public const string Client = "pages";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="service">Name of the service.</param>
    /// <param name="path">Relative to the service's root, without a leading slash.</param>
    /// <param name="token">The person's own token; null for what anybody may read.</param>
    public async Task<Answer<T>> Read<T>(string service, string path, string? token = null, CancellationToken ct = default) where T : class
    {
        if (addresses.Of(service) is not { } root)
            return Answer.None<T>(service, Absence.Away);
        try
        {
            using var client = clients.CreateClient(Client);
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(root, path));
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            if (token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await client.SendAsync(request, ct);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK when await answer.Content.ReadFromJsonAsync<T>(Json, ct) is { } value => Answer.Of(service, value),
                HttpStatusCode.NotFound or HttpStatusCode.Gone => Answer.None<T>(service, Absence.NotThere),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Answer.None<T>(service, Absence.NotAllowed),
                _ => Away<T>(service, path, answer.StatusCode.ToString()),
            };
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return Away<T>(service, path, e.GetBaseException().Message);
        }
    }

    /// <summary>Asks a service to do something in the person's name; answers with what it says of it, or with its sentence why it was not done.</summary>
    /// <param name="version">Of what is changed; null when it has none.</param>
    public async Task<(T? Done, string? Refused)> Do<T>(string service, string path, object body, string? token, long? version, CancellationToken ct) where T : class
    {
        const string Away = "The service does not answer at present. It may have done what was asked: load the page again shortly.";
        if (addresses.Of(service) is not { } root)
            return (null, Away);
        try
        {
            using var client = clients.CreateClient(Client);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(root, path)) { Content = JsonContent.Create(body, body.GetType(), options: Json) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (version is not null)
                request.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{version}\""));
            using var answer = await client.SendAsync(request, ct);
            if (answer.StatusCode is HttpStatusCode.NoContent)
                return (null, null);
            return answer.IsSuccessStatusCode
                ? (await answer.Content.ReadFromJsonAsync<T>(Json, ct), null)
                : (null, (await answer.Content.ReadFromJsonAsync<ProblemSaid>(Json, ct))?.Detail ?? $"The service answers {(int)answer.StatusCode}.");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            log.LogDebug("{Service} did not answer {Path}: {Reason}", service, path, e.GetBaseException().Message);
            return (null, Away);
        }
    }

    /// <summary>Listens to a service in the person's name, for as long as somebody does.</summary>
    /// <param name="seen">Id of the event that was seen last; null when none was.</param>
    /// <exception cref="HttpRequestException">The service does not answer.</exception>
    public async Task<HttpResponseMessage> Listen(string service, string path, string? token, string? seen, CancellationToken ct)
    {
        if (addresses.Of(service) is not { } root)
            throw new HttpRequestException($"There is no {service}.");
        // Not disposed of: what it hears goes on after this.
        var client = clients.CreateClient(Client);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(root, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (seen is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", seen);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
    }

    private Answer<T> Away<T>(string service, string path, string reason) where T : class
    {
        log.LogDebug("{Service} did not answer {Path}: {Reason}", service, path, reason);
        return Answer.None<T>(service, Absence.Away);
    }
}

internal static class ReadingExtensions
{
    public static IServiceCollection AddReading(this IServiceCollection services)
    {
        // A page that waits long for a part of it is worse than one that says the part is missing.
        services.AddHttpClient(Services.Client, static client => client.Timeout = TimeSpan.FromSeconds(3))
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(1), PooledConnectionLifetime = TimeSpan.FromMinutes(2) });
        return services.AddSingleton<Services>();
    }
}
