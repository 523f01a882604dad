using Forum.Contracts.Governance;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Meetings;

namespace Forum.Scheduling.Tests;

/// <summary>An edition to test with: the dates and the venue of the first Dialogue.</summary>
internal static class Dialogue
{
    public static readonly Guid Id = new("0198c0de-0000-7000-8000-000000002006");
    public static readonly DateTimeOffset Noon = new(2006, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static Contracts.Governance.Edition Edition { get; } = new()
    {
        Code = "hld-2006",
        Title = "High-level Dialogue on International Migration and Development",
        StartsOn = new DateOnly(2006, 9, 14),
        EndsOn = new DateOnly(2006, 9, 15),
        Venue = "United Nations Headquarters, New York",
        TimeZone = "America/New_York",
        ParticipantsAsOf = new DateOnly(2006, 9, 14),
        Groups =
        [
            new GroupSize { Group = RegionalGroup.African, Members = 53 },
            new GroupSize { Group = RegionalGroup.Asian, Members = 53 },
            new GroupSize { Group = RegionalGroup.EasternEuropean, Members = 23 },
            new GroupSize { Group = RegionalGroup.Grulac, Members = 33 },
            new GroupSize { Group = RegionalGroup.Weog, Members = 28 },
        ],
        ModalityProfile = new ModalityProfile { Code = "hld-2006" },
        OutcomeType = OutcomeType.ChairSummary,
        Clock = new EditionClock { Kind = ClockKind.Real },
        State = EditionState.RegistrationOpen,
    };

    public static KnownEdition Known { get; } = new() { Id = Id, Edition = Edition };

    public static KnownEdition Over { get; } = new() { Id = Id, Edition = Edition with { State = EditionState.Closed } };

    public static PlanMeeting FirstPlenary { get; } = new()
    {
        EditionId = Id,
        Kind = MeetingKind.Plenary,
        Number = 1,
        Title = "First plenary meeting",
        StartsAt = Summer(14, 10),
        EndsAt = Summer(14, 13),
    };

    /// <summary>An hour of a day of September 2006 in New York, where summer time held.</summary>
    public static DateTimeOffset Summer(int day, int hour) => new(2006, 9, day, hour, 0, 0, TimeSpan.FromHours(-4));

    public static ProgrammeEntry Entry(PlanMeeting plan) =>
        plan.Decide(Guid.CreateVersion7(), Known, new Programme(), Noon).Events.OfType<Meetings.MeetingPlanned>().Single().Entry;

    /// <summary>A meeting that was planned, and nothing else.</summary>
    public static Meetings.Meeting Planned(PlanMeeting plan)
    {
        var id = Guid.CreateVersion7();
        return new Meetings.Meeting { Version = 1 }.Evolve(new Meetings.MeetingPlanned(id, Entry(plan), Noon));
    }

    /// <summary>Names an officer in a programme of this meeting alone, where no group asks for a chair.</summary>
    public static IEnumerable<object> Decide(this DesignateOfficer command, Meetings.Meeting meeting, DateTimeOffset at) =>
        command.Decide(meeting, new Programme { Meetings = [meeting] }, command.Group, asking: [], Guid.CreateVersion7(), reasonId: null, at);

    /// <summary>A delegation that asks for nothing.</summary>
    public static Delegation Delegation(string participant) => new()
    {
        EditionId = Id,
        Participant = participant,
        Name = $"State {participant}",
        Category = ParticipantCategory.MemberState,
        Standing = DelegationStanding.Announced,
        Credentials = CredentialsState.Full,
        HeadRank = RankLevel.Minister,
        Members = 3,
        RoundTableChoices = [],
        RoundTableSeats = 0,
    };

    public static Delegation Asks(this Delegation delegation, DateTimeOffset at) => delegation with { SpeakingRequestedAt = at };

    public static Delegation Chooses(this Delegation delegation, DateTimeOffset at, int seats, params int[] tables) =>
        delegation with { RoundTableChoices = tables, RoundTableSeats = seats, RoundTableChoicesAt = at };

    public static KnownDelegation As(this Delegation delegation, Guid id, long revision = 1) => new() { Id = id, Version = revision, Delegation = delegation };
}
