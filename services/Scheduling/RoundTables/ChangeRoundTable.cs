using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Meetings;
using Marten;

namespace Forum.Scheduling.RoundTables;

/// <summary>
/// Gives a round table another topic, or more or fewer seats: all of it is given, what stays as it is, too. Seats that it gains are offered to who waits. When it loses seats that
/// are held, no other seat moves: offers are taken back first, then those lose theirs who draw on flex seats, from the end of the published order, and wait again.
/// </summary>
public sealed record ChangeRoundTable
{
    /// <summary>What it discusses; null when not known.</summary>
    [StringLength(500, MinimumLength = 3)]
    public required string? Topic { get; init; }

    /// <summary>Seats at the table, all categories together.</summary>
    [Range(1, 10_000)]
    public required int Capacity { get; init; }

    /// <summary>Seats behind the table, for advisers, who do not take the floor.</summary>
    [Range(0, 10_000)]
    public required int AdviserSeats { get; init; }

    /// <exception cref="Refusal">The table is over, or its room is too small.</exception>
    public IEnumerable<object> Decide(RoundTable table, Programme programme, DateTimeOffset now)
    {
        programme.Meetings.FirstOrDefault(meeting => meeting.Id == table.MeetingId)?.MustBeToBeHeld();
        if (table.Advisers.Count > AdviserSeats)
            throw new Refusal("adviser-seats-taken", $"{table.Advisers.Count} advisers sit behind the table. Leave as many seats, or let delegations know that their advisers cannot come.", "adviserSeats");
        programme.MustSeat(table.MeetingId, programme.Tables.Where(other => other.MeetingId == table.MeetingId && other.Id != table.Id).Sum(other => other.Capacity + other.AdviserSeats) + Capacity + AdviserSeats);
        if ((Topic, Capacity, AdviserSeats) != (table.Topic, table.Capacity, table.AdviserSeats))
            yield return new RoundTableChanged(Topic, Capacity, AdviserSeats, now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/round-tables/{id:guid}", async (Guid id, ExpectedVersion expected, ChangeRoundTable command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = await session.OpenEdition((await session.Require<RoundTable>(id, ct)).EditionId, ct);
                await session.TakeTurn(edition.Id, ct);
                var programme = await Programme.Read(session, edition.Id, ct);
                var table = programme.Tables.Single(table => table.Id == id);
                if (table.Version != expected.Value)
                    throw new StaleVersion(expected.Value, table.Version);
                object[] events = [.. command.Decide(table, programme, edition.Now(time))];
                var moved = events.Length == 0 ? 0 : await session.BringSeatsIntoLine(edition.Id, table, events, time, ct);
                await session.SaveChangesAsync(ct);
                return new Changed(table.Version + moved);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ChangeRoundTable))
            .WithTags("Round tables");
}
