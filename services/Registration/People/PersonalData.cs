using Forum.Hosting.Bus;
using Forum.Hosting.Deadlines;
using Forum.Hosting.Http;
using Forum.Hosting.Mandates;
using Forum.Hosting.ReadModels;
using Forum.Hosting.Webhooks;
using Forum.Registration.Actions;
using Forum.Registration.Communications;
using Forum.Registration.Delegations;
using Forum.Registration.Editions;
using Forum.Registration.Imports;
using Forum.Registration.ListsOfParticipants;
using Forum.Registration.Organizations;
using Forum.Registration.Participants;
using JasperFx.Events.Daemon;
using Marten;

namespace Forum.Registration.People;

/// <summary>
/// Where Registration holds what about people, all of it. Each type that the store keeps is either a kind of personal data or free of it:
/// who adds one says so here in a line, and a test fails until it is said. Export, erasure, the end of retention and the account of what is held go by this list.
/// </summary>
public static class PersonalData
{
    /// <summary>What a person's own documents are called in exports and reports.</summary>
    public const string People = "people";

    /// <summary>In the order in which they are reported.</summary>
    public static readonly IReadOnlyList<PersonalKind> Kinds =
    [
        PersonalKind.Own<Person>(People, person => person.DelegationId, person => person.Id),
        PersonalKind.Own<PersonInPrint>("names in issued lists", person => person.DelegationId, person => person.Id),
        PersonalKind.Words<Remark>("remarks", remark => remark.DelegationId),
        PersonalKind.Fields<Amendment>("waiting amendments", amendment => amendment.DelegationId),
        PersonalKind.Words<Communication>("references of communications", communication => communication.DelegationId, communication => communication with { Reference = null }),
        PersonalKind.Papers<SourceDocument>("source documents", document => document.DelegationId),
        PersonalKind.Words<OrganizationText>("profiles of organizations and objections", text => text.OrganizationId),
        PersonalKind.Entries<StagedRow>("rows of imports", row => row.EditionId),
        PersonalKind.Words<StagedFile>("headings and reasons of imports", file => file.EditionId, file => file with { Columns = [], Reason = null }),
        PersonalKind.Words<ActionTaken>("reasons of the secretariat", action => action.Subject, action => action with { Reason = NameOf.Struck }),
    ];

    /// <summary>What the store keeps besides: ids, codes, states, times and counts, by which nobody is named.</summary>
    public static readonly IReadOnlyList<Type> Free =
    [
        typeof(Delegation), typeof(KnownEdition), typeof(KnownMandate),
        typeof(ParticipantRegister), typeof(EditionList), typeof(ImportedList), typeof(UploadedList),
        typeof(Organization), typeof(CivilSocietyPlaces),
        typeof(Import), typeof(StagedDelegation),
        typeof(ListOfParticipants), typeof(IssuedList),
        typeof(RetentionEnd), typeof(EditionErasure), typeof(Erasure), typeof(ExportRead),
        // Of webhooks: addresses of systems, secrets under lock, and what was told them, in which nobody is named.
        typeof(Webhook), typeof(WebhookProgress), typeof(Delivery),
        typeof(Deadline), typeof(Received), typeof(AnsweredRequest),
        // Asked for by operators, who see nobody's name.
        typeof(Rebuild),
        // Of the daemon: ids of events that it was told to skip, which it never is.
        typeof(DeadLetterEvent),
    ];

    /// <summary>What of an edition personal data may be about: ids that the kinds above are asked for, in their order.</summary>
    internal static async Task<Guid[]> SubjectsOf(IQuerySession session, Guid edition, CancellationToken ct)
    {
        var delegations = await session.Query<Delegation>().Where(delegation => delegation.Listing.EditionId == edition).Select(delegation => delegation.Id).ToListAsync(ct);
        var organizations = await session.Query<Organization>().Where(organization => organization.Accreditation.EditionId == edition).Select(organization => organization.Id).ToListAsync(ct);
        return [.. delegations.Concat(organizations).Append(edition).Order()];
    }
}
