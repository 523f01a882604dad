using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.People;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>A delegation with its people, for the secretariat and for the delegation itself. Operators see it without names, titles and reasons, and not who arrived when.</summary>
/// <param name="Head">Null while the delegation is expected, and nobody in it is known.</param>
/// <param name="OpenedAt">When it was opened from a communication; null when it registered without.</param>
/// <param name="AnnouncedAt">Null while the delegation is expected.</param>
/// <param name="CommunicationId">The communication with which it began; null when there was none.</param>
/// <param name="SpeakingAcknowledgement">Id under which the receipt of its request for the floor was acknowledged; null when there is none.</param>
/// <param name="SpeakingPreferences">Numbers of the plenary meetings at which it would speak, best first.</param>
/// <param name="SpeakingOnBehalfOf">Code of the group on whose behalf it would speak; null when for itself.</param>
/// <param name="Amendment">What waits for the secretariat; null when nothing does.</param>
/// <param name="CredentialsReceived">In the order of their receipt.</param>
/// <param name="CredentialsRemindedAt">When the delegation was reminded of its credentials, on the edition's clock; null when it was not.</param>
/// <param name="ArrivedAt">When the first of it arrived, on the edition's clock; null before.</param>
public sealed record DelegationFile(
    Guid Id,
    long Version,
    Guid EditionId,
    string Participant,
    string Name,
    ParticipantCategory Category,
    RegionalGroup? Group,
    DelegationStanding Standing,
    CredentialsState Credentials,
    MemberOnFile? Head,
    IReadOnlyList<MemberOnFile> Members,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? AnnouncedAt,
    Guid? CommunicationId,
    DateTimeOffset? SpeakingRequestedAt,
    Guid? SpeakingAcknowledgement,
    IReadOnlyList<int> SpeakingPreferences,
    string? SpeakingOnBehalfOf,
    IReadOnlyList<int> RoundTableChoices,
    int RoundTableSeats,
    DateTimeOffset? RoundTableChoicesAt,
    WithdrawalOnFile? Withdrawal,
    AmendmentOnFile? Amendment,
    IReadOnlyList<CredentialsPaper> CredentialsReceived,
    DateTimeOffset? CredentialsRemindedAt,
    DateTimeOffset? ArrivedAt,
    IReadOnlyList<Arrival> Arrivals);

/// <summary>Somebody of the delegation.</summary>
/// <param name="Name">Null when masked or erased.</param>
/// <param name="Title">Null when masked or erased.</param>
public sealed record MemberOnFile(Guid PersonId, DelegationRole Role, RankLevel Rank, string? Name, string? Title);

/// <summary>When and why the delegation withdrew.</summary>
/// <param name="Reason">Null when masked or erased.</param>
public sealed record WithdrawalOnFile(DateTimeOffset At, string? Reason);

/// <summary>A change that was asked for after the window. Until it is approved, the delegation is as it says otherwise.</summary>
/// <param name="Change">Null when masked or erased.</param>
public sealed record AmendmentOnFile(Guid Id, DateTimeOffset ProposedAt, ProposedChange? Change);

/// <summary>Reads one delegation.</summary>
public static class GetDelegation
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/delegations/{id:guid}", async (Guid id, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                var delegation = await session.Require<Delegation>(id, ct);
                var open = caller.MayActFor(delegation.Listing.Participant);
                if (!open && !caller.Is(Role.Operator))
                    throw new Missing("delegation", id);

                IReadOnlyList<Person> people = open ? await session.LoadManyAsync<Person>(ct, [.. delegation.Members.Select(member => member.PersonId)]) : [];
                var remark = open && delegation.RemarkId is { } remarkId ? await session.LoadAsync<Remark>(remarkId, ct) : null;
                var amendment = open && delegation.Amendment is { } waiting ? await session.LoadAsync<Amendment>(waiting.Id, ct) : null;
                return new Versioned<DelegationFile>(File(delegation, people.ToDictionary(person => person.Id), remark, amendment, open ? delegation.Arrivals : []), delegation.Version);
            })
            .Allow(Role.Organizer, Role.Operator, Role.Delegation)
            .WithName(nameof(GetDelegation))
            .WithTags("Delegations");

    private static DelegationFile File(Delegation delegation, Dictionary<Guid, Person> people, Remark? remark, Amendment? amendment, IReadOnlyList<Arrival> arrivals)
    {
        var listing = delegation.Listing;
        MemberOnFile[] members = [.. delegation.Members.Select(member =>
        {
            var person = people.GetValueOrDefault(member.PersonId);
            return new MemberOnFile(member.PersonId, member.Role, member.Rank, person?.Name, person?.Title);
        })];
        return new DelegationFile(
            delegation.Id,
            delegation.Version,
            listing.EditionId,
            listing.Participant,
            listing.Name,
            listing.Category,
            listing.Group,
            listing.Standing,
            listing.Credentials,
            members.FirstOrDefault(),
            [.. members.Skip(1)],
            delegation.OpenedAt,
            delegation.AnnouncedAt,
            delegation.CommunicationId,
            listing.SpeakingRequestedAt,
            listing.SpeakingAcknowledgement,
            listing.SpeakingPreferences,
            listing.SpeakingOnBehalfOf,
            listing.RoundTableChoices,
            listing.RoundTableSeats,
            listing.RoundTableChoicesAt,
            delegation.WithdrawnAt is { } at ? new WithdrawalOnFile(at, remark?.Text) : null,
            delegation.Amendment is { } waiting ? new AmendmentOnFile(waiting.Id, waiting.At, ProposedChange.Of(amendment)) : null,
            delegation.Credentials,
            delegation.CredentialsRemindedAt,
            delegation.ArrivedAt,
            arrivals);
    }
}
