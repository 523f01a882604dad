using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>A delegation that was reminded of its credentials and has no full ones yet.</summary>
/// <param name="DueAt">When they were due.</param>
/// <param name="RemindedAt">On the edition's clock.</param>
public sealed record CredentialsReminderLine(Guid DelegationId, string Participant, string Name, CredentialsState Credentials, DateTimeOffset DueAt, DateTimeOffset RemindedAt);

/// <summary>Lists the reminders of an edition that still stand, by the participant's code. Who has withdrawn, or has full credentials by now, is not there. A delegation sees its own only.</summary>
public static class ListCredentialsReminders
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/editions/{id:guid}/credentials-reminders", async (Guid id, string? after, int? limit, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                var edition = await session.LoadAsync<KnownEdition>(id, ct) ?? throw new Missing("edition", id);
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var reminded = session.Query<Delegation>().Where(d =>
                    d.Listing.EditionId == id && d.CredentialsRemindedAt != null && d.Listing.Standing == DelegationStanding.Announced && d.Listing.Credentials != CredentialsState.Full);
                if (!caller.Is(Role.Organizer))
                    reminded = reminded.Where(d => d.Listing.Participant == caller.Delegation);
                if (after is not null)
                    reminded = reminded.Where(d => d.Listing.Participant.CompareTo(after) > 0);
                var found = await reminded.OrderBy(d => d.Listing.Participant).Take(most + 1).ToListAsync(ct);
                return Page.Of([.. found.Select(d => Line(d, edition))], most, line => line.Participant);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(ListCredentialsReminders))
            .WithTags("Credentials");

    private static CredentialsReminderLine Line(Delegation delegation, KnownEdition edition) => new(
        delegation.Id, delegation.Listing.Participant, delegation.Listing.Name, delegation.Listing.Credentials, edition.CredentialsDueAt(), delegation.CredentialsRemindedAt!.Value);
}
