using Forum.Contracts.Governance;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Publishing.Proceedings;

namespace Forum.Publishing.Tests;

/// <summary>An edition with the totals of the first Dialogue (A/61/515, paras. 1-4); who stands behind each number is made up.</summary>
internal sealed class Dialogue
{
    private readonly List<IKnown> facts = [];
    private readonly Guid speakersList = Guid.CreateVersion7();
    private int statements;

    public Guid Id { get; } = Guid.CreateVersion7();

    public IReadOnlyList<IKnown> Facts => facts;

    public static Dialogue Announced(OutcomeType outcome = OutcomeType.ChairSummary)
    {
        var dialogue = new Dialogue();
        dialogue.facts.Add(new KnownEdition
        {
            Id = dialogue.Id,
            Version = 1,
            Source = From("governance", nameof(EditionAnnounced), dialogue.Id),
            Code = "hld-2006",
            Title = "High-level Dialogue on International Migration and Development",
            StartsOn = new DateOnly(2006, 9, 14),
            EndsOn = new DateOnly(2006, 9, 15),
            Venue = "United Nations Headquarters, New York",
            TimeZone = "America/New_York",
            OutcomeType = outcome,
            Clock = new EditionClock { Kind = ClockKind.Real },
        });
        return dialogue;
    }

    /// <summary>All of it: 3 openings, 127 States, 1 observer State, 10 entities; 4 round tables with 162 representatives and 31 entities.</summary>
    public static Dialogue First()
    {
        var dialogue = Announced();
        foreach (var number in Enumerable.Range(1, 4))
            dialogue.Meeting(MeetingKind.Plenary, number, Start(number is 1 or 2 ? 14 : 15, number is 1 or 3 ? 10 : 15));
        Guid[] tables = [.. Enumerable.Range(1, 4).Select(number => dialogue.RoundTable(number, number <= 2 ? Start(14, 15) : Start(15, 10), chair: number == 1))];

        foreach (var _ in Enumerable.Range(0, 3))
            dialogue.Opening();
        foreach (var state in Enumerable.Range(0, 127))
            dialogue.Statement($"S{state:000}", ParticipantCategory.MemberState, state switch { 0 => RankLevel.VicePresident, < 48 => RankLevel.Minister, < 88 => RankLevel.ViceMinister, _ => RankLevel.HeadOfDelegation });
        dialogue.Statement("VAT", ParticipantCategory.ObserverState, RankLevel.Other);
        foreach (var entity in Enumerable.Range(0, 10))
            dialogue.Statement($"E{entity}", ParticipantCategory.StandingInviteeEntity, RankLevel.Other);

        foreach (var seat in Enumerable.Range(0, 162))
            dialogue.Seat(tables[seat % 4], $"S{seat / 4:000}", ParticipantCategory.MemberState);
        // An agency with two seats is one agency.
        foreach (var seat in Enumerable.Range(0, 17))
            dialogue.Seat(tables[seat % 4], $"A{seat % 16}", ParticipantCategory.UnSystemEntity);
        dialogue.Seat(tables[0], "ECA", ParticipantCategory.RegionalCommission);
        dialogue.Seat(tables[1], "ESCAP", ParticipantCategory.RegionalCommission);
        dialogue.Seat(tables[2], "IOM", ParticipantCategory.RelatedOrganization);
        foreach (var seat in Enumerable.Range(0, 12))
            dialogue.Seat(tables[seat % 4], $"C{seat}", seat switch { < 6 => ParticipantCategory.Ngo, < 9 => ParticipantCategory.CivilSociety, _ => ParticipantCategory.PrivateSector });
        return dialogue;
    }

    public Course Course() => new()
    {
        Edition = facts.OfType<KnownEdition>().Single(),
        Delegations = [.. facts.OfType<KnownDelegation>()],
        Meetings = [.. facts.OfType<KnownMeeting>()],
        RoundTables = [.. facts.OfType<KnownRoundTable>()],
        Seats = [.. facts.OfType<KnownSeat>()],
        Statements = [.. facts.OfType<StatementHeard>()],
    };

    public static KnownDelegation Delegation(Guid edition, string participant)
    {
        var id = Guid.CreateVersion7();
        return new KnownDelegation
        {
            Id = id,
            Version = 1,
            EditionId = edition,
            Source = From("registration", nameof(DelegationAnnounced), id),
            Participant = participant,
            Category = ParticipantCategory.MemberState,
            Standing = DelegationStanding.Announced,
        };
    }

    public Guid Meeting(MeetingKind kind, int number, DateTimeOffset startsAt, bool chair = false, MeetingState state = MeetingState.Concluded)
    {
        var id = Guid.CreateVersion7();
        facts.Add(new KnownMeeting
        {
            Id = id,
            Version = 3,
            EditionId = Id,
            Source = From("scheduling", nameof(MeetingConcluded), id),
            Kind = kind,
            Number = number,
            StartsAt = startsAt,
            State = state,
            ChairIsNamed = chair,
        });
        return id;
    }

    public Guid RoundTable(int number, DateTimeOffset startsAt, bool chair = false, MeetingState state = MeetingState.Concluded)
    {
        var id = Guid.CreateVersion7();
        facts.Add(new KnownRoundTable
        {
            Id = id,
            Version = 1,
            EditionId = Id,
            Source = From("scheduling", nameof(RoundTablePlanned), id),
            MeetingId = Meeting(MeetingKind.RoundTable, number, startsAt, chair, state),
            Number = number,
        });
        return id;
    }

    /// <summary>The delegations of the States that speak, 40, 30, 12, 28 and 15 in the groups and 2 in none.</summary>
    public Dialogue WithDelegations()
    {
        RegionalGroup?[] groups =
        [
            .. Enumerable.Repeat<RegionalGroup?>(RegionalGroup.African, 40), .. Enumerable.Repeat<RegionalGroup?>(RegionalGroup.Asian, 30), .. Enumerable.Repeat<RegionalGroup?>(RegionalGroup.EasternEuropean, 12),
            .. Enumerable.Repeat<RegionalGroup?>(RegionalGroup.Grulac, 28), .. Enumerable.Repeat<RegionalGroup?>(RegionalGroup.Weog, 15), null, null,
        ];
        foreach (var (state, group) in groups.Index())
            Delegation($"S{state:000}", ParticipantCategory.MemberState, group);
        return this;
    }

    public void Delegation(string participant, ParticipantCategory category, RegionalGroup? group)
    {
        var id = Guid.CreateVersion7();
        facts.Add(new KnownDelegation
        {
            Id = id,
            Version = 1,
            EditionId = Id,
            Source = From("registration", nameof(DelegationAnnounced), id),
            Participant = participant,
            Category = category,
            Group = group,
            Standing = DelegationStanding.Announced,
        });
    }

    public void Opening() => Heard(StatementKind.Opening, null, null, null);

    public void Statement(string participant, ParticipantCategory category, RankLevel rank) => Heard(StatementKind.Debate, participant, category, rank);

    public void Seat(Guid table, string participant, ParticipantCategory category, SeatState state = SeatState.Confirmed) => facts.Add(new KnownSeat
    {
        Id = $"{table:N}/{participant}",
        Version = facts.Count,
        EditionId = Id,
        Source = From("scheduling", state is SeatState.Confirmed ? nameof(SeatAllocated) : nameof(SeatReleased), table),
        RoundTableId = table,
        Participant = participant,
        Category = category,
        State = state,
    });

    /// <summary>A time of September 2006 in New York, four hours behind UTC then.</summary>
    public static DateTimeOffset Start(int day, int hour) => new(2006, 9, day, hour, 0, 0, TimeSpan.FromHours(-4));

    private void Heard(StatementKind kind, string? participant, ParticipantCategory? category, RankLevel? rank) => facts.Add(new StatementHeard
    {
        Id = Guid.CreateVersion7(),
        Version = ++statements,
        EditionId = Id,
        Source = From("scheduling", nameof(StatementDelivered), speakersList),
        Kind = kind,
        Participant = participant,
        Category = category,
        Rank = rank,
        DeliveredAt = Start(14, 10).AddMinutes(statements),
    });

    private static Source From(string service, string @event, Guid stream) => new(service, @event, stream, Guid.CreateVersion7());
}
