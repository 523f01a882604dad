using Forum.Kit;
using Forum.Registration.Delegations;
using Forum.Registration.ListsOfParticipants;
using Forum.Registration.Organizations;
using Forum.Registration.Participants;

namespace Forum.Registration.Tests;

public sealed class When_events_are_stored
{
    [Fact]
    public void every_event_of_a_delegation_is_folded() => Folding.Covers<Delegation>(
        typeof(DelegationAnnounced), typeof(SpeakingRequested), typeof(RoundTableChoicesRanked), typeof(CredentialsReceived), typeof(CredentialsAccepted), typeof(CredentialsRejected),
        typeof(CredentialsReminderRaised), typeof(DelegationArrived), typeof(DelegationWithdrawn), typeof(DelegationReturned),
        typeof(DelegationOpened), typeof(CompositionChanged), typeof(MemberSubstituted), typeof(LevelChanged),
        typeof(AmendmentProposed), typeof(AmendmentApproved), typeof(AmendmentRefused), typeof(AmendmentTakenBack));

    [Fact]
    public void every_event_of_the_lists_of_participants_is_folded()
    {
        Folding.Covers<ParticipantRegister>(typeof(ParticipantListImported));
        Folding.Covers<EditionList>(typeof(ParticipantListChosen));
    }

    [Fact]
    public void every_event_of_an_accreditation_is_folded()
    {
        Folding.Covers<Organization>(
            typeof(OrganizationProposed), typeof(OrganizationCirculated), typeof(OrganizationObjected), typeof(ObjectionWithdrawn), typeof(CirculationEnded), typeof(OrganizationCleared), typeof(ProposalWithdrawn));
        Folding.Covers<CivilSocietyPlaces>(typeof(PlaceTaken), typeof(PlaceGivenBack));
    }

    [Fact]
    public void the_event_of_a_list_is_folded() => Folding.Covers<ListOfParticipants>(typeof(ListOfParticipantsIssued));
}
