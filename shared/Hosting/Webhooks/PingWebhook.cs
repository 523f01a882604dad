using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Forum.Hosting.Webhooks;

/// <summary>Sends a test message the way of all messages, once; the delivery that it answers with shows what came of it.</summary>
public sealed record PingWebhook
{
    /// <summary>E.g. <c>forum.registration.ping</c>.</summary>
    internal static string TypeOf(string service) => $"forum.{service}.ping";

    /// <exception cref="Refusal">Nothing is sent to it.</exception>
    internal static Delivery Decide(Webhook webhook, string service, DateTimeOffset now) => webhook.Standing is WebhookStanding.Enabled
        ? Delivery.Of(webhook.Id, Guid.CreateVersion7(), sequence: 0, TypeOf(service), now)
        : throw new Refusal("webhook-disabled", "Nothing is sent to this webhook. Enable it first.");

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/webhooks/{id:guid}/ping", async (
                Guid id, PingWebhook command, Caller caller, ForumService service, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var delivery = Decide(await session.Webhook(id, caller, ct), service.Name, time.GetUtcNow());
                session.Insert(delivery);
                return await session.Made(http, new Started(delivery.Id, 1, $"/webhooks/{id}/deliveries/{delivery.Id}"), ct);
            })
            .AcceptsIdempotencyKey<PingWebhook>()
            .Allow(Role.Organizer, Role.Service, Role.Delegation)
            .WithName(nameof(PingWebhook))
            .WithTags(WebhookTerms.Tag);
}
