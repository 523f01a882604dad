using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Events;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Forum.Hosting.Webhooks;

/// <summary>Has a system outside told of what the service announces. A delegation's own system is told what concerns it and what is public.</summary>
public sealed record SubscribeWebhook
{
    /// <summary>Absolute https address that leads to a public host.</summary>
    [StringLength(Targets.LongestUrl, MinimumLength = 1)]
    public required string Url { get; init; }

    /// <summary>Event types, e.g. <c>forum.registration.delegation_announced</c>; none for all.</summary>
    [MaxLength(WebhookTerms.MostTypes)]
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>What the owner calls it. No personal data.</summary>
    [StringLength(WebhookTerms.LongestDescription)]
    public string? Description { get; init; }

    /// <summary>Position in the feed from which on it is told; <c>"0"</c> for the beginning. What is announced from now on, when it is not given.</summary>
    [RegularExpression("^[0-9]{1,18}$"), MinLength(1)]
    public string? After { get; init; }

    internal Webhook Decide(Guid id, Caller caller, ForumService service, Targets targets, string kept, DateTimeOffset now) => new()
    {
        Id = id,
        Url = targets.Check(Url),
        Types = WebhookTerms.Types(Types, service),
        Description = Description,
        Owner = new WebhookOwner(caller.Subject, caller.ReadsFor()),
        Secrets = [new SigningSecret(kept, Until: null)],
        SubscribedAt = now,
    };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/webhooks", async (
                SubscribeWebhook command, Caller caller, ForumService service, Targets targets, Secrets secrets, EventFeed feed, Courier courier,
                IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var (id, secret) = (Guid.CreateVersion7(), Secrets.New());
                var webhook = command.Decide(id, caller, service, targets, secrets.Keep(id, secret), time.GetUtcNow());
                await MustActFor(webhook.Owner, service, http.RequestServices, ct);
                await MustHaveRoom(webhook.Owner, session, ct);
                session.Insert(webhook);
                session.Insert(new WebhookProgress { Id = id, Position = command.After is { } after ? long.Parse(after) : await feed.End(ct) });
                var made = await session.Made(http, new Started(id, 1, $"/webhooks/{id}"), ct);
                courier.Wake();
                return new WebhookSubscribed(made, secret);
            })
            .AcceptsIdempotencyKey<SubscribeWebhook>()
            .Produces<WebhookSubscribedBody>(StatusCodes.Status201Created)
            .Allow(Role.Organizer, Role.Service, Role.Delegation)
            .WithName(nameof(SubscribeWebhook))
            .WithTags(WebhookTerms.Tag);

    private static async Task MustActFor(WebhookOwner owner, ForumService service, IServiceProvider services, CancellationToken ct)
    {
        if (owner.Participant is { } participant && !await service.MayAct(services, participant, owner.Subject, ct))
            throw new Refusal("no-mandate", $"This account has no mandate in force to act for {participant}. Ask the secretariat to record it as a focal point.") { NotAllowed = true };
    }

    /// <summary>Keeps an account that runs wild from filling the store; two requests of the same instant may go one beyond.</summary>
    private static async Task MustHaveRoom(WebhookOwner owner, IQuerySession session, CancellationToken ct)
    {
        var (participant, subject) = owner;
        var owned = participant is null
            ? await session.Query<Webhook>().CountAsync(webhook => webhook.Owner.Participant == null && webhook.Owner.Subject == subject, ct)
            : await session.Query<Webhook>().CountAsync(webhook => webhook.Owner.Participant == participant, ct);
        if (owned >= Webhook.MostOfOneOwner)
            throw new Refusal("too-many-webhooks", $"There are {Webhook.MostOfOneOwner} webhooks of this owner already. Delete one, or change one.");
    }
}

/// <summary>What was made, and the secret that its messages are signed with.</summary>
public sealed record WebhookSubscribedBody(Guid Id, long Version)
{
    /// <summary>Shown this once; absent when the same request is asked again with its idempotency key. Whoever has lost it asks for a new one.</summary>
    public string? Secret { get; init; }
}

/// <summary>The answer to a subscription: 201 with the secret.</summary>
internal sealed record WebhookSubscribed(Started Started, string Secret) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        Started.Announce(httpContext);
        return httpContext.Response.WriteAsJsonAsync(new WebhookSubscribedBody(Started.Id, Started.Version) { Secret = Secret }, httpContext.RequestAborted);
    }
}

/// <summary>What is asked of every webhook.</summary>
internal static class WebhookTerms
{
    public const string Tag = "Webhooks";
    public const int MostTypes = 100, LongestDescription = 200;

    /// <exception cref="Refusal">The service announces nothing of that type.</exception>
    public static IReadOnlyList<string> Types(IReadOnlyList<string> types, ForumService service)
    {
        var known = service.Messages.Select(message => Announced.TypeOf(service.Name, message)).ToArray();
        for (var n = 0; n < types.Count; n++)
        {
            if (!known.Contains(types[n], StringComparer.Ordinal))
                throw new Refusal("unknown-event-type", $"There is no such event type here. There are: {string.Join(", ", known.Order(StringComparer.Ordinal))}.", $"types[{n}]");
        }

        return [.. types.Distinct(StringComparer.Ordinal)];
    }
}
