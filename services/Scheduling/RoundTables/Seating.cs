using System.Collections.Immutable;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;

namespace Forum.Scheduling.RoundTables;

/// <summary>A delegation's standing request for seats at round tables.</summary>
/// <param name="Choices">Numbers of the round tables it would sit at, best first.</param>
/// <param name="Seats">At how many of them it asks for a seat.</param>
/// <param name="ReceivedAt">When the choices were received, on the edition's clock.</param>
public sealed record SeatRequest(
    Guid DelegationId,
    string Participant,
    ParticipantCategory Category,
    RegionalGroup? Group,
    ImmutableArray<int> Choices,
    int Seats,
    DateTimeOffset ReceivedAt)
{
    /// <summary>True when the delegation is one person, who cannot sit at two tables at once.</summary>
    public bool OnePerson { get; init; }

    /// <summary>When it withdrew last, though it has come back since; null when it never did.</summary>
    public DateTimeOffset? LastWithdrawnAt { get; init; }

    /// <summary>True when both ask for the same.</summary>
    public static bool Same(SeatRequest? one, SeatRequest? other) => one is null || other is null
        ? one == other
        : one.Choices.SequenceEqual(other.Choices) && one with { Choices = [] } == other with { Choices = [] };

    /// <summary>What it still asks for beside the tables that have risen: where it sat there, it has had one of its seats.</summary>
    public SeatRequest Beside(IReadOnlyCollection<RoundTable> risen) => this with
    {
        Choices = [.. Choices.Where(choice => risen.All(table => table.Number != choice))],
        Seats = Seats - risen.Count(table => table.Seats.Exists(seat => seat.DelegationId == DelegationId)),
    };
}

/// <summary>
/// First come, first served: requests are served in the order of their receipt, each in the order of its own choices.
/// What counts is when Registration received a request, not when its message came here: so a message that is late changes nothing in the end.
/// Who sat at a table that has risen has sat there, whatever the delegation does afterwards.
/// </summary>
public static class Seating
{
    /// <summary>To whom a seat is due at each table. Tables that are not planned are passed over; their seats are due once they are.</summary>
    /// <param name="capacities">Seats by number of the table.</param>
    public static ILookup<int, SeatRequest> FirstCome(IReadOnlyDictionary<int, int> capacities, IEnumerable<SeatRequest> requests)
    {
        var free = capacities.ToDictionary();
        var due = new List<(int Table, SeatRequest Request)>();
        foreach (var request in requests.OrderBy(r => r.ReceivedAt).ThenBy(r => r.Participant, StringComparer.Ordinal).ThenBy(r => r.DelegationId))
        {
            foreach (var table in request.Choices.Distinct().Where(choice => free.GetValueOrDefault(choice) > 0).Take(Math.Max(0, request.Seats)).ToArray())
            {
                free[table]--;
                due.Add((table, request));
            }
        }

        return due.ToLookup(seat => seat.Table, seat => seat.Request);
    }

    /// <summary>What is to be given and taken for the seats of an edition to be as they are due.</summary>
    public static IEnumerable<(int Table, object Event)> InOrderOfReceipt(IReadOnlyCollection<TableInView> tables, IEnumerable<SeatRequest> requests)
    {
        var risen = tables.Where(table => table.State is MeetingState.Concluded).Select(table => table.Table).ToArray();
        var open = tables.Select(table => table.Table).Except(risen).ToArray();
        var due = FirstCome(open.ToDictionary(table => table.Number, table => table.Capacity), requests.Select(request => request.Beside(risen)));
        return open.OrderBy(table => table.Number).SelectMany(table => table.Seat([.. due[table.Number]]), (table, e) => (table.Number, e));
    }
}
