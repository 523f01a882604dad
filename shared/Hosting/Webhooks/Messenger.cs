using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Forum.Hosting.Events;
using Forum.Hosting.Telemetry;
using Microsoft.Extensions.Configuration;

namespace Forum.Hosting.Webhooks;

/// <summary>Makes one attempt: one signed request, whose answer's body nobody reads.</summary>
internal sealed class Messenger(ForumService service, EventFeed feed, Targets targets, Secrets secrets, TimeProvider time, IConfiguration configuration) : IDisposable
{
    private static readonly Counter<long> Attempts =
        ForumTelemetry.Meter.CreateCounter<long>("forum.webhooks.attempts", "{attempt}", "Requests to the targets of webhooks, by what came of them.");

    private static readonly Histogram<double> Durations =
        ForumTelemetry.Meter.CreateHistogram<double>("forum.webhooks.attempt.duration", "s", "How long the targets of webhooks took to answer.");

    private static readonly TimeSpan LongestAsked = TimeSpan.FromDays(1);

    private readonly HttpMessageInvoker client = targets.Client();
    private readonly TimeSpan patience = TimeSpan.FromSeconds(configuration.GetValue("Webhooks:TimeoutSeconds", 15.0));

    public void Dispose() => client.Dispose();

    public async Task<Attempt> Try(Webhook webhook, Delivery delivery, CancellationToken ct)
    {
        var (at, began) = (time.GetUtcNow(), Stopwatch.GetTimestamp());
        var message = await Read(webhook, delivery, ct);
        using var span = Begin(webhook, delivery, message?.TraceParent);
        var attempt = message is null
            ? new Attempt(at, TimeSpan.Zero, Status: null, DeliveryError.NotAnnounced)
            : await Send(webhook, delivery, message.Body, span?.Id ?? message.TraceParent, at, ct);
        attempt = attempt with { Took = Stopwatch.GetElapsedTime(began) };

        var outcome = attempt.Error?.ToString() ?? nameof(DeliveryState.Delivered);
        Attempts.Add(1, new KeyValuePair<string, object?>("forum.outcome", outcome));
        Durations.Record(attempt.Took.TotalSeconds, new KeyValuePair<string, object?>("forum.outcome", outcome));
        span?.SetTag("http.response.status_code", attempt.Status);
        if (attempt.Error is not null)
            span?.SetTag("error.type", outcome).SetStatus(ActivityStatusCode.Error);
        return attempt;
    }

    private async Task<Message?> Read(Webhook webhook, Delivery delivery, CancellationToken ct)
    {
        if (delivery.IsPing(service.Name))
            return new Message(Body(delivery.Type, time.GetUtcNow(), JsonSerializer.SerializeToElement(new { webhookId = webhook.Id })), TraceParent: null);
        return await feed.At(delivery.Sequence, ct) is { } announced && announced.Event.Id == delivery.EventId && announced.Audience.Includes(webhook.Owner.Participant)
            ? new Message(Body(announced.Type, announced.Event.Timestamp.ToUniversalTime(), announced.Data), announced.TraceParent)
            : null;
    }

    private static byte[] Body(string type, DateTimeOffset timestamp, JsonElement data) => JsonSerializer.SerializeToUtf8Bytes(new Payload(type, timestamp, data));

    private async Task<Attempt> Send(Webhook webhook, Delivery delivery, byte[] body, string? traceparent, DateTimeOffset at, CancellationToken ct)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        waiting.CancelAfter(patience);
        try
        {
            using var request = Request(webhook, delivery, body, traceparent, at);
            using var answer = await client.SendAsync(request, waiting.Token);
            return new Attempt(at, TimeSpan.Zero, (int)answer.StatusCode, ErrorOf(answer.StatusCode), RetryAfter(answer, at));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Attempt(at, TimeSpan.Zero, Status: null, DeliveryError.Timeout);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or CryptographicException)
        {
            return new Attempt(at, TimeSpan.Zero, Status: null, ErrorOf(e));
        }
    }

    private HttpRequestMessage Request(Webhook webhook, Delivery delivery, byte[] body, string? traceparent, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Forum", "1.0"));
        request.Headers.Add("webhook-id", delivery.EventId.ToString());
        request.Headers.Add("webhook-timestamp", seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", Signature.Of(secrets.Read(webhook, at), delivery.EventId, seconds, body));
        if (traceparent is not null)
            request.Headers.Add("traceparent", traceparent);
        return request;
    }

    private static DeliveryError? ErrorOf(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => null,
        >= 300 and < 400 => DeliveryError.Redirect,
        410 => DeliveryError.Gone,
        _ => DeliveryError.Status,
    };

    private static DeliveryError ErrorOf(Exception exception) => exception switch
    {
        CryptographicException => DeliveryError.SecretUnreadable,
        HttpRequestException { InnerException: AddressNotAllowed } => DeliveryError.AddressNotAllowed,
        HttpRequestException { InnerException: AuthenticationException } or HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => DeliveryError.Tls,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => DeliveryError.NameUnknown,
        _ => DeliveryError.Unreachable,
    };

    /// <summary>When the target wants to be called again, within a day: a longer wait is nobody's to ask for.</summary>
    private static DateTimeOffset? RetryAfter(HttpResponseMessage answer, DateTimeOffset at) => answer.Headers.RetryAfter switch
    {
        { Delta: { } wait } => at + (wait < LongestAsked ? wait : LongestAsked),
        { Date: { } date } => date < at + LongestAsked ? date : at + LongestAsked,
        _ => null,
    };

    /// <summary>Belongs to the trace of what is told of. It names the target's host and nothing else of its address.</summary>
    private static Activity? Begin(Webhook webhook, Delivery delivery, string? traceparent) => ForumTelemetry.Source.StartActivity(
        "deliver webhook",
        ActivityKind.Producer,
        ActivityContext.TryParse(traceparent, traceState: null, isRemote: true, out var parent) ? parent : default,
        tags:
        [
            new("forum.webhook_id", webhook.Id), new("forum.event_id", delivery.EventId), new("forum.event_type", delivery.Type),
            new("forum.attempt", delivery.Failures + 1), new("server.address", webhook.Url.IdnHost),
        ]);

    private sealed record Message(byte[] Body, string? TraceParent);

    /// <summary>As Standard Webhooks 1.0.0 recommends.</summary>
    private sealed record Payload(
        [property: JsonPropertyName("type")] string Type,
        [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp,
        [property: JsonPropertyName("data")] JsonElement Data);
}
