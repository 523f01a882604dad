using Forum.Contracts.Governance;
using Forum.Contracts.Publishing;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;

namespace Forum.Contracts.Tests;

/// <summary>One message of each kind with every member set, so that its golden file shows the whole of it. The values never change.</summary>
internal static class Samples
{
    private static readonly Guid EditionId = new("019a0000-0000-7000-8000-000000000001");
    private static readonly Guid DelegationId = new("019a0000-0000-7000-8000-000000000002");
    private static readonly Guid MeetingId = new("019a0000-0000-7000-8000-000000000003");
    private static readonly Guid RoundTableId = new("019a0000-0000-7000-8000-000000000004");
    private static readonly Guid InscriptionId = new("019a0000-0000-7000-8000-000000000005");
    private static readonly Guid SummaryId = new("019a0000-0000-7000-8000-000000000006");
    private static readonly Guid ChairmanshipId = new("019a0000-0000-7000-8000-000000000007");
    private static readonly Guid OtherEditionId = new("019a0000-0000-7000-8000-000000000008");
    private static readonly Guid NextEditionId = new("019a0000-0000-7000-8000-000000000009");
    private static readonly Guid FocalPointsId = new("019a0000-0000-7000-8000-00000000000a");
    private static readonly Guid MandateId = new("019a0000-0000-7000-8000-00000000000b");
    private static readonly Guid OrganizationId = new("019a0000-0000-7000-8000-00000000000c");
    private static readonly Guid PersonId = new("019a0000-0000-7000-8000-000000000014");
    private static readonly Guid OtherPersonId = new("019a0000-0000-7000-8000-000000000015");
    private static readonly Guid ListId = new("019a0000-0000-7000-8000-00000000000d");
    private static readonly Guid ProgrammeId = new("019a0000-0000-7000-8000-00000000000e");
    private static readonly Guid NoticeId = new("019a0000-0000-7000-8000-00000000000f");
    private static readonly Guid RightsOfReplyId = new("019a0000-0000-7000-8000-000000000010");
    private static readonly Guid ReplyId = new("019a0000-0000-7000-8000-000000000011");
    private static readonly Guid AcknowledgementId = new("019a0000-0000-7000-8000-000000000013");
    private static readonly Guid ExchangeId = new("019a0000-0000-7000-8000-000000000012");
    private static readonly DateTimeOffset Noon = new(2006, 9, 14, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan NewYork = TimeSpan.FromHours(-4);

    public static object Of(Type message) => All.Single(sample => sample.GetType() == message);

    public static IReadOnlyList<object> All { get; } =
    [
        new EditionAnnounced { EditionId = EditionId, Revision = 1, Edition = Edition(EditionState.Announced) },
        new RegistrationOpened { EditionId = EditionId, Revision = 2, Edition = Edition(EditionState.RegistrationOpen) },
        new SpeakersListOpeningAnnounced { EditionId = EditionId, Revision = 5, Edition = Edition(EditionState.Announced) },
        new RegistrationClosed { EditionId = EditionId, Revision = 3, Edition = Edition(EditionState.RegistrationClosed) },
        new EditionClosed { EditionId = EditionId, Revision = 4, Edition = Edition(EditionState.Closed) },

        new ChairmanshipAssumed { ChairmanshipId = ChairmanshipId, Revision = 1, Troika = Troika },
        new IncomingChairDesignated { ChairmanshipId = ChairmanshipId, Revision = 2, Troika = Troika },
        new IncomingChairStoodDown { ChairmanshipId = ChairmanshipId, Revision = 3, Troika = Troika },
        new TroikaRotated { ChairmanshipId = ChairmanshipId, Revision = 4, Troika = Troika },

        new FocalPointDesignated { FocalPointsId = FocalPointsId, Revision = 1, Mandate = Mandate },
        new FocalPointRenewed { FocalPointsId = FocalPointsId, Revision = 2, Mandate = Mandate },
        new FocalPointRevoked { FocalPointsId = FocalPointsId, Revision = 3, Mandate = Mandate },

        new DelegationAnnounced { DelegationId = DelegationId, Revision = 1, Delegation = Delegation(DelegationStanding.Announced) },
        new DelegationChanged { DelegationId = DelegationId, Revision = 2, Delegation = Delegation(DelegationStanding.Announced) },
        new SpeakingRequested { DelegationId = DelegationId, Revision = 3, Delegation = Delegation(DelegationStanding.Announced) },
        new RoundTableChoicesRanked { DelegationId = DelegationId, Revision = 4, Delegation = Delegation(DelegationStanding.Announced) },
        new DelegationWithdrawn { DelegationId = DelegationId, Revision = 5, Delegation = Delegation(DelegationStanding.Withdrawn) },
        new DelegationReturned { DelegationId = DelegationId, Revision = 6, Delegation = Delegation(DelegationStanding.Announced) },
        new CredentialsReminderRaised { DelegationId = DelegationId, Revision = 7, Delegation = Delegation(DelegationStanding.Announced), DueAt = Noon.AddDays(-7), RaisedAt = Noon.AddDays(-6) },
        new DelegationArrived { DelegationId = DelegationId, Revision = 8, Delegation = Delegation(DelegationStanding.Announced), OfMember = true, ArrivedAt = Noon },

        new OrganizationCirculated { OrganizationId = OrganizationId, Revision = 2, Organization = Organization(AccreditationStanding.Circulated) },
        new OrganizationObjected { OrganizationId = OrganizationId, Revision = 3, Organization = Organization(AccreditationStanding.Objected) },
        new OrganizationCleared { OrganizationId = OrganizationId, Revision = 4, Organization = Organization(AccreditationStanding.Cleared) },
        new OrganizationWithdrawn { OrganizationId = OrganizationId, Revision = 5, Organization = Organization(AccreditationStanding.Withdrawn) },

        new ListOfParticipantsIssued
        {
            ListId = ListId, Revision = 2, EditionId = EditionId, Symbol = "A/INF/61/0/Rev.1", Kind = ListKind.Final, IssuedOn = new DateOnly(2006, 9, 15), Delegations = 3, People = 7,
            ContentHash = new string('0', 64),
        },

        new MeetingPlanned { MeetingId = MeetingId, Revision = 1, Meeting = Meeting(MeetingState.Planned) },
        new OfficerDesignated { MeetingId = MeetingId, Revision = 2, Meeting = Meeting(MeetingState.Planned) },
        new OfficeVacated
        {
            MeetingId = MeetingId, Revision = 3, Meeting = Meeting(MeetingState.Planned), Role = OfficerRole.Chair, Participant = "FIN", Name = "A. Chair", ChairVacant = true, VacatedAt = Noon,
        },
        new MeetingChanged { MeetingId = MeetingId, Revision = 3, Meeting = Meeting(MeetingState.Planned) with { Languages = [Language.Arabic, Language.English] } },
        new MeetingCancelled { MeetingId = MeetingId, Revision = 4, Meeting = Meeting(MeetingState.Cancelled), CancelledAt = Noon },
        new OfficerReleased { MeetingId = MeetingId, Revision = 3, Meeting = Meeting(MeetingState.Planned), Role = OfficerRole.Rapporteur, Participant = "FIN", Name = "A. Rapporteur", ChairVacant = false, ReleasedAt = Noon },
        new MeetingSuspended { MeetingId = MeetingId, Revision = 4, Meeting = Meeting(MeetingState.Suspended) },
        new MeetingResumed { MeetingId = MeetingId, Revision = 5, Meeting = Meeting(MeetingState.InSession) },
        new MeetingConvened { MeetingId = MeetingId, Revision = 3, Meeting = Meeting(MeetingState.InSession) },
        new MeetingConcluded { MeetingId = MeetingId, Revision = 4, Meeting = Meeting(MeetingState.Concluded) },

        new RoundTablePlanned
        {
            RoundTableId = RoundTableId, Revision = 1, EditionId = EditionId, MeetingId = MeetingId, Number = 2, Topic = "A topic", Capacity = 50,
        },
        new SeatAllocated { RoundTableId = RoundTableId, Revision = 2, Seat = Seat(SeatState.Confirmed) },
        new SeatReleased { RoundTableId = RoundTableId, Revision = 3, Seat = Seat(SeatState.Released) },
        new RoundTableChanged { RoundTableId = RoundTableId, Revision = 4, Topic = "Another topic", Capacity = 45, AdviserSeats = 40 },
        new SeatsReleased { SeatingPlanId = ProgrammeId, EditionId = EditionId, Revision = 3, Number = 1, Tables = [1, 2], Seats = 90, ReleasedAt = Noon },
        new SeatOffered { RoundTableId = RoundTableId, Revision = 5, OfferId = ExchangeId, Seat = Seat(SeatState.Offered), Instead = 3, ExpiresAt = Noon.AddHours(12) },
        new SeatOfferEnded { RoundTableId = RoundTableId, Revision = 6, OfferId = ExchangeId, Seat = Seat(SeatState.Lapsed) },

        new SpeakerInscribed { EditionId = EditionId, Revision = 1, Inscription = Inscription, AwaitsLeave = true },
        new InscriptionWithdrawn { EditionId = EditionId, Revision = 2, Inscription = Inscription },
        new LeaveGranted { EditionId = EditionId, Revision = 4, Inscription = Inscription },
        new SlotAssigned { EditionId = EditionId, Revision = 5, Inscription = Inscription, Slot = Slot(3), Kept = true },
        new SlotVacated { EditionId = EditionId, Revision = 6, Inscription = Inscription },
        new SlotsExchanged { EditionId = EditionId, Revision = 7, One = Inscription, OneSlot = Slot(4), Other = Inscription, OtherSlot = Slot(3), ExchangedAt = Noon },
        new ExchangeProposed { EditionId = EditionId, Revision = 8, ExchangeId = ExchangeId, By = "NOR", With = "KEN", ExpiresAt = Noon.AddDays(1) },
        new SpeakersListClosed { EditionId = EditionId, Revision = 9, ClosesAt = Noon },
        new StatementDelivered { EditionId = EditionId, Revision = 3, Inscription = Inscription, MeetingId = MeetingId, DeliveredAt = Noon },
        new RightOfReplyExercised
        {
            RightsOfReplyId = RightsOfReplyId, Revision = 4, EditionId = EditionId, ReplyId = ReplyId, DelegationId = DelegationId, Participant = "NOR", MeetingId = MeetingId, Number = 2, ExercisedAt = Noon,
        },

        new ProgrammeReleased
        {
            ProgrammeId = ProgrammeId,
            Revision = 2,
            EditionId = EditionId,
            Number = 2,
            ReleasedAt = Noon,
            ByWithdrawal = false,
            Changes = ["Round table 2 moves from 15:00 to 10:00 on 14 September."],
            Meetings =
            [
                new PlacedMeeting
                {
                    MeetingId = MeetingId,
                    Kind = MeetingKind.RoundTable,
                    Number = 2,
                    StartsAt = new DateTimeOffset(2006, 9, 14, 10, 0, 0, NewYork),
                    EndsAt = new DateTimeOffset(2006, 9, 14, 13, 0, 0, NewYork),
                    Cancelled = false,
                    Sequence = 1,
                    Changed = true,
                    Late = true,
                },
            ],
        },
        new DayFrozen { ProgrammeId = ProgrammeId, Revision = 3, EditionId = EditionId, Day = new DateOnly(2006, 9, 14), Release = 2, FrozenAt = Noon },
        new NoticeIssued
        {
            NoticeId = NoticeId,
            Revision = 2,
            EditionId = EditionId,
            DelegationId = DelegationId,
            Participant = "NOR",
            Release = 2,
            Changes = ["You have a seat at round table 2."],
            MeetingIds = [MeetingId],
            IssuedAt = Noon,
        },

        new LanguageVersionIssued
        {
            VersionId = PersonId, Revision = 7, SummaryId = SummaryId, EditionId = EditionId, Symbol = "A/61/0", Language = "fr", ContentHash = new string('0', 64),
        },
        new CorrigendumIssued
        {
            CorrigendumId = PersonId, Revision = 3, SummaryId = SummaryId, EditionId = EditionId, Symbol = "A/61/0/Corr.1", Corrects = "A/61/0", Languages = ["fr"], IssuedOn = new DateOnly(2006, 10, 20),
        },
        new SummarySuperseded { SummaryId = SummaryId, Revision = 12, EditionId = EditionId, Symbol = "A/61/0", ReplacedBy = "A/61/0/Rev.1" },
        new SummaryIssued
        {
            SummaryId = SummaryId, Revision = 9, EditionId = EditionId, Title = "A summary", Symbol = "A/61/0", IssuedOn = new DateOnly(2006, 10, 13), ContentHash = new string('0', 64),
        },
    ];

    private static Edition Edition(EditionState state) => new()
    {
        Code = "sample-2006",
        Title = "A dialogue",
        StartsOn = new DateOnly(2006, 9, 14),
        EndsOn = new DateOnly(2006, 9, 15),
        Venue = "A venue",
        TimeZone = "America/New_York",
        ParticipantsAsOf = new DateOnly(2006, 9, 14),
        Groups = [new GroupSize { Group = RegionalGroup.Weog, Members = 28 }],
        ModalityProfile = new ModalityProfile
        {
            Code = "sample-2006",
            RoundTableCapacity = 50,
            SpeakingLimitMinutes = 5,
            NoObjectionDays = 15,
            CivilSocietyFloor = 5,
            CivilSocietyCeiling = 10,
            MostCivilSocietyDelegations = 40,
        },
        OutcomeType = OutcomeType.ChairSummary,
        Clock = new EditionClock { Kind = ClockKind.Rehearsal, StartsAt = Noon, Speed = 86_400, SetGoingAt = Noon.AddYears(20) },
        State = state,
        SpeakersListOpensAt = new DateTimeOffset(2006, 8, 1, 9, 0, 0, NewYork),
    };

    private static Troika Troika => new()
    {
        Outgoing = new ChairOfEdition { EditionId = OtherEditionId, Participants = ["DEU", "MAR"] },
        InOffice = new ChairOfEdition { EditionId = EditionId, Participants = ["ECU"] },
        Incoming = new ChairOfEdition { EditionId = NextEditionId, Participants = ["FRA"] },
    };

    private static Mandate Mandate => new()
    {
        MandateId = MandateId,
        Participant = "NOR",
        Subject = "an-account",
        Capacity = FocalPointCapacity.Primary,
        ExpiresAt = Noon.AddYears(1),
        RevokedAt = Noon.AddMonths(1),
    };

    private static Delegation Delegation(DelegationStanding standing) => new()
    {
        EditionId = EditionId,
        Participant = "NOR",
        Name = "Norway",
        Category = ParticipantCategory.MemberState,
        Group = RegionalGroup.Weog,
        Standing = standing,
        Credentials = CredentialsState.Provisional,
        HeadRank = RankLevel.ViceMinister,
        Members = 4,
        People = [PersonId],
        StandIns = [new StandIn { Leaving = OtherPersonId, Coming = PersonId }],
        SpeakingRequestedAt = Noon,
        SpeakingAcknowledgement = AcknowledgementId,
        SpeakingPreferences = [2, 1],
        SpeakingOnBehalfOf = "G77",
        RoundTableChoices = [3, 1],
        RoundTableSeats = 1,
        RoundTableChoicesAt = Noon.AddMinutes(1),
        LastWithdrawnAt = Noon.AddMonths(-1),
    };

    private static Organization Organization(AccreditationStanding standing) => new()
    {
        EditionId = EditionId,
        Code = "NGO-17",
        Category = ParticipantCategory.Ngo,
        Standing = standing,
        CirculatedUntil = Noon.AddDays(14),
    };

    private static Meeting Meeting(MeetingState state) => new()
    {
        EditionId = EditionId,
        Kind = MeetingKind.RoundTable,
        Number = 2,
        Title = "A meeting",
        StartsAt = new DateTimeOffset(2006, 9, 14, 15, 0, 0, NewYork),
        EndsAt = new DateTimeOffset(2006, 9, 14, 18, 0, 0, NewYork),
        Room = "A room",
        Officers = [new Officer { Role = OfficerRole.Chair, Name = "A. Chair", Title = "An office", Participant = "NOR" }],
        State = state,
        ConvenedAt = Noon,
        ConcludedAt = Noon.AddHours(3),
    };

    private static Seat Seat(SeatState state) => new()
    {
        EditionId = EditionId,
        RoundTable = 2,
        DelegationId = DelegationId,
        Participant = "NOR",
        Category = ParticipantCategory.MemberState,
        State = state,
    };

    private static Inscription Inscription => new()
    {
        InscriptionId = InscriptionId,
        Kind = StatementKind.Debate,
        DelegationId = DelegationId,
        Participant = "NOR",
        Category = ParticipantCategory.MemberState,
        Rank = RankLevel.ViceMinister,
        Office = "An office",
        OnBehalfOf = "G77",
    };

    private static Slot Slot(int number) => new() { MeetingId = MeetingId, Number = number, StartsAt = new DateTimeOffset(2006, 9, 14, 10, 19, 0, NewYork) };
}
