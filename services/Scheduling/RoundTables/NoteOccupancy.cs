using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;
using Meeting = Forum.Scheduling.Meetings.Meeting;

namespace Forum.Scheduling.RoundTables;

/// <summary>
/// Notes who sat at a round table and whose seat stayed empty, as the secretariat or a note-taker of the meeting saw it: while it sits and afterwards, and as often as it takes. Whoever
/// is not named stays as it was noted before. It is a record and nothing follows from it: participation is voluntary, a seat at a table that sits is given to nobody else, and no other
/// count is derived from it (domain rules G5, S4 and R10).
/// </summary>
public sealed record NoteOccupancy
{
    /// <summary>Codes of participants who sit, or sat, on their seats.</summary>
    [MaxLength(500)]
    public required IReadOnlyList<string> Occupied { get; init; }

    /// <summary>Codes of participants whose seats stayed empty.</summary>
    [MaxLength(500)]
    public required IReadOnlyList<string> NoShow { get; init; }

    /// <exception cref="Refusal">The meeting has not been convened, somebody is named twice, or holds no seat.</exception>
    public IEnumerable<object> Decide(RoundTable table, MeetingState state, DateTimeOffset now)
    {
        if (state is MeetingState.Planned or MeetingState.Cancelled)
            throw new Refusal("meeting-not-convened", "Who sits there is noted from the time at which the meeting is called to order.");
        if (Occupied.Concat(NoShow).CountBy(participant => participant, StringComparer.Ordinal).Any(named => named.Value > 1))
            throw new Refusal("named-twice", "Name each participant once, and in one of the lists.", "noShow");
        return [.. Noted(Occupied, nameof(Occupied), true, table, now), .. Noted(NoShow, nameof(NoShow), false, table, now)];
    }

    private static IEnumerable<object> Noted(IEnumerable<string> participants, string list, bool occupied, RoundTable table, DateTimeOffset now)
    {
        foreach (var (participant, at) in participants.Select((participant, at) => (participant, at)))
        {
            var seat = table.Seats.Find(seat => seat.Participant == participant)
                ?? throw new Refusal("no-seat", "Those are noted who hold a seat at the table.", $"{char.ToLowerInvariant(list[0])}{list[1..]}[{at}]");
            if (table.Occupancy.TryGetValue(seat.DelegationId, out var known) && known == occupied)
                continue;
            yield return occupied ? new SeatOccupied(seat.DelegationId, now) : new SeatNotTakenUp(seat.DelegationId, now);
        }
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/round-tables/{id:guid}/occupancy", async (Guid id, ExpectedVersion expected, NoteOccupancy command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var known = await session.Require<RoundTable>(id, ct);
                var edition = await session.OpenEdition(known.EditionId, ct);
                var meeting = await session.Require<Meeting>(known.MeetingId, ct);
                return await session.Decide<RoundTable>(id, expected, table => command.Decide(table, meeting.Entry.State, edition.Now(time)), ct);
            })
            .Allow(Role.Organizer, Role.NoteTaker)
            .WithName(nameof(NoteOccupancy))
            .WithTags("Seats");
}

/// <summary>How it stands with a seat that is held.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HeldSeatState>))]
public enum HeldSeatState
{
    /// <summary>It is held; whether its holder sat there has not been noted.</summary>
    Confirmed,

    /// <summary>Its holder sits, or sat, there.</summary>
    Occupied,

    /// <summary>It stayed empty.</summary>
    NoShow,
}

/// <summary>The seats of a table that are held, and who sat there: for the secretariat and its note-takers, since who was in the room is not told elsewhere.</summary>
/// <param name="Occupied">How many are noted as occupied.</param>
/// <param name="NoShow">How many are noted as empty.</param>
/// <param name="NotNoted">Of how many nothing is noted.</param>
/// <param name="Items">In the order in which seats were given.</param>
public sealed record TableOccupancy(Guid RoundTableId, int RoundTable, long Version, int Occupied, int NoShow, int NotNoted, IReadOnlyList<SeatHeld> Items)
{
    public static TableOccupancy Of(RoundTable table)
    {
        SeatHeld[] seats = [.. table.Seats.Select(seat => new SeatHeld(seat.DelegationId, seat.Participant, seat.Category, table.StateOf(seat.DelegationId)))];
        return new TableOccupancy(table.Id, table.Number, table.Version, Count(HeldSeatState.Occupied), Count(HeldSeatState.NoShow), Count(HeldSeatState.Confirmed), seats);

        int Count(HeldSeatState state) => seats.Count(seat => seat.State == state);
    }
}

/// <summary>A seat that a delegation holds.</summary>
public sealed record SeatHeld(Guid DelegationId, string Participant, ParticipantCategory Category, HeldSeatState State);

/// <summary>Shows who sat at a round table, and whose seat stayed empty.</summary>
public static class ReadOccupancy
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/round-tables/{id:guid}/occupancy", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var table = TableOccupancy.Of(await session.Require<RoundTable>(id, ct));
                return new Versioned<TableOccupancy>(table, table.Version);
            })
            .Allow(Role.Organizer, Role.NoteTaker)
            .WithName(nameof(ReadOccupancy))
            .WithTags("Seats");
}
