using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Forum.Seeds;

/// <summary>
/// The forum's public API, behind its one origin. What passes is waited for: a service that is down, a limit, a fact that has not come
/// from the neighbour yet. What does not pass is a <see cref="Refused"/>.
/// </summary>
public sealed class Origin(HttpClient http, Tokens tokens, TimeProvider time)
{
    /// <summary>Refusals that end by themselves: the service has not heard of it yet.</summary>
    private static readonly HashSet<string> NotYet = ["edition-unknown", "registration-not-open", "meeting-unknown", "changed-meanwhile", "no-mandate"];

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <summary>Reads; null when there is no such thing, or none yet.</summary>
    public async Task<T?> Read<T>(Who who, string path, CancellationToken ct) where T : class =>
        await Find(who, path, ct) is { } body ? JsonSerializer.Deserialize<T>(body, Form) : null;

    /// <summary>Whether there is something at the address, in whatever form.</summary>
    public async Task<bool> IsThere(Who who, string path, CancellationToken ct) => await Find(who, path, ct) is not null;

    private async Task<byte[]?> Find(Who who, string path, CancellationToken ct)
    {
        Patience? patience = null;
        while (true)
        {
            var answer = await Send(who, new Asked(HttpMethod.Get, path), ct);
            if (answer.Status is HttpStatusCode.OK)
                return answer.Body;
            if (answer.Status is HttpStatusCode.NotFound)
                return null;
            await Passing(answer, $"GET {path}", patience ??= new Patience(time), ct);
        }
    }

    /// <summary>Reads a list to its end.</summary>
    public async Task<IReadOnlyList<T>> List<T>(Who who, string path, CancellationToken ct)
    {
        var items = new List<T>();
        string? next = null;
        do
        {
            var page = await Read<Page<T>>(who, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=500{(next is null ? "" : $"&after={Uri.EscapeDataString(next)}")}", ct);
            items.AddRange(page?.Items ?? []);
            next = page?.Next;
        }
        while (next is not null);
        return items;
    }

    /// <summary>Creates, once however often it is asked: the key makes the answers the same.</summary>
    /// <param name="version">Of what it is decided on; null where that does not matter.</param>
    public async Task<Made> Create(Who who, string path, object body, string key, CancellationToken ct, long? version = null)
    {
        Patience? patience = null;
        while (true)
        {
            var answer = await Send(who, new Asked(HttpMethod.Post, path, body, version, key), ct);
            if (answer.Status is HttpStatusCode.Created)
                return JsonSerializer.Deserialize<Made>(answer.Body, Form)!;
            await Passing(answer, $"POST {path}", patience ??= new Patience(time), ct);
        }
    }

    /// <summary>Tells what may be told twice, and gets an answer.</summary>
    public async Task<T> Tell<T>(Who who, string path, object body, CancellationToken ct)
    {
        Patience? patience = null;
        while (true)
        {
            var answer = await Send(who, new Asked(HttpMethod.Post, path, body), ct);
            if (answer.Status is HttpStatusCode.OK)
                return JsonSerializer.Deserialize<T>(answer.Body, Form)!;
            await Passing(answer, $"POST {path}", patience ??= new Patience(time), ct);
        }
    }

    /// <summary>
    /// Changes, on the version that was read: the version that holds then. Null when it must be read again: somebody else was faster,
    /// or the answer was lost and nobody knows whether it was done.
    /// </summary>
    public async Task<long?> Change(Who who, HttpMethod method, string path, object? body, long version, Patience patience, CancellationToken ct)
    {
        var answer = await Send(who, new Asked(method, path, body, Version: version), ct);
        if (answer.Status is HttpStatusCode.NoContent or HttpStatusCode.OK)
            return answer.Version;
        if (answer.Status is not HttpStatusCode.PreconditionFailed)
            await Passing(answer, $"{method} {path}", patience, ct);
        return null;
    }

    /// <summary>Reads and changes until it is so.</summary>
    public async Task<T> Bring<T>(Func<Task<T>> read, Func<T, bool> isSo, Func<T, Patience, Task<long?>> change)
    {
        var patience = new Patience(time);
        while (true)
        {
            var now = await read();
            if (isSo(now))
                return now;
            await change(now, patience);
        }
    }

    /// <summary>Reads until it is so.</summary>
    public async Task<T> Until<T>(string what, Func<Task<T?>> read, Func<T, bool> isSo, CancellationToken ct) where T : class
    {
        var patience = new Patience(time, Patience.ForAFact);
        while (true)
        {
            var now = await read();
            if (now is not null && isSo(now))
                return now;
            await patience.Wait($"{what}; last seen: {JsonSerializer.Serialize(now, Form)}", null, ct);
        }
    }

    /// <summary>Waits when asking again may help.</summary>
    /// <exception cref="Refused">It will not.</exception>
    private async Task Passing(Answer answer, string what, Patience patience, CancellationToken ct)
    {
        var status = (int?)answer.Status;
        var problem = answer.Problem();
        if (status is null or 401 or 408 or 429 or >= 500 || NotYet.Contains(problem.Code))
            await patience.Wait($"{what}: {answer.Trouble ?? $"{status} {problem.Detail}"}", answer.RetryAfter, ct);
        else
            throw new Refused(problem.Code, $"{what} was refused: {status} {problem.Code}. {problem.Detail}");
    }

    private async Task<Answer> Send(Who who, Asked asked, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(asked.Method, new Uri(asked.Path, UriKind.Relative));
            if (who.Client is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.Of(who, ct));
            if (asked.Body is not null)
                request.Content = JsonContent.Create(asked.Body, asked.Body.GetType(), options: Form);
            if (asked.Version is { } version)
                request.Headers.IfMatch.Add(new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{version}\"")));
            if (asked.Key is not null)
                request.Headers.Add("Idempotency-Key", asked.Key);
            if (who.Trace is not null)
                request.Headers.Add("traceparent", who.Trace);

            using var response = await http.SendAsync(request, ct);
            if (response.StatusCode is HttpStatusCode.Unauthorized)
                tokens.Drop(who);
            return new Answer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(ct), Tag(response), response.Headers.RetryAfter?.Delta, null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new Answer(null, [], null, null, e.Message);
        }
    }

    private static long? Tag(HttpResponseMessage response) =>
        long.TryParse(response.Headers.ETag?.Tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    private sealed record Asked(HttpMethod Method, string Path, object? Body = null, long? Version = null, string? Key = null);

    /// <param name="Status">Null when no answer came.</param>
    /// <param name="Trouble">Why none came.</param>
    private sealed record Answer(HttpStatusCode? Status, byte[] Body, long? Version, TimeSpan? RetryAfter, string? Trouble)
    {
        public Problem Problem()
        {
            try
            {
                return Body.Length > 0 && JsonSerializer.Deserialize<Problem>(Body, Form) is { Code: not null } problem ? problem : new Problem("", "");
            }
            catch (JsonException)
            {
                return new Problem("", "");
            }
        }
    }

    private sealed record Problem(string Code, string? Detail);

    private sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
}

/// <summary>What was created, and at which version it stands.</summary>
public sealed record Made(Guid Id, long Version);
