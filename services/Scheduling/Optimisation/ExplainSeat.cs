using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Store;
using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Seats;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.RoundTables;
using Marten;
using Seat = Forum.Optimiser.Instances.Seat;

namespace Forum.Scheduling.Optimisation;

/// <summary>
/// Why a delegation has no seat at a table, and what it would take. To the organizer: who would have to move, in the draft of a run or as seats are held now. To a delegation: of its
/// own wish alone and as seats are held now; how many others would have to move, and not who.
/// </summary>
public static class ExplainSeat
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/optimisation-runs/{id:guid}/seats/explanation", async (
                Guid id, [StringLength(200, MinimumLength = 1)] string participant, [StringLength(200, MinimumLength = 1), Description("The table, as the problem calls it: the number of a round table.")] string table, IQuerySession session, SolvingProcess solving, CancellationToken ct) =>
            {
                var run = await session.Require<OptimisationRun>(id, ct);
                var instance = await session.Paper(id, RunPaper.Instance, ct);
                var arrangement = (await session.Paper(id, RunPaper.Solution, ct)).Read<Solution>().Arrangement ?? throw new Refusal("no-result", "The run came to no arrangement.");
                if (run.EditionId is null)
                    return (await Ask(solving, instance.Content, arrangement, participant, table, ct)).Seat!;
                var names = await session.NamesOf(run.EditionId.Value, ct);
                var of = names.FirstOrDefault(name => name.Value == participant).Key ?? throw new Missing("delegation of", participant);
                return (await Ask(solving, instance.Content, arrangement, of, table, ct)).Seat!.With(names);
            })
            .Allow(Role.Organizer)
            .WithName("ExplainSeatOfRun")
            .WithSummary("Why a participant has no seat at a table in what a run came to, and who would have to move")
            .WithTags("Optimiser");

        routes.MapGet("/delegations/{id:guid}/seats/{number:int}/explanation", async (Guid id, int number, Caller caller, IQuerySession session, SolvingProcess solving, TimeProvider time, CancellationToken ct) =>
            {
                var delegation = await session.LoadAsync<KnownDelegation>(id, ct) ?? throw new Missing("delegation", id);
                caller.MustActFor(delegation.Delegation.Participant, "delegation", id);
                var view = await session.PlannedSeats(delegation.Delegation.EditionId, news: null, time, ct)
                    ?? throw new Refusal("seating-not-planned", "Seats are given in the order of receipt: who came earlier has them.");
                var instance = EditionInstance.Of(view);
                var held = new Arrangement { Seats = [.. view.Tables.SelectMany(table => table.Value.Table.Seats, (table, seat) => new Seat(EditionInstance.Id(seat.DelegationId), table.Key.ToString(System.Globalization.CultureInfo.InvariantCulture))).Where(seat => instance.Tables.Any(table => table.Id == seat.Table))] };
                var answer = (await Ask(solving, RunPaper.Of(Guid.Empty, "", instance).Content, held, EditionInstance.Id(id), number.ToString(System.Globalization.CultureInfo.InvariantCulture), ct)).Seat!;
                return caller.Is(Role.Organizer) ? answer.With(await session.NamesOf(delegation.Delegation.EditionId, ct)) : answer.ForItself();
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName("ExplainSeatOfDelegation")
            .WithSummary("Why a delegation has no seat at a round table as seats are held now, and what it would take")
            .WithTags("Optimiser");
    }

    /// <exception cref="Refusal">The participant or the table is not there, or there was no answer in time.</exception>
    private static async Task<Explained> Ask(SolvingProcess solving, byte[] instance, Arrangement arrangement, string participant, string table, CancellationToken ct)
    {
        try
        {
            return await solving.Explain(new ExplanationAsked(arrangement, participant, table), instance, ct);
        }
        catch (SolvingFailed failed)
        {
            throw new Refusal("no-explanation", failed.Message);
        }
    }

    /// <summary>Codes of participants by how a problem calls them.</summary>
    internal static async Task<IReadOnlyDictionary<string, string>> NamesOf(this IQuerySession session, Guid editionId, CancellationToken ct) =>
        (await session.Query<KnownDelegation>().Where(known => known.Delegation.EditionId == editionId).ToListAsync(ct)).ToDictionary(known => EditionProblem.Id(known.Id), known => known.Delegation.Participant, StringComparer.Ordinal);

    private static SeatExplained With(this SeatExplained answer, IReadOnlyDictionary<string, string> names) => answer with
    {
        Sentences = [.. answer.Sentences.Select(sentence => names.Aggregate(sentence, (said, name) => said.Replace(name.Key, name.Value, StringComparison.Ordinal)))],
        Chain = [.. answer.Chain.Select(move => move with { Participant = names.GetValueOrDefault(move.Participant, move.Participant) })],
    };

    /// <summary>Nothing of what others wish for, or where they sit.</summary>
    private static SeatExplained ForItself(this SeatExplained answer)
    {
        var others = answer.Chain.Skip(1).Select(move => move.Participant).Distinct().Count();
        return answer with
        {
            Sentences = [answer.Verdict switch
            {
                Verdict.Seated => "The delegation has a seat there.",
                Verdict.Barred => "The delegation did not wish for the table, holds as many seats as it asks for there, or its people sit elsewhere at that time.",
                Verdict.Full => "The seats that it could draw on are held, and nobody there can make room.",
                Verdict.Outranked => $"It could be seated there if {others} other{(others == 1 ? "" : "s")} moved, and that would be worse by the published order of aims: price says by which.",
                Verdict.Open => "It could have the seat at no cost to anybody.",
            }],
            Chain = [],
        };
    }
}
