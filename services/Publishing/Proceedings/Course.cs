using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.Proceedings;

/// <summary>The course of an edition as far as it was announced: all that its figures are counted from.</summary>
public sealed record Course
{
    public required KnownEdition Edition { get; init; }
    public IReadOnlyList<KnownDelegation> Delegations { get; init; } = [];
    public IReadOnlyList<ArrivalHeard> Arrivals { get; init; } = [];
    public IReadOnlyList<KnownMeeting> Meetings { get; init; } = [];
    public IReadOnlyList<KnownOffices> Offices { get; init; } = [];
    public IReadOnlyList<KnownRoundTable> RoundTables { get; init; } = [];
    public IReadOnlyList<KnownSeat> Seats { get; init; } = [];
    public IReadOnlyList<StatementHeard> Statements { get; init; } = [];

    /// <summary>The summary whose own figures are wanted; null when there is none.</summary>
    public WrittenSummary? Summary { get; init; }

    /// <summary>Delegations that have not withdrawn.</summary>
    public IReadOnlyList<KnownDelegation> Registered() => [.. Delegations.Where(delegation => delegation.Standing is DelegationStanding.Announced)];

    /// <summary>Delegations of which somebody arrived: of each the first arrival, so that none counts twice.</summary>
    public IReadOnlyList<ArrivalHeard> Present() =>
        [.. Arrivals.GroupBy(arrival => arrival.DelegationId).Select(arrivals => arrivals.OrderBy(arrival => arrival.ArrivedAt).ThenBy(arrival => arrival.Version).First())];

    /// <summary>Meetings of a kind that were concluded: what was only planned, or still sits, is not counted.</summary>
    public IReadOnlyList<KnownMeeting> Concluded(MeetingKind kind) =>
        [.. Meetings.Where(meeting => meeting.Kind == kind && meeting.State is MeetingState.Concluded)];

    /// <summary>Round tables whose meeting was concluded.</summary>
    public IReadOnlyList<HeldRoundTable> HeldRoundTables() =>
        [.. RoundTables.Join(Concluded(MeetingKind.RoundTable), table => table.MeetingId, meeting => meeting.Id, (table, meeting) => new HeldRoundTable(table, meeting))];

    /// <summary>Seats that were taken at the round tables that were held.</summary>
    public IReadOnlyList<KnownSeat> TakenSeats() =>
        [.. Seats.Where(seat => seat.State is SeatState.Confirmed).Join(HeldRoundTables(), seat => seat.RoundTableId, held => held.Table.Id, (seat, _) => seat)];

    public IReadOnlyList<StatementHeard> Openings() => [.. Statements.Where(statement => statement.Kind is StatementKind.Opening)];

    /// <summary>Who spoke in the debate: of each participant the first statement, so that nobody counts twice.</summary>
    public IReadOnlyList<StatementHeard> Speakers() =>
    [
        .. Statements
            .Where(statement => statement is { Kind: StatementKind.Debate, Participant: not null })
            .GroupBy(statement => statement.Participant, StringComparer.Ordinal)
            .Select(statements => statements.OrderBy(statement => statement.DeliveredAt).ThenBy(statement => statement.Version).First()),
    ];

    /// <summary>Reads what is known of an edition, in one round trip; null when the edition itself is not known.</summary>
    public static async Task<Course?> Read(IQuerySession session, Guid editionId, CancellationToken ct)
    {
        var batch = session.CreateBatchQuery();
        var edition = batch.Load<KnownEdition>(editionId);
        var delegations = batch.Query<KnownDelegation>().Where(known => known.EditionId == editionId).ToList();
        var arrivals = batch.Query<ArrivalHeard>().Where(known => known.EditionId == editionId).ToList();
        var meetings = batch.Query<KnownMeeting>().Where(known => known.EditionId == editionId).ToList();
        var offices = batch.Query<KnownOffices>().Where(known => known.EditionId == editionId).ToList();
        var roundTables = batch.Query<KnownRoundTable>().Where(known => known.EditionId == editionId).ToList();
        var seats = batch.Query<KnownSeat>().Where(known => known.EditionId == editionId).ToList();
        var statements = batch.Query<StatementHeard>().Where(known => known.EditionId == editionId).ToList();
        await batch.Execute(ct);
        return await edition is not { } known ? null : new Course
        {
            Edition = known,
            Delegations = await delegations,
            Arrivals = await arrivals,
            Meetings = await meetings,
            Offices = await offices,
            RoundTables = await roundTables,
            Seats = await seats,
            Statements = await statements,
        };
    }
}

/// <summary>A round table and the meeting at which it sat.</summary>
public sealed record HeldRoundTable(KnownRoundTable Table, KnownMeeting Meeting);
