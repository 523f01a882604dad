using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Forum.Seeds.Tests;

/// <summary>A forum that answers as it is told, one answer after the other, and remembers what it was asked.</summary>
internal sealed class StagedForum : HttpMessageHandler
{
    private readonly Queue<Func<HttpResponseMessage>> answers = new();
    private readonly HttpClient http;

    public StagedForum()
    {
        http = new HttpClient(this) { BaseAddress = new Uri("http://127.0.0.1:1/") };
        Origin = new Origin(http, new Tokens(http, "secret", Time), Time);
    }

    public HurriedTime Time { get; } = new();

    public Origin Origin { get; }

    /// <summary>The requests to the services, as "GET path" with their key and their version.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>How many tokens were given.</summary>
    public int Tokens { get; private set; }

    public StagedForum Answers(HttpStatusCode status, string body = "", string? etag = null, int? retryAfter = null)
    {
        answers.Enqueue(() =>
        {
            var answer = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            if (etag is not null)
                answer.Headers.ETag = new EntityTagHeaderValue(etag);
            if (retryAfter is { } seconds)
                answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
            return answer;
        });
        return this;
    }

    public StagedForum IsNotThere()
    {
        answers.Enqueue(() => throw new HttpRequestException("Connection refused"));
        return this;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath.StartsWith("/identity/", StringComparison.Ordinal))
        {
            var token = new StringContent($$"""{ "access_token": "token-{{++Tokens}}", "expires_in": 600 }""", Encoding.UTF8, "application/json");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = token });
        }

        var key = request.Headers.TryGetValues("Idempotency-Key", out var keys) ? $" key={string.Join(',', keys)}" : "";
        Asked.Add($"{request.Method} {request.RequestUri.PathAndQuery}{key}{(request.Headers.IfMatch.Count > 0 ? $" if={request.Headers.IfMatch}" : "")}");
        // The last answer is given for ever.
        return Task.FromResult((answers.Count > 1 ? answers.Dequeue() : answers.Peek())());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            http.Dispose();
        base.Dispose(disposing);
    }
}
