using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Forum.Hosting.Webhooks;

/// <summary>Sends again what a webhook waits for, and all that was announced meanwhile; also after the target has said that it wants no more.</summary>
public sealed record EnableWebhook
{
    internal static Webhook Decide(Webhook webhook) => webhook with { Standing = WebhookStanding.Enabled };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/webhooks/{id:guid}/enable", async (Guid id, EnableWebhook command, ExpectedVersion expected, Caller caller, Courier courier, IDocumentSession session, CancellationToken ct) =>
            {
                var enabled = await session.Change(Decide(await session.Webhook(id, expected, caller, ct)), ct);
                courier.Wake();
                return enabled;
            })
            .Allow(Role.Organizer, Role.Service, Role.Delegation)
            .WithName(nameof(EnableWebhook))
            .WithTags(WebhookTerms.Tag);
}

/// <summary>Sends nothing until the webhook is enabled again; nothing is lost meanwhile.</summary>
public sealed record DisableWebhook
{
    /// <exception cref="Refusal">The target itself wants no more.</exception>
    internal static Webhook Decide(Webhook webhook) => webhook.Standing is WebhookStanding.Gone
        ? throw new Refusal("webhook-gone", "The target answered that it wants no more: nothing is sent to it. Enable or delete the webhook.")
        : webhook with { Standing = WebhookStanding.Disabled };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/webhooks/{id:guid}/disable", async (Guid id, DisableWebhook command, ExpectedVersion expected, Caller caller, IDocumentSession session, CancellationToken ct) =>
                await session.Change(Decide(await session.Webhook(id, expected, caller, ct)), ct))
            .Allow(Role.Organizer, Role.Service, Role.Delegation)
            .WithName(nameof(DisableWebhook))
            .WithTags(WebhookTerms.Tag);
}
