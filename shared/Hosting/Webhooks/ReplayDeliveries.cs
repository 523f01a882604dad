using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Events;
using Forum.Hosting.Store;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Forum.Hosting.Webhooks;

/// <summary>Sends once more: everything from a position on, one event, or what was given up. Each message keeps its id, so that the target can tell what it has had. Give one of the three.</summary>
public sealed record ReplayDeliveries
{
    /// <summary>Position in the feed after which everything is sent again; <c>"0"</c> for the beginning.</summary>
    [RegularExpression("^[0-9]{1,18}$"), MinLength(1)]
    public string? After { get; init; }

    /// <summary>Id of one event, sent even if the webhook does not ask for its type.</summary>
    public Guid? EventId { get; init; }

    /// <summary>What was given up since then, world time.</summary>
    public DateTimeOffset? GivenUpSince { get; init; }

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/webhooks/{id:guid}/replay", async (
                Guid id, ReplayDeliveries command, Caller caller, EventFeed feed, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var webhook = await session.Webhook(id, caller, ct);
                await (command switch
                {
                    { After: { } after, EventId: null, GivenUpSince: null } => Rewind(session, id, long.Parse(after), ct),
                    { After: null, EventId: { } eventId, GivenUpSince: null } => SendAgain(session, webhook, eventId, feed, time.GetUtcNow(), ct),
                    { After: null, EventId: null, GivenUpSince: { } since } => Retry(session, id, since.ToUniversalTime(), time.GetUtcNow(), ct),
                    _ => throw new Refusal("one-of-three", "Give either after, or eventId, or givenUpSince."),
                });
                await session.SaveChangesAsync(ct);
                return TypedResults.Accepted($"/webhooks/{id}/deliveries");
            })
            .Allow(Role.Organizer, Role.Service, Role.Delegation)
            .WithName(nameof(ReplayDeliveries))
            .WithTags(WebhookTerms.Tag);

    private static async Task Rewind(IDocumentSession session, Guid id, long after, CancellationToken ct)
    {
        var progress = await session.LoadAsync<WebhookProgress>(id, ct) ?? throw new Missing("webhook", id);
        if (after < progress.Position)
            session.UpdateRevision(progress with { Position = after, HeldUntil = null }, progress.Version + 1);
    }

    private static async Task SendAgain(IDocumentSession session, Webhook webhook, Guid eventId, EventFeed feed, DateTimeOffset now, CancellationToken ct)
    {
        if (await feed.Find(eventId, ct) is not { } announced || !announced.Audience.Includes(webhook.Owner.Participant))
            throw new Refusal("unknown-event", "No such event was announced. Look up its id in the feed or in the deliveries.", "eventId");
        await session.Queue(webhook, [announced], now, ct);
    }

    private static async Task Retry(IDocumentSession session, Guid id, DateTimeOffset since, DateTimeOffset now, CancellationToken ct)
    {
        var givenUp = await session.Query<Delivery>().Where(delivery => delivery.WebhookId == id && delivery.State == DeliveryState.GivenUp).ToListAsync(ct);
        session.Store(givenUp.Where(delivery => delivery.Attempts[^1].At >= since).Select(delivery => delivery.Again(now)));
    }
}
