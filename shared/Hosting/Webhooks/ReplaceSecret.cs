using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Forum.Hosting.Webhooks;

/// <summary>Gives a webhook a new secret. The old one signs beside it for a while, so that the target can change over without a gap.</summary>
public sealed record ReplaceSecret
{
    /// <summary>For so many hours the old secret goes on signing; 0 when it has become known to somebody.</summary>
    [Range(0, 168)]
    public int OverlapHours { get; init; } = 24;

    internal Webhook Decide(Webhook webhook, string kept, DateTimeOffset now) => webhook.WithSecret(kept, now.AddHours(OverlapHours));

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/webhooks/{id:guid}/secret", async (
                Guid id, ReplaceSecret command, ExpectedVersion expected, Caller caller, Secrets secrets, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var secret = Secrets.New();
                var webhook = command.Decide(await session.Webhook(id, expected, caller, ct), secrets.Keep(id, secret), time.GetUtcNow());
                var changed = await session.Change(webhook, ct);
                http.Response.Headers.ETag = ExpectedVersion.Tag(changed.Version);
                return TypedResults.Ok(new SecretReplaced(secret, webhook.Secrets[1].Until!.Value));
            })
            .Allow(Role.Organizer, Role.Service, Role.Delegation)
            .WithName(nameof(ReplaceSecret))
            .WithTags(WebhookTerms.Tag);
}

/// <summary>The new secret.</summary>
/// <param name="Secret">Shown this once.</param>
/// <param name="OldUntil">World time until which the old one signs, too.</param>
public sealed record SecretReplaced(string Secret, DateTimeOffset OldUntil);
