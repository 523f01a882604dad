using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Forum.Hosting.Webhooks;

/// <summary>Ends a webhook, with its secrets and its delivery log.</summary>
public static class DeleteWebhook
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapDelete("/webhooks/{id:guid}", async (Guid id, ExpectedVersion expected, Caller caller, IDocumentSession session, CancellationToken ct) =>
            {
                session.Delete(await session.Webhook(id, expected, caller, ct));
                session.Delete<WebhookProgress>(id);
                session.DeleteWhere<Delivery>(delivery => delivery.WebhookId == id);
                await session.SaveChangesAsync(ct);
                return TypedResults.NoContent();
            })
            .Allow(Role.Organizer, Role.Service, Role.Delegation)
            .WithName(nameof(DeleteWebhook))
            .WithTags(WebhookTerms.Tag);
}
