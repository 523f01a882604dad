using Forum.Scheduling.Editions;
using Forum.Scheduling.Exports;
using Forum.Scheduling.Floors;
using Forum.Scheduling.Interpretation;
using Forum.Scheduling.Meetings;
using Forum.Scheduling.Notices;
using Forum.Scheduling.Optimisation;
using Forum.Scheduling.Persons;
using Forum.Scheduling.Releases;
using Forum.Scheduling.Rooms;
using Forum.Scheduling.RoundTables;
using Forum.Scheduling.SpeakersLists;

namespace Forum.Scheduling;

/// <summary>What can be asked of Scheduling, in the order of the story.</summary>
internal static class SchedulingRoutes
{
    private static readonly Action<IEndpointRouteBuilder>[] Story =
    [
        RegisterRoom.Map, ChangeRoom.Map, ReadRooms.Map,
        RegisterTeam.Map, ChangeTeam.Map, ReadTeams.Map,
        PlanMeeting.Map, ChangeMeeting.Map, CallOffMeeting.Map, AssignInterpretation.Map,
        NominateChair.Map, WithdrawNomination.Map, ReadNominations.Map, DesignateOfficer.Map, ReleaseOfficer.Map,
        ConveneMeeting.Map, SuspendMeeting.Map, ResumeMeeting.Map, ConcludeMeeting.Map, ReadMeetings.Map, ListVacancies.Map,
        PlanRoundTable.Map, ChangeRoundTable.Map, ReadRoundTables.Map,
        PlanSeating.Map, NominateForTable.Map, ReadSeatingPlan.Map, ReleaseAllocation.Map, ReadSeats.Map, AcceptOffer.Map, DeclineOffer.Map, GiveUpSeat.Map, SeatAdviser.Map, NoteOccupancy.Map, ReadOccupancy.Map,
        PublishSeed.Map, InscribeOpener.Map, ReckonCapacity.Map, PlanSpeakersList.Map, ConfirmSlots.Map, PlaceSpeaker.Map, GiveLimit.Map,
        ProposeExchange.Map, WaiveRank.Map, AgreeToExchange.Map, DeclineExchange.Map, TakeBackExchange.Map, ReadExchanges.Map,
        CloseSpeakersList.Map, GrantLeave.Map, NoteAbsence.Map, DeliverStatement.Map, ReadSpeakersList.Map, ListActionsOnSpeakersList.Map,
        SolveInstance.Map, AskForRun.Map, StopRun.Map, ReadRuns.Map, ReleaseRun.Map, ExplainSeat.Map, CheckPin.Map,
        ReadDraft.Map, ReleaseProgramme.Map, ReadReleases.Map,
        ReadNotices.Map, RewordNotice.Map, ApproveNotices.Map, DiscardNotice.Map,
        ReadExports.Map,
        GiveTheFloor.Map, StartSpeech.Map, PauseSpeech.Map, ResumeSpeech.Map, ChangeSpeechLimit.Map, EndSpeech.Map, CallAbsent.Map, NoteLastSpeaker.Map, SetTableTimes.Map, ReadFloor.Map,
        RaisePointOfOrder.Map, RuleOnPointOfOrder.Map, ReadPointsOfOrder.Map, AskForReply.Map, TakeBackReply.Map, ReadRightsOfReply.Map,
        DepositText.Map, ReadTexts.Map, ReadSpeakingTime.Map,
        NamePlenarySpeaker.Map, NameTableRepresentative.Map, ReadRepresentation.Map, ReadConflicts.Map, AcknowledgeConflict.Map,
        ReadCounts.Map,
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var map in Story)
            map(routes);
    }
}
