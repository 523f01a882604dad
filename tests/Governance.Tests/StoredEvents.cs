using Forum.Governance.Chairmanships;
using Forum.Governance.Editions;
using Forum.Governance.EvidenceBase;
using Forum.Governance.ExistingProcesses;
using Forum.Governance.FocalPoints;
using Forum.Governance.Friends;
using Forum.Governance.RoundTableTeams;
using Forum.Governance.Segments;
using Forum.Governance.SteeringGroups;
using Forum.Kit;

namespace Forum.Governance.Tests;

public sealed class When_events_are_stored
{
    [Fact]
    public void every_event_of_an_edition_is_folded() => Folding.Covers<Edition>(
        typeof(EditionAnnounced), typeof(RegistrationOpened), typeof(RegistrationClosed), typeof(EditionClosed), typeof(PaperIssued), typeof(SpeakersListOpeningAnnounced));

    [Fact]
    public void every_event_of_the_forum_s_bodies_is_folded()
    {
        Folding.Covers<Chairmanship>(
            typeof(ChairmanshipAssumed), typeof(IncomingChairDesignated), typeof(AlternationJustified), typeof(IncomingChairStoodDown), typeof(TroikaRotated), typeof(ChairedEditionEnded));
        Folding.Covers<SteeringGroup>(typeof(SteeringGroupConstituted), typeof(SteeringGroupMemberAdmitted), typeof(RotationSet), typeof(SteeringGroupMemberLeft));
        Folding.Covers<FriendsOfTheForum>(
            typeof(FriendsConstituted), typeof(FriendOptedOut), typeof(FriendReturned), typeof(ObserverWelcomed), typeof(ObserverLeft), typeof(FriendsMeetingRecorded));
        Folding.Covers<FocalPointNetwork>(typeof(FocalPointDesignated), typeof(FocalPointRenewed), typeof(FocalPointRevoked));
        Folding.Covers<ExistingProcess>(typeof(ExistingProcessListed), typeof(ExistingProcessEnded));
        Folding.Covers<Activity>(typeof(ActivityProposed), typeof(ChairsNoteAdded), typeof(ActivityStarted));
        Folding.Covers<RoundTableTeam>(typeof(RoundTableTeamFormed), typeof(GovernmentVolunteered), typeof(VolunteerWithdrew), typeof(BackgroundPaperOpened));
        Folding.Covers<Segment>(typeof(SegmentAnnounced), typeof(OrganizationJoined), typeof(OrganizationLeft), typeof(SegmentReportDelivered));
        Folding.Covers<Practice>(typeof(PracticeOffered), typeof(PracticeAdvanced), typeof(ConsentGiven), typeof(ConsentWithdrawn), typeof(PracticePublished));
    }
}
