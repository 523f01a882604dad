using Forum.Kit;
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
using Marten;

namespace Forum.Scheduling.Tests;

public sealed class When_events_are_stored
{
    [Fact]
    public void their_names_are_those_that_are_in_the_store_since_the_first_day()
    {
        var options = new StoreOptions();
        Streams.Keep(options);
        ((IReadOnlyStoreOptions)options).Events.AllKnownEventTypes()
            .Where(type => type.EventType.Assembly == typeof(Streams).Assembly)
            .Select(type => type.EventTypeName)
            .Order(StringComparer.Ordinal)
            .ShouldBe(
            [
                "adviser_seat_left",
                "adviser_seat_taken",
                "allocation_released",
                "called_in_vain",
                "chair_nominated",
                "conflict_detected",
                "conflict_resolved",
                "cut_off_passed",
                "day_frozen",
                "exchange_ended",
                "exchange_proposed",
                "exchange_waived",
                "floor_given",
                "floor_opened",
                "group_nominated",
                "inscription_withdrawn",
                "interpretation_assigned",
                "last_speaker_heard",
                "leave_granted",
                "level_changed",
                "limit_given",
                "list_closed",
                "meeting_cancelled",
                "meeting_changed",
                "meeting_concluded",
                "meeting_convened",
                "meeting_planned",
                "meeting_resumed",
                "meeting_suspended",
                "nomination_withdrawn",
                "notice_discarded",
                "notice_drafted",
                "notice_issued",
                "notice_reworded",
                "notice_superseded",
                "offer_taken_back",
                "office_vacated",
                "officer_designated",
                "officer_released",
                "place_left",
                "place_moved",
                "place_taken",
                "placed_among_members",
                "plenary_speaker_named",
                "point_of_order_raised",
                "point_of_order_ruled",
                "programme_released",
                "request_changed",
                "right_of_reply_asked",
                "right_of_reply_exercised",
                "right_of_reply_given",
                "right_of_reply_lapsed",
                "right_of_reply_taken_back",
                "rights_of_reply_opened",
                "room_changed",
                "room_registered",
                "round_table_changed",
                "round_table_planned",
                "run_asked",
                "run_ended",
                "run_failed",
                "run_released",
                "run_stop_asked",
                "run_taken",
                "seat_accepted",
                "seat_allocated",
                "seat_declined",
                "seat_given_up",
                "seat_lapsed",
                "seat_not_taken_up",
                "seat_occupied",
                "seat_offered",
                "seat_released",
                "seating_planned",
                "seed_published",
                "services_yielded",
                "slot_assigned",
                "slot_vacated",
                "slots_confirmed",
                "slots_exchanged",
                "speaker_absent",
                "speaker_inscribed",
                "speakers_list_opened",
                "speakers_list_planned",
                "speech_ended",
                "speech_limit_changed",
                "speech_paused",
                "speech_resumed",
                "speech_started",
                "statement_delivered",
                "table_representative_named",
                "table_times_set",
                "team_changed",
                "team_registered",
            ]);
    }

    [Fact]
    public void every_event_is_folded()
    {
        Folding.Covers<Notice>(typeof(NoticeDrafted), typeof(NoticeReworded), typeof(NoticeIssued), typeof(NoticeDiscarded), typeof(NoticeSuperseded));
        Folding.Covers<ProgrammeOfWork>(typeof(ProgrammeReleased), typeof(DayFrozen));
        Folding.Covers<Meeting>(
            typeof(MeetingPlanned), typeof(MeetingChanged), typeof(InterpretationAssigned), typeof(ServicesYielded), typeof(MeetingCancelled),
            typeof(OfficerDesignated), typeof(OfficerReleased), typeof(OfficeVacated),
            typeof(MeetingConvened), typeof(MeetingSuspended), typeof(MeetingResumed), typeof(MeetingConcluded));
        Folding.Covers<Representation>(typeof(PlenarySpeakerNamed), typeof(TableRepresentativeNamed));
        Folding.Covers<Whereabouts>(typeof(PlaceTaken), typeof(PlaceMoved), typeof(PlaceLeft), typeof(ConflictDetected), typeof(ConflictResolved));
        Folding.Covers<ChairNomination>(typeof(ChairNominated), typeof(NominationWithdrawn));
        Folding.Covers<Room>(typeof(RoomRegistered), typeof(RoomChanged));
        Folding.Covers<InterpretationTeam>(typeof(TeamRegistered), typeof(TeamChanged));
        Folding.Covers<RoundTable>(
            typeof(RoundTablePlanned), typeof(RoundTableChanged), typeof(SeatAllocated), typeof(SeatReleased),
            typeof(SeatOffered), typeof(SeatAccepted), typeof(SeatDeclined), typeof(SeatLapsed), typeof(OfferTakenBack), typeof(SeatGivenUp), typeof(AdviserSeatTaken), typeof(AdviserSeatLeft),
            typeof(SeatOccupied), typeof(SeatNotTakenUp));
        Folding.Covers<SeatingPlan>(typeof(SeatingPlanned), typeof(GroupNominated), typeof(CutOffPassed), typeof(AllocationReleased));
        Folding.Covers<Floor>(
            typeof(FloorOpened), typeof(TableTimesSet), typeof(FloorGiven), typeof(SpeechLimitChanged), typeof(SpeechStarted), typeof(SpeechPaused), typeof(SpeechResumed), typeof(SpeechEnded),
            typeof(CalledInVain), typeof(LastSpeakerHeard), typeof(PointOfOrderRaised), typeof(PointOfOrderRuled));
        Folding.Covers<OptimisationRun>(typeof(RunAsked), typeof(RunTaken), typeof(RunStopAsked), typeof(RunEnded), typeof(RunFailed), typeof(RunReleased));
        Folding.Covers<RightsOfReply>(
            typeof(RightsOfReplyOpened), typeof(RightOfReplyAsked), typeof(RightOfReplyTakenBack), typeof(RightOfReplyGiven), typeof(RightOfReplyExercised), typeof(RightOfReplyLapsed));
        Folding.Covers<SpeakersList>(
            typeof(SpeakersListOpened), typeof(SeedPublished), typeof(SpeakerInscribed), typeof(RequestChanged), typeof(LevelChanged), typeof(InscriptionWithdrawn),
            typeof(SpeakersListPlanned), typeof(SlotsConfirmed), typeof(SlotAssigned), typeof(SlotVacated), typeof(SpeakerAbsent), typeof(LimitGiven), typeof(PlacedAmongMembers),
            typeof(ListClosed), typeof(LeaveGranted), typeof(StatementDelivered),
            typeof(ExchangeProposed), typeof(ExchangeWaived), typeof(SlotsExchanged), typeof(ExchangeEnded));
    }
}
