using Forum.Contracts.Registration;
using Forum.Scheduling.Floors;
using Forum.Scheduling.Meetings;
using Forum.Scheduling.Notices;
using Forum.Scheduling.Releases;
using Forum.Scheduling.Rooms;
using Forum.Scheduling.RoundTables;
using Forum.Scheduling.SpeakersLists;
using JasperFx.Events;
using Wire = Forum.Contracts.Scheduling;

namespace Forum.Scheduling.Tests;

public sealed class When_others_are_told
{
    private static readonly Guid Stream = Guid.CreateVersion7();
    private static readonly ProgrammeEntry Entry = Dialogue.Entry(Dialogue.FirstPlenary) with
    {
        Officers = [new DesignatedOfficer(Wire.OfficerRole.Chair, "A. Person", "Minister of Labour", "FIN")],
        State = Wire.MeetingState.InSession,
        ConvenedAt = Dialogue.Summer(14, 10),
    };

    private static readonly TableSeat Seat = new(Dialogue.Id, 3, Guid.CreateVersion7(), "KEN", ParticipantCategory.MemberState, RegionalGroup.African);
    private static readonly Inscription Inscription = Lists.Inscribed("KEN", Dialogue.Noon).Inscription;

    [Fact]
    public void every_event_of_a_meeting_tells_the_meeting_as_it_stands_after_it()
    {
        Told<Wire.MeetingPlanned>(new MeetingPlanned(Stream, Entry, Dialogue.Noon)).Meeting.ShouldSatisfyAllConditions(
            meeting => meeting.StartsAt.ShouldBe(Dialogue.Summer(14, 10)),
            meeting => meeting.Officers.ShouldHaveSingleItem().Participant.ShouldBe("FIN"),
            meeting => meeting.State.ShouldBe(Wire.MeetingState.InSession),
            meeting => meeting.ConvenedAt.ShouldBe(Dialogue.Summer(14, 10)));
        Told<Wire.OfficerDesignated>(new OfficerDesignated(Entry.Officers[0], Entry, Dialogue.Noon)).Meeting.Number.ShouldBe(1);
        Told<Wire.OfficeVacated>(new OfficeVacated(Entry.Officers[0], Entry with { Officers = [], Vacancies = [new Vacancy(Wire.OfficerRole.Chair, "FIN", Dialogue.Noon)] }, Dialogue.Noon)).ShouldSatisfyAllConditions(
            vacated => vacated.Meeting.Officers.ShouldBeEmpty(),
            vacated => vacated.Role.ShouldBe(Wire.OfficerRole.Chair),
            vacated => vacated.Participant.ShouldBe("FIN"),
            vacated => vacated.ChairVacant.ShouldBeTrue(),
            vacated => vacated.VacatedAt.ShouldBe(Dialogue.Noon));
        Told<Wire.MeetingChanged>(new MeetingChanged(Entry with { Languages = [Wire.Language.French] }, Dialogue.Noon)).Meeting.Languages.ShouldBe([Wire.Language.French]);
        Told<Wire.MeetingChanged>(new InterpretationAssigned(Entry, Dialogue.Noon)).Meeting.Number.ShouldBe(1);
        Told<Wire.MeetingChanged>(new ServicesYielded(Guid.CreateVersion7(), null, [], Entry, Dialogue.Noon)).Meeting.Room.ShouldBeNull();
        Told<Wire.MeetingCancelled>(new MeetingCancelled(Entry with { State = Wire.MeetingState.Cancelled }, Guid.CreateVersion7(), Dialogue.Noon)).CancelledAt.ShouldBe(Dialogue.Noon);
        Told<Wire.OfficerReleased>(new OfficerReleased(Entry.Officers[0], Entry with { Officers = [], Vacancies = [new Vacancy(Wire.OfficerRole.Chair, "FIN", Dialogue.Noon)] }, Guid.CreateVersion7(), Dialogue.Noon)).ShouldSatisfyAllConditions(
            released => released.Role.ShouldBe(Wire.OfficerRole.Chair),
            released => released.ChairVacant.ShouldBeTrue());
        Told<Wire.MeetingSuspended>(new MeetingSuspended(Entry, Dialogue.Noon)).Meeting.Number.ShouldBe(1);
        Told<Wire.MeetingResumed>(new MeetingResumed(Entry, Dialogue.Noon)).Meeting.Number.ShouldBe(1);
        Told<Wire.MeetingConvened>(new MeetingConvened(Entry, Dialogue.Noon)).Meeting.EditionId.ShouldBe(Dialogue.Id);
        Told<Wire.MeetingConcluded>(new MeetingConcluded(Entry, Dialogue.Noon)).Meeting.Kind.ShouldBe(Wire.MeetingKind.Plenary);
    }

    [Fact]
    public void a_seat_is_told_when_it_is_given_and_when_it_is_free_again()
    {
        Told<Wire.SeatAllocated>(new SeatAllocated(Seat)).Seat.ShouldBe(Said(Wire.SeatState.Confirmed));
        Told<Wire.SeatReleased>(new SeatReleased(Seat)).Seat.ShouldBe(Said(Wire.SeatState.Released));

        Wire.Seat Said(Wire.SeatState state) => new()
        {
            EditionId = Dialogue.Id,
            RoundTable = 3,
            DelegationId = Seat.DelegationId,
            Participant = "KEN",
            Category = ParticipantCategory.MemberState,
            State = state,
        };
    }

    [Fact]
    public void an_offer_is_told_to_its_delegation_and_what_becomes_of_it()
    {
        var offer = new SeatOffer(Guid.CreateVersion7(), Seat, SeatPool.Group, Instead: 2, Dialogue.Noon, Dialogue.Noon.AddHours(12));
        Told<Wire.SeatOffered>(new SeatOffered(offer)).ShouldSatisfyAllConditions(
            told => told.OfferId.ShouldBe(offer.Id),
            told => told.Instead.ShouldBe(2),
            told => told.ExpiresAt.ShouldBe(offer.ExpiresAt),
            told => told.Seat.State.ShouldBe(Wire.SeatState.Offered),
            told => Announcements.For(told).ShouldBe(Forum.Hosting.Events.Audience.Of("KEN")));
        Told<Wire.SeatOfferEnded>(new SeatDeclined(offer, Dialogue.Noon)).Seat.State.ShouldBe(Wire.SeatState.Declined);
        Told<Wire.SeatOfferEnded>(new SeatLapsed(offer, Dialogue.Noon)).Seat.State.ShouldBe(Wire.SeatState.Lapsed);
        Told<Wire.SeatOfferEnded>(new OfferTakenBack(offer, Dialogue.Noon)).ShouldSatisfyAllConditions(
            told => told.Seat.State.ShouldBe(Wire.SeatState.TakenBack),
            told => Announcements.For(told).ShouldBe(Forum.Hosting.Events.Audience.Of("KEN")));
    }

    [Fact]
    public void that_seats_were_given_and_that_a_table_changed_everybody_is_told()
    {
        var released = Told<Wire.SeatsReleased>(new AllocationReleased(Dialogue.Id, 2, [1, 2], 90, 3, 1, new AllocationOrigin("", 1, "", Optimal: true), ReasonId: null, Dialogue.Noon));
        (released.EditionId, released.Number, released.Seats).ShouldBe((Dialogue.Id, 2, 90));
        Announcements.For(released).ShouldBe(Forum.Hosting.Events.Audience.Everybody);
        var changed = Told<Wire.RoundTableChanged>(new RoundTableChanged("A topic", 45, 40, Dialogue.Noon));
        (changed.Topic, changed.Capacity, changed.AdviserSeats).ShouldBe(("A topic", 45, 40));
        Announcements.For(changed).ShouldBe(Forum.Hosting.Events.Audience.Everybody);
    }

    [Fact]
    public void a_round_table_is_told() =>
        Told<Wire.RoundTablePlanned>(new RoundTablePlanned(Stream, Dialogue.Id, 3, Topic: null, Guid.CreateVersion7(), 50, Dialogue.Noon)).Capacity.ShouldBe(50);

    [Fact]
    public void a_statement_is_told_with_who_made_it_where_and_when()
    {
        var meeting = Guid.CreateVersion7();
        var told = Told<Wire.StatementDelivered>(new StatementDelivered(Inscription, meeting, Dialogue.Summer(14, 11)));
        told.Inscription.Rank.ShouldBe(RankLevel.Minister);
        told.Inscription.InscriptionId.ShouldBe(Inscription.Id);
        told.MeetingId.ShouldBe(meeting);
        told.DeliveredAt.ShouldBe(Dialogue.Summer(14, 11));
        Told<Wire.SpeakerInscribed>(new SpeakerInscribed(Inscription)).Inscription.Participant.ShouldBe("KEN");
        Told<Wire.InscriptionWithdrawn>(new InscriptionWithdrawn(Inscription)).Inscription.DelegationId.ShouldBe(Inscription.DelegationId);
        Told<Wire.SpeakerInscribed>(Lists.Opener("Secretary-General")).Inscription.Office.ShouldBe("Secretary-General");
    }

    [Fact]
    public void a_release_is_told_with_its_changes_and_when_its_meetings_are()
    {
        var placed = new PlacedMeeting(Guid.CreateVersion7(), Wire.MeetingKind.RoundTable, 2, Dialogue.Summer(14, 15), Dialogue.Summer(14, 18), Cancelled: false, Sequence: 3, Changed: true, Late: true);
        var told = Told<Wire.ProgrammeReleased>(new ProgrammeReleased(Stream, Dialogue.Id, Guid.CreateVersion7(), 4, ["Something is different."], [placed], ByWithdrawal: true, Dialogue.Noon));
        told.ShouldSatisfyAllConditions(
            () => (told.EditionId, told.Number, told.ReleasedAt, told.ByWithdrawal).ShouldBe((Dialogue.Id, 4, Dialogue.Noon, true)),
            () => told.Changes.ShouldBe(["Something is different."]),
            () => told.Meetings.ShouldHaveSingleItem().ShouldBe(new Wire.PlacedMeeting
            {
                MeetingId = placed.MeetingId,
                Kind = Wire.MeetingKind.RoundTable,
                Number = 2,
                StartsAt = Dialogue.Summer(14, 15),
                EndsAt = Dialogue.Summer(14, 18),
                Cancelled = false,
                Sequence = 3,
                Changed = true,
                Late = true,
            }),
            () => Announcements.For(told).IsEverybody.ShouldBeTrue());
        var frozen = Told<Wire.DayFrozen>(new DayFrozen(Stream, Dialogue.Id, new DateOnly(2006, 9, 14), 4, Dialogue.Summer(13, 18)));
        (frozen.Day, frozen.Release, frozen.FrozenAt).ShouldBe((new DateOnly(2006, 9, 14), 4, Dialogue.Summer(13, 18)));
        Announcements.For(frozen).IsEverybody.ShouldBeTrue();
    }

    [Fact]
    public void a_notice_is_told_to_its_delegation_and_in_the_organizers_words_not_at_all()
    {
        var matter = new NoticeMatter(Dialogue.Id, Guid.CreateVersion7(), "KEN", 4, 2, ["You have a seat at round table 2."], [Guid.CreateVersion7()]);
        var told = Told<Wire.NoticeIssued>(new NoticeIssued(matter, Reworded: false, Dialogue.Noon));
        told.ShouldSatisfyAllConditions(
            () => (told.EditionId, told.DelegationId, told.Participant, told.Release, told.IssuedAt).ShouldBe((Dialogue.Id, matter.DelegationId, "KEN", 4, Dialogue.Noon)),
            () => told.Changes.ShouldBe(matter.Changes),
            () => told.MeetingIds.ShouldBe(matter.MeetingIds),
            () => Announcements.For(told).Includes("KEN").ShouldBeTrue(),
            () => Announcements.For(told).Includes("FIN").ShouldBeFalse());
        Told<Wire.NoticeIssued>(new NoticeIssued(matter, Reworded: true, Dialogue.Noon)).Changes.ShouldBeEmpty();
        Announcements.From(Happened(new NoticeDrafted(Stream, matter, Dialogue.Noon))).ShouldBeNull();
        Announcements.From(Happened(new NoticeDiscarded(Dialogue.Noon))).ShouldBeNull();
    }

    [Fact]
    public void a_reply_is_told_and_is_no_statement()
    {
        var reply = new RightOfReplyExercised(Dialogue.Id, Guid.CreateVersion7(), Guid.CreateVersion7(), "KEN", Guid.CreateVersion7(), 2, Dialogue.Summer(14, 18));
        Told<Wire.RightOfReplyExercised>(reply).ShouldSatisfyAllConditions(
            told => told.EditionId.ShouldBe(Dialogue.Id),
            told => (told.ReplyId, told.DelegationId, told.Participant, told.MeetingId, told.Number, told.ExercisedAt)
                .ShouldBe((reply.ReplyId, reply.DelegationId, "KEN", reply.MeetingId, 2, Dialogue.Summer(14, 18))),
            told => Announcements.For(told).ShouldBe(Forum.Hosting.Events.Audience.Everybody));
    }

    [Fact]
    public void a_slot_is_told_when_it_is_given_exchanged_and_free_again()
    {
        var (slot, other) = (new Slot(Guid.CreateVersion7(), 3), new Slot(Guid.CreateVersion7(), 4));
        Told<Wire.SlotAssigned>(new SlotAssigned(Inscription, slot, Dialogue.Summer(14, 11), Kept: true, Level: 3)).ShouldSatisfyAllConditions(
            assigned => assigned.Inscription.Participant.ShouldBe("KEN"),
            assigned => assigned.Slot.ShouldBe(new Wire.Slot { MeetingId = slot.MeetingId, Number = 3, StartsAt = Dialogue.Summer(14, 11) }),
            assigned => assigned.Kept.ShouldBeTrue());
        Told<Wire.SlotVacated>(new SlotVacated(Inscription, slot)).Inscription.InscriptionId.ShouldBe(Inscription.Id);
        Told<Wire.SlotsExchanged>(new SlotsExchanged(Guid.CreateVersion7(), Inscription, slot, Dialogue.Summer(14, 11), Inscription, other, Dialogue.Summer(14, 12), false, Dialogue.Noon)).ShouldSatisfyAllConditions(
            exchanged => exchanged.OneSlot.Number.ShouldBe(3),
            exchanged => exchanged.OtherSlot.StartsAt.ShouldBe(Dialogue.Summer(14, 12)),
            exchanged => exchanged.ExchangedAt.ShouldBe(Dialogue.Noon));
    }

    [Fact]
    public void a_proposed_exchange_is_told_to_who_is_asked_and_not_to_everybody()
    {
        var exchange = new Exchange(Guid.CreateVersion7(), Guid.CreateVersion7(), "KEN", Guid.CreateVersion7(), "NOR", new Slot(Stream, 1), new Slot(Stream, 2), Dialogue.Noon, Dialogue.Noon.AddDays(1));
        var told = Told<Wire.ExchangeProposed>(new ExchangeProposed(exchange));
        told.ShouldSatisfyAllConditions(
            () => told.ExchangeId.ShouldBe(exchange.Id),
            () => told.By.ShouldBe("KEN"),
            () => told.With.ShouldBe("NOR"),
            () => told.ExpiresAt.ShouldBe(exchange.ExpiresAt),
            () => Announcements.For(told).Includes("NOR").ShouldBeTrue(),
            () => Announcements.For(told).Includes("FRA").ShouldBeFalse());
    }

    [Fact]
    public void the_closing_of_the_list_and_leave_are_told()
    {
        Told<Wire.SpeakersListClosed>(new ListClosed(Dialogue.Summer(10, 18), Dialogue.Noon)).ClosesAt.ShouldBe(Dialogue.Summer(10, 18));
        Told<Wire.SpeakerInscribed>(new SpeakerInscribed(Inscription, AwaitsLeave: true)).AwaitsLeave.ShouldBeTrue();
        Told<Wire.LeaveGranted>(new LeaveGranted(Inscription, Dialogue.Noon)).Inscription.Participant.ShouldBe("KEN");
    }

    [Fact]
    public void what_concerns_nobody_else_stays_here()
    {
        // What happens on the floor is followed there, minute by minute: on the bus it would only be late.
        Announcements.From(Happened(new SpeechStarted(Guid.CreateVersion7(), Dialogue.Noon))).ShouldBeNull();
        Announcements.From(Happened(new RightOfReplyTakenBack(Guid.CreateVersion7(), Dialogue.Noon))).ShouldBeNull();
        Announcements.From(Happened(new SpeakersListOpened(Dialogue.Id))).ShouldBeNull();
        Announcements.From(Happened(new LevelChanged(Inscription.Id, RankLevel.Other))).ShouldBeNull();
        Announcements.From(Happened(new RoomRegistered(Stream, Dialogue.Id, "Room 1", null, Dialogue.Noon))).ShouldBeNull();
    }

    /// <summary>Every message says which stream it speaks of and at which version.</summary>
    private static T Told<T>(object happened) where T : notnull
    {
        var message = Announcements.From(Happened(happened)).ShouldBeOfType<T>();
        typeof(T).GetProperty("Revision")!.GetValue(message).ShouldBe(7L);
        typeof(T).GetProperties().Select(property => property.GetValue(message)).ShouldContain(Stream);
        return message;
    }

    private static IEvent Happened(object data)
    {
        var happened = (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(data.GetType()), data)!;
        happened.StreamId = Stream;
        happened.Version = 7;
        return happened;
    }
}
