using Forum.Contracts.Registration;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Scheduling.RoundTables;

/// <summary>A round table as anybody may see it: which participants have a seat, and nothing of persons.</summary>
/// <param name="Topic">Null when not known.</param>
public sealed record TablePlan(
    Guid Id, long Version, Guid EditionId, int Number, string? Topic, Guid MeetingId, int Capacity, IReadOnlyList<SeatedParticipant> Seats)
{
    internal static TablePlan Of(RoundTable table) => new(
        table.Id,
        table.Version,
        table.EditionId,
        table.Number,
        table.Topic,
        table.MeetingId,
        table.Capacity,
        [.. table.Seats.Select(seat => new SeatedParticipant(seat.Participant, seat.Category, seat.Group))]);
}

/// <summary>A participant that holds a seat.</summary>
/// <param name="Participant">Code on the list of the edition.</param>
public sealed record SeatedParticipant(string Participant, ParticipantCategory Category, RegionalGroup? Group);

/// <summary>The round tables of an edition by number, and each of them.</summary>
public static class ReadRoundTables
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/round-tables", async (Guid edition, int? after, int? limit, IQuerySession session, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var last = after ?? 0;
                var found = await session.Query<RoundTable>()
                    .Where(table => table.EditionId == edition && table.Number > last)
                    .OrderBy(table => table.Number)
                    .Take(most + 1)
                    .ToListAsync(ct);
                return Page.Of([.. found.Select(TablePlan.Of)], most, plan => plan.Number.ToString());
            })
            .AllowAnonymous()
            .WithName("ListRoundTables")
            .WithSummary("Lists the round tables with the participants that have a seat")
            .WithTags("Round tables");

        routes.MapGet("/round-tables/{id:guid}", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var plan = TablePlan.Of(await session.Require<RoundTable>(id, ct));
                return new Versioned<TablePlan>(plan, plan.Version);
            })
            .AllowAnonymous()
            .WithName("ReadRoundTable")
            .WithSummary("Shows a round table with the participants that have a seat")
            .WithTags("Round tables");
    }
}
