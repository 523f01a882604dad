using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;
using Marten.Linq.MatchesSql;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Forum.Hosting.Webhooks;

/// <summary>What was sent to a webhook and what came of it, for thirty days: newest first. What was said stands in the event feed under the event's id.</summary>
public static class ReadDeliveries
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/webhooks/{id:guid}/deliveries", async (Guid id, DeliveryState? state, Guid? after, int? limit, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                await session.Webhook(id, caller, ct);
                var size = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var deliveries = session.Query<Delivery>().Where(delivery => delivery.WebhookId == id);
                if (state is { } wanted)
                    deliveries = deliveries.Where(delivery => delivery.State == wanted);
                if (after is { } last)
                    deliveries = deliveries.Where(delivery => delivery.MatchesSql("d.id < ?", last));
                return Page.Of([.. (await deliveries.OrderByDescending(delivery => delivery.Id).Take(size + 1).ToListAsync(ct)).Select(DeliveryShown.Of)], size, shown => shown.Id.ToString());
            })
            .Allow(Role.Organizer, Role.Service, Role.Delegation, Role.Operator)
            .WithName("ListDeliveries")
            .WithSummary("What a webhook was told and what is still to come, with how it went.")
            .WithTags(WebhookTerms.Tag);

        routes.MapGet("/webhooks/{id:guid}/deliveries/{deliveryId:guid}", async (Guid id, Guid deliveryId, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                await session.Webhook(id, caller, ct);
                return await session.LoadAsync<Delivery>(deliveryId, ct) is { } delivery && delivery.WebhookId == id ? DeliveryShown.Of(delivery) : throw new Missing("delivery", deliveryId);
            })
            .Allow(Role.Organizer, Role.Service, Role.Delegation, Role.Operator)
            .WithName("ReadDelivery")
            .WithSummary("One delivery with all its attempts.")
            .WithTags(WebhookTerms.Tag);
    }
}

/// <summary>One event's way to a webhook.</summary>
/// <param name="Id"></param>
/// <param name="EventId">The event in the feed; goes out as <c>webhook-id</c>.</param>
/// <param name="Type"></param>
/// <param name="State"></param>
/// <param name="Attempts">Oldest first, the last thirty.</param>
/// <param name="NextAttemptAt">World time; null when there is none.</param>
public sealed record DeliveryShown(Guid Id, Guid EventId, string Type, DeliveryState State, IReadOnlyList<AttemptShown> Attempts, DateTimeOffset? NextAttemptAt)
{
    internal static DeliveryShown Of(Delivery delivery) =>
        new(delivery.Id, delivery.EventId, delivery.Type, delivery.State, [.. delivery.Attempts.Select(AttemptShown.Of)], delivery.NextAttemptAt);
}

/// <summary>One request to the target.</summary>
/// <param name="At">World time at which it began.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Status">Status of the answer; null when there was none.</param>
/// <param name="Error">Null when it was delivered.</param>
public sealed record AttemptShown(DateTimeOffset At, long Milliseconds, int? Status, DeliveryError? Error)
{
    internal static AttemptShown Of(Attempt attempt) => new(attempt.At, (long)attempt.Took.TotalMilliseconds, attempt.Status, attempt.Error);
}
