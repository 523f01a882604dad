using Forum.Hosting.Events;
using Forum.Registration.Delegations;
using Forum.Registration.ListsOfParticipants;
using Forum.Registration.Organizations;
using JasperFx.Events;
using Wire = Forum.Contracts.Registration;

namespace Forum.Registration;

/// <summary>What the other services are told.</summary>
public static class Announcements
{
    public static object? From(IEvent e) => e.Data switch
    {
        DelegationAnnounced d => new Wire.DelegationAnnounced { DelegationId = e.StreamId, Revision = e.Version, Delegation = Tell(d.Listing) },
        SpeakingRequested d => new Wire.SpeakingRequested { DelegationId = e.StreamId, Revision = e.Version, Delegation = Tell(d.Listing) },
        RoundTableChoicesRanked d => new Wire.RoundTableChoicesRanked { DelegationId = e.StreamId, Revision = e.Version, Delegation = Tell(d.Listing) },
        CredentialsReceived d => new Wire.DelegationChanged { DelegationId = e.StreamId, Revision = e.Version, Delegation = Tell(d.Listing) },
        CompositionChanged d => new Wire.DelegationChanged { DelegationId = e.StreamId, Revision = e.Version, Delegation = Tell(d.Listing) },
        MemberSubstituted d => new Wire.DelegationChanged { DelegationId = e.StreamId, Revision = e.Version, Delegation = Tell(d.Listing) },
        LevelChanged d => new Wire.DelegationChanged { DelegationId = e.StreamId, Revision = e.Version, Delegation = Tell(d.Listing) },
        // Whoever declined before it was announced, or is expected again after that, is nobody's news: it has no head that could be told of.
        DelegationWithdrawn { Listing.HeadRank: null } or DelegationReturned { Listing.HeadRank: null } => null,
        CredentialsAccepted d => new Wire.DelegationChanged { DelegationId = e.StreamId, Revision = e.Version, Delegation = Tell(d.Listing) },
        CredentialsRejected d => new Wire.DelegationChanged { DelegationId = e.StreamId, Revision = e.Version, Delegation = Tell(d.Listing) },
        CredentialsReminderRaised d => new Wire.CredentialsReminderRaised
        {
            DelegationId = e.StreamId,
            Revision = e.Version,
            Delegation = Tell(d.Listing),
            DueAt = d.DueAt,
            RaisedAt = d.At,
        },
        DelegationArrived d => new Wire.DelegationArrived
        {
            DelegationId = e.StreamId,
            Revision = e.Version,
            Delegation = Tell(d.Listing),
            OfMember = d.Arrival.PersonId is not null,
            ArrivedAt = d.Arrival.At,
        },
        DelegationWithdrawn d => new Wire.DelegationWithdrawn { DelegationId = e.StreamId, Revision = e.Version, Delegation = Tell(d.Listing) },
        DelegationReturned d => new Wire.DelegationReturned { DelegationId = e.StreamId, Revision = e.Version, Delegation = Tell(d.Listing) },
        OrganizationCirculated o => new Wire.OrganizationCirculated { OrganizationId = e.StreamId, Revision = e.Version, Organization = Tell(o.Accreditation) },
        OrganizationObjected o => new Wire.OrganizationObjected { OrganizationId = e.StreamId, Revision = e.Version, Organization = Tell(o.Accreditation) },
        ObjectionWithdrawn { Accreditation.Standing: Wire.AccreditationStanding.Circulated } o => new Wire.OrganizationCirculated { OrganizationId = e.StreamId, Revision = e.Version, Organization = Tell(o.Accreditation) },
        OrganizationCleared o => new Wire.OrganizationCleared { OrganizationId = e.StreamId, Revision = e.Version, Organization = Tell(o.Accreditation) },
        ProposalWithdrawn o => new Wire.OrganizationWithdrawn { OrganizationId = e.StreamId, Revision = e.Version, Organization = Tell(o.Accreditation) },
        ListOfParticipantsIssued d => new Wire.ListOfParticipantsIssued
        {
            ListId = e.StreamId,
            Revision = e.Version,
            EditionId = d.EditionId,
            Symbol = d.Symbol,
            Kind = d.Kind,
            IssuedOn = d.Date,
            Delegations = d.Delegations,
            People = d.People,
            ContentHash = d.ContentHash,
        },
        _ => null,
    };

    /// <summary>Who outside may follow it; of what stands here not, the secretariat only.</summary>
    public static Audience For(object message) => message switch
    {
        Wire.DelegationAnnounced m => Audience.Of(m.Delegation.Participant),
        Wire.DelegationChanged m => Audience.Of(m.Delegation.Participant),
        Wire.DelegationWithdrawn m => Audience.Of(m.Delegation.Participant),
        Wire.DelegationReturned m => Audience.Of(m.Delegation.Participant),
        Wire.SpeakingRequested m => Audience.Of(m.Delegation.Participant),
        Wire.RoundTableChoicesRanked m => Audience.Of(m.Delegation.Participant),
        Wire.CredentialsReminderRaised m => Audience.Of(m.Delegation.Participant),
        Wire.DelegationArrived m => Audience.Of(m.Delegation.Participant),
        // Every delegation is shown which organizations circulate, which are objected to and which are admitted; nobody else's proposal.
        Wire.OrganizationCirculated or Wire.OrganizationObjected or Wire.OrganizationCleared => Audience.Everybody,
        Wire.OrganizationWithdrawn { Organization: { CirculatedUntil: not null } } => Audience.Everybody,
        Wire.OrganizationWithdrawn m => Audience.Of(m.Organization.Code),
        Wire.ListOfParticipantsIssued { Kind: Wire.ListKind.Final } => Audience.Everybody,
        _ => Audience.Secretariat,
    };

    private static Wire.Organization Tell(Accreditation accreditation) => new()
    {
        EditionId = accreditation.EditionId,
        Code = accreditation.Code,
        Category = accreditation.Category,
        Standing = accreditation.Standing,
        CirculatedUntil = accreditation.CirculatedUntil,
    };

    private static Wire.Delegation Tell(Listing listing) => new()
    {
        EditionId = listing.EditionId,
        Participant = listing.Participant,
        Name = listing.Name,
        Category = listing.Category,
        Group = listing.Group,
        Standing = listing.Standing,
        Credentials = listing.Credentials,
        HeadRank = listing.HeadRank ?? throw new InvalidOperationException("A delegation without a head is not told of."),
        Members = listing.Members,
        People = listing.People,
        StandIns = [.. listing.StandIns.Select(standIn => new Wire.StandIn { Leaving = standIn.Leaving, Coming = standIn.Coming })],
        SpeakingRequestedAt = listing.SpeakingRequestedAt,
        SpeakingAcknowledgement = listing.SpeakingAcknowledgement,
        SpeakingPreferences = listing.SpeakingPreferences,
        SpeakingOnBehalfOf = listing.SpeakingOnBehalfOf,
        RoundTableChoices = listing.RoundTableChoices,
        RoundTableSeats = listing.RoundTableSeats,
        RoundTableChoicesAt = listing.RoundTableChoicesAt,
        LastWithdrawnAt = listing.LastWithdrawnAt,
    };
}
