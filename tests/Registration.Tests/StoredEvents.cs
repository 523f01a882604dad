using Forum.Kit;
using Forum.Registration.Delegations;

namespace Forum.Registration.Tests;

public sealed class When_events_are_stored
{
    [Fact]
    public void every_event_of_a_delegation_is_folded() => Folding.Covers<Delegation>(
        typeof(DelegationAnnounced), typeof(SpeakingRequested), typeof(RoundTableChoicesRanked), typeof(CredentialsReceived), typeof(CredentialsAccepted), typeof(CredentialsRejected),
        typeof(CredentialsReminderRaised), typeof(DelegationArrived), typeof(DelegationWithdrawn), typeof(DelegationReturned),
        typeof(DelegationOpened), typeof(CompositionChanged), typeof(MemberSubstituted), typeof(LevelChanged),
        typeof(AmendmentProposed), typeof(AmendmentApproved), typeof(AmendmentRefused), typeof(AmendmentTakenBack));
}
