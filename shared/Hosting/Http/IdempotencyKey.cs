using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Forum.Hosting.Access;
using Forum.Hosting.Store;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Hosting.Http;

/// <summary>A creation that was answered under an idempotency key. Kept three days, in the same transaction as what was created.</summary>
public sealed class AnsweredRequest
{
    /// <summary>Caller, route and the key's hash: what a caller chose for a key may name somebody.</summary>
    public required string Id { get; init; }

    public required string BodyHash { get; init; }
    public Guid Started { get; set; }
    public long Version { get; set; }
    public string Location { get; set; } = "";
}

/// <summary>
/// <c>Idempotency-Key</c> on requests that create (draft-ietf-httpapi-idempotency-key-header-07): the same key and body get the same answer,
/// the same key with another body is refused.
/// </summary>
public static partial class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    /// <summary>Printable characters of ASCII, so many at most.</summary>
    internal const string Form = "^[!-~]([ -~]{0,198}[!-~])?$";

    private static readonly JsonSerializerOptions Canonical = new();

    /// <summary>Lets a creating route take an idempotency key; <typeparamref name="TBody"/> is the request's body.</summary>
    public static RouteHandlerBuilder AcceptsIdempotencyKey<TBody>(this RouteHandlerBuilder route) where TBody : notnull => route
        .WithMetadata(TakesIdempotencyKey.Instance)
        .AddEndpointFilter(async (invocation, next) =>
        {
            var http = invocation.HttpContext;
            var key = http.Request.Headers[Header].ToString();
            if (key.Length == 0)
                return await next(invocation);
            if (!KeyForm().IsMatch(key))
                throw new BadHttpRequestException($"{Header} has 1 to 200 printable characters of ASCII.");

            var session = http.RequestServices.GetRequiredService<IDocumentSession>();
            var asked = new AnsweredRequest
            {
                Id = $"{Caller.From(http.User).Subject} {http.Request.Method} {((RouteEndpoint)http.GetEndpoint()!).RoutePattern.RawText} {Hash(Encoding.UTF8.GetBytes(key))}",
                BodyHash = Hash(JsonSerializer.SerializeToUtf8Bytes(invocation.Arguments.OfType<TBody>().First(), Canonical)),
            };
            if (await session.LoadAsync<AnsweredRequest>(asked.Id, http.RequestAborted) is { } answered)
                return SameAnswer(answered, asked);

            http.Items[typeof(AnsweredRequest)] = asked;
            session.Insert(asked);
            try
            {
                return await next(invocation);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A twin with the same key may have been faster; then its answer is ours.
                await using var afresh = http.RequestServices.GetRequiredService<IDocumentStore>().QuerySession();
                if (await afresh.LoadAsync<AnsweredRequest>(asked.Id, http.RequestAborted) is { } twin)
                    return SameAnswer(twin, asked);
                throw;
            }
        });

    /// <summary>Completes the record of the request before it is committed.</summary>
    internal static void Remember(HttpContext http, Started started)
    {
        if (http.Items[typeof(AnsweredRequest)] is not AnsweredRequest asked)
            return;
        asked.Started = started.Id;
        asked.Version = started.Version;
        asked.Location = started.Location;
    }

    private static Started SameAnswer(AnsweredRequest answered, AnsweredRequest asked) =>
        string.Equals(answered.BodyHash, asked.BodyHash, StringComparison.Ordinal)
            ? new Started(answered.Started, answered.Version, answered.Location)
            : throw new Refusal("idempotency-key-reused", "This idempotency key was used with another body. Use a new key for a new request.", Header);

    [GeneratedRegex(Form, RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyForm();

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>Marks a route that takes <c>Idempotency-Key</c>, for its description.</summary>
internal sealed class TakesIdempotencyKey
{
    public static readonly TakesIdempotencyKey Instance = new();
}
