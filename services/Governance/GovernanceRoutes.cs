using Forum.Governance.Actions;
using Forum.Governance.Chairmanships;
using Forum.Governance.Editions;
using Forum.Governance.EvidenceBase;
using Forum.Governance.ExistingProcesses;
using Forum.Governance.FocalPoints;
using Forum.Governance.Friends;
using Forum.Governance.ModalityProfiles;
using Forum.Governance.RoundTableTeams;
using Forum.Governance.Segments;
using Forum.Governance.SteeringGroups;

namespace Forum.Governance;

/// <summary>What can be asked of Governance, in the order of the story.</summary>
internal static class GovernanceRoutes
{
    private static readonly Action<IEndpointRouteBuilder>[] Story =
    [
        ReadProfiles.Map, AnnounceEdition.Map, AnnounceSpeakersListOpening.Map, OpenRegistration.Map, CloseRegistration.Map, IssuePaper.Map, CloseEdition.Map, ReadEditions.Map,
        AssumeChairmanship.Map, DesignateIncomingChair.Map, JustifyAlternation.Map, StandDownIncomingChair.Map, HandOver.Map, ReadChairmanships.Map,
        ConstituteSteeringGroup.Map, AdmitToSteeringGroup.Map, SetRotation.Map, LeaveSteeringGroup.Map, ReadSteeringGroups.Map,
        ConstituteFriends.Map, OptOut.Map, ReturnToFriends.Map, WelcomeObserver.Map, LeaveFriends.Map, RecordFriendsMeeting.Map, ReadFriends.Map,
        DesignateFocalPoint.Map, RenewFocalPoint.Map, RevokeFocalPoint.Map, ReadFocalPoints.Map,
        ListExistingProcess.Map, EndExistingProcess.Map, ReadExistingProcesses.Map, ProposeActivity.Map, AddChairsNote.Map, StartActivity.Map, ReadActivities.Map,
        FormRoundTableTeam.Map, VolunteerForTeam.Map, WithdrawVolunteer.Map, OpenBackgroundPaper.Map, CommentOnPaper.Map, ReadRoundTableTeams.Map,
        AnnounceSegment.Map, JoinSegment.Map, LeaveSegment.Map, DeliverSegmentReport.Map, ReadSegments.Map,
        OfferPractice.Map, AdvancePractice.Map, Consent.Map, PublishPractice.Map, ReadPractices.Map,
        ListActions.Map,
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var map in Story)
            map(routes);
    }
}
