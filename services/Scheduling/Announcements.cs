using Forum.Hosting.Events;
using Forum.Scheduling.Floors;
using Forum.Scheduling.Meetings;
using Forum.Scheduling.Notices;
using Forum.Scheduling.Releases;
using Forum.Scheduling.RoundTables;
using Forum.Scheduling.SpeakersLists;
using JasperFx.Events;
using Wire = Forum.Contracts.Scheduling;

namespace Forum.Scheduling;

/// <summary>What the other services are told.</summary>
public static class Announcements
{
    public static object? From(IEvent e) => e.Data switch
    {
        MeetingPlanned a => new Wire.MeetingPlanned { MeetingId = e.StreamId, Revision = e.Version, Meeting = Tell(a.Entry) },
        MeetingChanged a => new Wire.MeetingChanged { MeetingId = e.StreamId, Revision = e.Version, Meeting = Tell(a.Entry) },
        InterpretationAssigned a => new Wire.MeetingChanged { MeetingId = e.StreamId, Revision = e.Version, Meeting = Tell(a.Entry) },
        ServicesYielded a => new Wire.MeetingChanged { MeetingId = e.StreamId, Revision = e.Version, Meeting = Tell(a.Entry) },
        MeetingCancelled a => new Wire.MeetingCancelled { MeetingId = e.StreamId, Revision = e.Version, Meeting = Tell(a.Entry), CancelledAt = a.At },
        OfficerDesignated a => new Wire.OfficerDesignated { MeetingId = e.StreamId, Revision = e.Version, Meeting = Tell(a.Entry) },
        OfficeVacated a => new Wire.OfficeVacated
        {
            MeetingId = e.StreamId,
            Revision = e.Version,
            Meeting = Tell(a.Entry),
            Role = a.Officer.Role,
            Participant = a.Officer.Participant!,
            Name = a.Officer.Name,
            ChairVacant = a.Entry.ChairIsVacant(),
            VacatedAt = a.At,
        },
        OfficerReleased a => new Wire.OfficerReleased
        {
            MeetingId = e.StreamId,
            Revision = e.Version,
            Meeting = Tell(a.Entry),
            Role = a.Officer.Role,
            Participant = a.Officer.Participant,
            Name = a.Officer.Name,
            ChairVacant = a.Entry.ChairIsVacant(),
            ReleasedAt = a.At,
        },
        MeetingConvened a => new Wire.MeetingConvened { MeetingId = e.StreamId, Revision = e.Version, Meeting = Tell(a.Entry) },
        MeetingSuspended a => new Wire.MeetingSuspended { MeetingId = e.StreamId, Revision = e.Version, Meeting = Tell(a.Entry) },
        MeetingResumed a => new Wire.MeetingResumed { MeetingId = e.StreamId, Revision = e.Version, Meeting = Tell(a.Entry) },
        MeetingConcluded a => new Wire.MeetingConcluded { MeetingId = e.StreamId, Revision = e.Version, Meeting = Tell(a.Entry) },
        RoundTablePlanned a => new Wire.RoundTablePlanned
        {
            RoundTableId = e.StreamId,
            Revision = e.Version,
            EditionId = a.EditionId,
            MeetingId = a.MeetingId,
            Number = a.Number,
            Topic = a.Topic,
            Capacity = a.Capacity,
        },
        SeatAllocated a => new Wire.SeatAllocated { RoundTableId = e.StreamId, Revision = e.Version, Seat = Tell(a.Seat, Wire.SeatState.Confirmed) },
        SeatReleased a => new Wire.SeatReleased { RoundTableId = e.StreamId, Revision = e.Version, Seat = Tell(a.Seat, Wire.SeatState.Released) },
        RoundTableChanged a => new Wire.RoundTableChanged { RoundTableId = e.StreamId, Revision = e.Version, Topic = a.Topic, Capacity = a.Capacity, AdviserSeats = a.AdviserSeats },
        SeatOffered a => new Wire.SeatOffered
        {
            RoundTableId = e.StreamId,
            Revision = e.Version,
            OfferId = a.Offer.Id,
            Seat = Tell(a.Offer.Seat, Wire.SeatState.Offered),
            Instead = a.Offer.Instead,
            ExpiresAt = a.Offer.ExpiresAt,
        },
        SeatDeclined a => new Wire.SeatOfferEnded { RoundTableId = e.StreamId, Revision = e.Version, OfferId = a.Offer.Id, Seat = Tell(a.Offer.Seat, Wire.SeatState.Declined) },
        SeatLapsed a => new Wire.SeatOfferEnded { RoundTableId = e.StreamId, Revision = e.Version, OfferId = a.Offer.Id, Seat = Tell(a.Offer.Seat, Wire.SeatState.Lapsed) },
        OfferTakenBack a => new Wire.SeatOfferEnded { RoundTableId = e.StreamId, Revision = e.Version, OfferId = a.Offer.Id, Seat = Tell(a.Offer.Seat, Wire.SeatState.TakenBack) },
        AllocationReleased a => new Wire.SeatsReleased { SeatingPlanId = e.StreamId, EditionId = a.EditionId, Revision = e.Version, Number = a.Number, Tables = a.Tables, Seats = a.Seats, ReleasedAt = a.At },
        SpeakerInscribed a => new Wire.SpeakerInscribed { EditionId = e.StreamId, Revision = e.Version, Inscription = Tell(a.Inscription), AwaitsLeave = a.AwaitsLeave },
        LeaveGranted a => new Wire.LeaveGranted { EditionId = e.StreamId, Revision = e.Version, Inscription = Tell(a.Inscription) },
        SlotAssigned a => new Wire.SlotAssigned { EditionId = e.StreamId, Revision = e.Version, Inscription = Tell(a.Inscription), Slot = Tell(a.Slot, a.StartsAt), Kept = a.Kept },
        SlotVacated a => new Wire.SlotVacated { EditionId = e.StreamId, Revision = e.Version, Inscription = Tell(a.Inscription) },
        SlotsExchanged a => new Wire.SlotsExchanged
        {
            EditionId = e.StreamId,
            Revision = e.Version,
            One = Tell(a.One),
            OneSlot = Tell(a.OneSlot, a.OneStartsAt),
            Other = Tell(a.Other),
            OtherSlot = Tell(a.OtherSlot, a.OtherStartsAt),
            ExchangedAt = a.At,
        },
        ExchangeProposed a => new Wire.ExchangeProposed
        {
            EditionId = e.StreamId,
            Revision = e.Version,
            ExchangeId = a.Exchange.Id,
            By = a.Exchange.ByParticipant,
            With = a.Exchange.ToParticipant,
            ExpiresAt = a.Exchange.ExpiresAt,
        },
        ListClosed a => new Wire.SpeakersListClosed { EditionId = e.StreamId, Revision = e.Version, ClosesAt = a.ClosesAt },
        InscriptionWithdrawn a => new Wire.InscriptionWithdrawn { EditionId = e.StreamId, Revision = e.Version, Inscription = Tell(a.Inscription) },
        StatementDelivered a => new Wire.StatementDelivered
        {
            EditionId = e.StreamId,
            Revision = e.Version,
            Inscription = Tell(a.Inscription),
            MeetingId = a.MeetingId,
            DeliveredAt = a.At,
        },
        ProgrammeReleased a => new Wire.ProgrammeReleased
        {
            ProgrammeId = e.StreamId,
            Revision = e.Version,
            EditionId = a.EditionId,
            Number = a.Number,
            ReleasedAt = a.At,
            ByWithdrawal = a.ByWithdrawal,
            Changes = a.Changes,
            Meetings = [.. a.Meetings.Select(Tell)],
        },
        DayFrozen a => new Wire.DayFrozen { ProgrammeId = e.StreamId, Revision = e.Version, EditionId = a.EditionId, Day = a.Day, Release = a.Release, FrozenAt = a.At },
        NoticeIssued a => new Wire.NoticeIssued
        {
            NoticeId = e.StreamId,
            Revision = e.Version,
            EditionId = a.Matter.EditionId,
            DelegationId = a.Matter.DelegationId,
            Participant = a.Matter.Participant,
            Release = a.Matter.Release,
            Changes = a.Reworded ? [] : a.Matter.Changes,
            MeetingIds = a.Matter.MeetingIds,
            IssuedAt = a.At,
        },
        RightOfReplyExercised a => new Wire.RightOfReplyExercised
        {
            RightsOfReplyId = e.StreamId,
            Revision = e.Version,
            EditionId = a.EditionId,
            ReplyId = a.ReplyId,
            DelegationId = a.DelegationId,
            Participant = a.Participant,
            MeetingId = a.MeetingId,
            Number = a.Number,
            ExercisedAt = a.At,
        },
        _ => null,
    };

    /// <summary>Who outside may follow it; of what stands here not, the secretariat only.</summary>
    public static Audience For(object message) => message switch
    {
        Wire.SeatAllocated m => Audience.Of(m.Seat.Participant),
        Wire.SeatReleased m => Audience.Of(m.Seat.Participant),
        Wire.SeatOffered m => Audience.Of(m.Seat.Participant),
        Wire.SeatOfferEnded m => Audience.Of(m.Seat.Participant),
        Wire.NoticeIssued m => Audience.Of(m.Participant),
        // The programme and the speakers' list are public.
        Wire.MeetingPlanned or Wire.MeetingChanged or Wire.MeetingCancelled or Wire.RoundTablePlanned => Audience.Everybody,
        Wire.OfficerDesignated or Wire.OfficerReleased or Wire.OfficeVacated => Audience.Everybody,
        Wire.MeetingConvened or Wire.MeetingSuspended or Wire.MeetingResumed or Wire.MeetingConcluded => Audience.Everybody,
        Wire.SpeakerInscribed or Wire.InscriptionWithdrawn or Wire.StatementDelivered or Wire.RightOfReplyExercised => Audience.Everybody,
        Wire.ProgrammeReleased or Wire.DayFrozen or Wire.RoundTableChanged or Wire.SeatsReleased => Audience.Everybody,
        Wire.LeaveGranted or Wire.SlotAssigned or Wire.SlotVacated or Wire.SlotsExchanged or Wire.SpeakersListClosed => Audience.Everybody,
        // Who proposes it knows; until the other has agreed it is nobody else's.
        Wire.ExchangeProposed m => Audience.Of(m.With),
        _ => Audience.Secretariat,
    };

    private static Wire.Meeting Tell(ProgrammeEntry entry) => new()
    {
        EditionId = entry.EditionId,
        Kind = entry.Kind,
        Number = entry.Number,
        Title = entry.Title,
        StartsAt = entry.StartsAt,
        EndsAt = entry.EndsAt,
        Room = entry.Room,
        Languages = entry.Languages,
        Officers = [.. entry.Officers.Select(officer => new Wire.Officer { Role = officer.Role, Name = officer.Name, Title = officer.Title, Participant = officer.Participant })],
        State = entry.State,
        ConvenedAt = entry.ConvenedAt,
        ConcludedAt = entry.ConcludedAt,
    };

    private static Wire.PlacedMeeting Tell(PlacedMeeting meeting) => new()
    {
        MeetingId = meeting.MeetingId,
        Kind = meeting.Kind,
        Number = meeting.Number,
        StartsAt = meeting.StartsAt,
        EndsAt = meeting.EndsAt,
        Cancelled = meeting.Cancelled,
        Sequence = meeting.Sequence,
        Changed = meeting.Changed,
        Late = meeting.Late,
    };

    private static Wire.Seat Tell(TableSeat seat, Wire.SeatState state) => new()
    {
        EditionId = seat.EditionId,
        RoundTable = seat.RoundTable,
        DelegationId = seat.DelegationId,
        Participant = seat.Participant,
        Category = seat.Category,
        State = state,
    };

    private static Wire.Inscription Tell(Inscription inscription) => new()
    {
        InscriptionId = inscription.Id,
        Kind = inscription.Kind,
        DelegationId = inscription.DelegationId,
        Participant = inscription.Participant,
        Category = inscription.Category,
        Rank = inscription.Rank,
        Office = inscription.Office,
        OnBehalfOf = inscription.OnBehalfOf,
    };

    private static Wire.Slot Tell(Slot slot, DateTimeOffset startsAt) => new() { MeetingId = slot.MeetingId, Number = slot.Number, StartsAt = startsAt };
}
