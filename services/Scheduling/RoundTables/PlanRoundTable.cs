using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Meetings;
using Marten;

namespace Forum.Scheduling.RoundTables;

/// <summary>Sets up a round table: its topic, its seats and the meeting at which it sits.</summary>
public sealed record PlanRoundTable
{
    public required Guid EditionId { get; init; }

    /// <summary>Among the round tables of the edition, from 1; given once.</summary>
    [Range(1, 999)]
    public required int Number { get; init; }

    /// <summary>What it discusses; null when not known.</summary>
    [StringLength(500, MinimumLength = 3)]
    public string? Topic { get; init; }

    /// <summary>A meeting of the kind RoundTable.</summary>
    public required Guid MeetingId { get; init; }

    /// <summary>Seats at the table, all categories together.</summary>
    [Range(1, 10_000)]
    public required int Capacity { get; init; }

    /// <summary>Seats behind the table, for advisers, who do not take the floor.</summary>
    [Range(0, 10_000)]
    public int AdviserSeats { get; init; }

    /// <exception cref="Refusal">The meeting is none of this edition's, not one of a round table, called off, or in a room that is too small.</exception>
    public IEnumerable<object> Decide(Guid id, Programme programme, DateTimeOffset now)
    {
        var meeting = programme.Meetings.FirstOrDefault(meeting => meeting.Id == MeetingId);
        if (meeting is null || meeting.Entry.EditionId != EditionId || meeting.Entry.Kind is not MeetingKind.RoundTable)
            throw new Refusal("not-a-round-table-meeting", $"There is no meeting {MeetingId} of the kind RoundTable in this edition. Plan it first.", "meetingId");
        meeting.MustBeToBeHeld();
        programme.MustSeat(MeetingId, programme.Tables.Where(table => table.MeetingId == MeetingId).Sum(table => table.Capacity + table.AdviserSeats) + Capacity + AdviserSeats);
        yield return new RoundTablePlanned(id, EditionId, Number, Topic, MeetingId, Capacity, now, AdviserSeats);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/round-tables", async (PlanRoundTable command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var edition = await session.OpenEdition(command.EditionId, ct);
                // In the edition's turn: the room of the meeting may be changed at the same instant.
                await session.TakeTurn(edition.Id, ct);
                var programme = await Programme.Read(session, edition.Id, ct);
                var id = Guid.CreateVersion7();
                return await session.WithReserved(
                    $"round-table/{command.EditionId:N}/{command.Number}",
                    () => new Refusal("round-table-number-taken", $"There is a round table {command.Number} in this edition already.", "number"),
                    () => session.Start<RoundTable>(http, id, command.Decide(id, programme, edition.Now(time)), $"/round-tables/{id}", ct),
                    ct);
            })
            .AcceptsIdempotencyKey<PlanRoundTable>()
            .Allow(Role.Organizer)
            .WithName(nameof(PlanRoundTable))
            .WithTags("Round tables");
}
