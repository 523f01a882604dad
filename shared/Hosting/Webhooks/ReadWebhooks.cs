using Forum.Hosting.Access;
using Forum.Hosting.Events;
using Forum.Hosting.Http;
using Marten;
using Marten.Linq.MatchesSql;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Forum.Hosting.Webhooks;

/// <summary>The webhooks that the caller may see, and how they fare. No secret is ever shown again.</summary>
public static class ReadWebhooks
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/webhooks", async (Guid? after, int? limit, Caller caller, IQuerySession session, TimeProvider time, CancellationToken ct) =>
            {
                var size = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var webhooks = await Visible(session, caller).Where(webhook => webhook.MatchesSql("d.id > ?", after ?? Guid.Empty)).OrderBy(webhook => webhook.Id).Take(size + 1).ToListAsync(ct);
                var progress = (await session.LoadManyAsync<WebhookProgress>(ct, webhooks.Select(webhook => webhook.Id))).ToDictionary(one => one.Id);
                return Page.Of([.. webhooks.Select(webhook => WebhookShown.To(caller, webhook, progress.GetValueOrDefault(webhook.Id), time.GetUtcNow()))], size, shown => shown.Id.ToString());
            })
            .Allow(Role.Organizer, Role.Service, Role.Delegation, Role.Operator)
            .WithName("ListWebhooks")
            .WithSummary("The webhooks that the caller may see.")
            .WithTags(WebhookTerms.Tag);

        routes.MapGet("/webhooks/{id:guid}", async (Guid id, Caller caller, IQuerySession session, TimeProvider time, CancellationToken ct) =>
            {
                var webhook = await session.Webhook(id, caller, ct);
                var progress = await session.LoadAsync<WebhookProgress>(id, ct);
                return new Versioned<WebhookShown>(WebhookShown.To(caller, webhook, progress, time.GetUtcNow()), webhook.Version) { Moves = true };
            })
            .Allow(Role.Organizer, Role.Service, Role.Delegation, Role.Operator)
            .WithName("ReadWebhook")
            .WithSummary("A webhook, how far it was told and whether it fails.")
            .WithTags(WebhookTerms.Tag);
    }

    private static IQueryable<Webhook> Visible(IQuerySession session, Caller caller)
    {
        var (subject, webhooks) = (caller.Subject, session.Query<Webhook>());
        if (caller.Is(Role.Organizer) || caller.Is(Role.Operator))
            return webhooks;
        return caller.ReadsFor() is { } participant
            ? webhooks.Where(webhook => webhook.Owner.Participant == participant)
            : webhooks.Where(webhook => webhook.Owner.Participant == null && webhook.Owner.Subject == subject);
    }
}

/// <summary>A webhook, as its owner and the secretariat see it; operators see of its address the host only.</summary>
/// <param name="Id"></param>
/// <param name="Version"></param>
/// <param name="Url"></param>
/// <param name="Types">Empty when it is told of all.</param>
/// <param name="Description"></param>
/// <param name="Standing"></param>
/// <param name="Participant">Code of the participant whose system it is; null when it is told everything.</param>
/// <param name="SubscribedBy">Subject of the token with which it was made.</param>
/// <param name="SubscribedAt">World time.</param>
/// <param name="Position">Up to there in the feed everything has become a delivery.</param>
/// <param name="FailingSince">Since when deliveries are given up and none succeeds; null when all is well. Look at its deliveries, then replay.</param>
/// <param name="HeldUntil">The target asked to be left alone until then; null when it did not.</param>
/// <param name="OldSecretUntil">The secret before this one signs, too, until then; null when it does not any more.</param>
public sealed record WebhookShown(
    Guid Id, long Version, string Url, IReadOnlyList<string> Types, string? Description, WebhookStanding Standing, string? Participant, string SubscribedBy,
    DateTimeOffset SubscribedAt, string Position, DateTimeOffset? FailingSince, DateTimeOffset? HeldUntil, DateTimeOffset? OldSecretUntil)
{
    internal static WebhookShown To(Caller caller, Webhook webhook, WebhookProgress? progress, DateTimeOffset now) => new(
        webhook.Id,
        webhook.Version,
        caller.Owns(webhook) ? webhook.Url.OriginalString : $"{webhook.Url.Scheme}://{webhook.Url.Authority}/…",
        webhook.Types,
        caller.Owns(webhook) ? webhook.Description : null,
        webhook.Standing,
        webhook.Owner.Participant,
        webhook.Owner.Subject,
        webhook.SubscribedAt,
        (progress?.Position ?? 0).ToString(),
        progress?.FailingSince,
        progress?.HeldUntil > now ? progress.HeldUntil : null,
        webhook.Secrets.Skip(1).FirstOrDefault(secret => secret.Holds(now))?.Until);
}
