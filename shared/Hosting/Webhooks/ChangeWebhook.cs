using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Forum.Hosting.Webhooks;

/// <summary>Sends what waits, and all that follows, to another address; or tells of other types. What has become a delivery already stays one.</summary>
public sealed record ChangeWebhook
{
    /// <summary>Absolute https address that leads to a public host.</summary>
    [StringLength(Targets.LongestUrl, MinimumLength = 1)]
    public required string Url { get; init; }

    /// <summary>Event types, e.g. <c>forum.registration.delegation_announced</c>; none for all.</summary>
    [MaxLength(WebhookTerms.MostTypes)]
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>What the owner calls it. No personal data.</summary>
    [StringLength(WebhookTerms.LongestDescription)]
    public string? Description { get; init; }

    internal Webhook Decide(Webhook webhook, ForumService service, Targets targets) =>
        webhook with { Url = targets.Check(Url), Types = WebhookTerms.Types(Types, service), Description = Description };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/webhooks/{id:guid}", async (
                Guid id, ChangeWebhook command, ExpectedVersion expected, Caller caller, ForumService service, Targets targets, IDocumentSession session, CancellationToken ct) =>
                await session.Change(command.Decide(await session.Webhook(id, expected, caller, ct), service, targets), ct))
            .Allow(Role.Organizer, Role.Service, Role.Delegation)
            .WithName(nameof(ChangeWebhook))
            .WithTags(WebhookTerms.Tag);
}
