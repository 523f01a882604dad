using Forum.Hosting.Access;
using Forum.Hosting.Events;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Hosting.Webhooks;

/// <summary>Whose webhooks a caller sees and changes: the secretariat all, a delegation those of its participant, a service its own. Operators see them without their addresses.</summary>
internal static class WebhookAccess
{
    public static bool Owns(this Caller caller, Webhook webhook) => caller.Is(Role.Organizer)
        || (caller.ReadsFor() is { } participant
            ? string.Equals(participant, webhook.Owner.Participant, StringComparison.Ordinal)
            : caller.Is(Role.Service) && webhook.Owner == new WebhookOwner(caller.Subject, Participant: null));

    /// <exception cref="Missing">There is no such webhook, as far as the caller can tell.</exception>
    public static async Task<Webhook> Webhook(this IQuerySession session, Guid id, Caller caller, CancellationToken ct) =>
        await session.LoadAsync<Webhook>(id, ct) is { } webhook && (caller.Owns(webhook) || caller.Is(Role.Operator)) ? webhook : throw new Missing("webhook", id);

    /// <summary>The webhook at the version that a change was decided on.</summary>
    /// <exception cref="StaleVersion">It has been changed since.</exception>
    public static async Task<Webhook> Webhook(this IQuerySession session, Guid id, ExpectedVersion expected, Caller caller, CancellationToken ct)
    {
        var webhook = await session.Webhook(id, caller, ct);
        return webhook.Version == expected.Value ? webhook : throw new StaleVersion(expected.Value, webhook.Version);
    }

    /// <summary>Commits the change, unless somebody else was faster.</summary>
    public static async Task<Changed> Change(this IDocumentSession session, Webhook changed, CancellationToken ct)
    {
        session.UpdateRevision(changed, changed.Version + 1);
        await session.SaveChangesAsync(ct);
        return new Changed(changed.Version);
    }
}
