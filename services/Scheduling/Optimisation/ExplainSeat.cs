using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
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
/// Why a delegation has no seat at a table, what it would take, and what would be if something were otherwise. To the organizer: who would have to move, in the draft of a run or as
/// seats are held now. To a delegation: of its own wish alone and as seats are held now; how many others would have to move, and not who.
/// </summary>
public static class ExplainSeat
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/optimisation-runs/{id:guid}/seats/explanation", async (
                Guid id, [StringLength(200, MinimumLength = 1)] string participant, [StringLength(200, MinimumLength = 1), Description("The table, as the problem calls it: the number of a round table.")] string table, IQuerySession session, SolvingProcess solving, CancellationToken ct) =>
            {
                var (asked, instance, names) = await session.AboutRun(id, participant, table, ct);
                return (await Ask(solving, instance, asked, ct)).Seat!.With(names);
            })
            .Allow(Role.Organizer)
            .WithName("ExplainSeatOfRun")
            .WithSummary("Why a participant has no seat at a table in what a run came to, and who would have to move")
            .WithTags("Optimiser");

        routes.MapGet("/optimisation-runs/{id:guid}/seats/what-if", async (
                Guid id, [StringLength(200, MinimumLength = 1)] string participant, [StringLength(200, MinimumLength = 1), Description("The table, as the problem calls it: the number of a round table.")] string table, Supposition suppose, IQuerySession session, SolvingProcess solving, CancellationToken ct) =>
            {
                var (asked, instance, names) = await session.AboutRun(id, participant, table, ct);
                return (await Ask(solving, instance, asked with { Supposed = suppose }, ct)).Supposed!.With(names);
            })
            .Allow(Role.Organizer)
            .WithName("SupposeOfRun")
            .WithSummary("What a run would have come to if a participant sat at a table, had wished for it first or been nominated for it, or if the table had a seat more")
            .WithTags("Optimiser");

        routes.MapGet("/delegations/{id:guid}/seats/{number:int}/explanation", async (Guid id, int number, Caller caller, IQuerySession session, SolvingProcess solving, TimeProvider time, CancellationToken ct) =>
            {
                var (delegation, view) = await session.SeatsAsPlanned(id, caller, time, ct);
                var instance = EditionInstance.Of(view);
                var answer = (await Ask(solving, Packed(instance), About(id, number) with { Arrangement = Held(view, instance) }, ct)).Seat!;
                return caller.Is(Role.Organizer) ? answer.With(await session.NamesOf(delegation.Delegation.EditionId, ct)) : answer.ForItself();
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName("ExplainSeatOfDelegation")
            .WithSummary("Why a delegation has no seat at a round table as seats are held now, and what it would take")
            .WithTags("Optimiser");

        routes.MapGet("/delegations/{id:guid}/seats/{number:int}/what-if", async (Guid id, int number, Supposition suppose, Caller caller, IQuerySession session, SolvingProcess solving, TimeProvider time, CancellationToken ct) =>
            {
                var (delegation, view) = await session.SeatsAsPlanned(id, caller, time, ct);
                // What seats would come to is not told before it is settled: who knows it can still change its wishes, and others cannot.
                if (!caller.Is(Role.Organizer) && view.Plan.Release is null)
                    throw new Refusal("seats-not-given", "Seats were not given yet. What would be if something were otherwise is told afterwards.");
                var instance = EditionInstance.Of(view);
                var asked = About(id, number) with { Supposed = suppose, MostWishes = view.Plan.Rules.Choices };
                if (suppose is Supposition.Seated)
                    asked = asked with { Arrangement = Held(view, instance) };
                else
                    instance = instance with { Previous = null, Policy = instance.Policy with { KeepSeats = false } };
                var answer = (await Ask(solving, Packed(instance), asked, ct)).Supposed!;
                return caller.Is(Role.Organizer)
                    ? answer.With(await session.NamesOf(delegation.Delegation.EditionId, ct))
                    : answer.ForItself(asked.Participant!, asked.Table!, delegation.Delegation.Participant);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName("SupposeOfDelegation")
            .WithSummary("What would be if a delegation sat at a round table, had wished for it first or been nominated for it, or if the table had a seat more")
            .WithDescription("Being seated is asked of the seats as they are held now. The others are asked of seats as if they were given for the first time, by all wishes as they stand: what is held now is taken from nobody for them. A delegation is told of its own seats alone, once seats were given.")
            .WithTags("Optimiser");
    }

    private static ExplanationAsked About(Guid delegationId, int number) => new(Participant: EditionInstance.Id(delegationId), Table: number.ToString(CultureInfo.InvariantCulture));

    private static byte[] Packed(Instance instance) => RunPaper.Of(Guid.Empty, "", instance).Content;

    private static Arrangement Held(SeatsInView view, Instance instance) => new()
    {
        Seats =
        [
            .. view.Tables.SelectMany(table => table.Value.Table.Seats, (table, seat) => new Seat(EditionInstance.Id(seat.DelegationId), table.Key.ToString(CultureInfo.InvariantCulture)))
                .Where(seat => instance.Tables.Any(table => table.Id == seat.Table)),
        ],
    };

    /// <summary>The question about what a run came to, the problem, and codes of participants by how it calls them.</summary>
    /// <exception cref="Refusal">The run came to no arrangement.</exception>
    /// <exception cref="Missing">There is no such run or participant.</exception>
    private static async Task<(ExplanationAsked Asked, byte[] Instance, IReadOnlyDictionary<string, string> Names)> AboutRun(this IQuerySession session, Guid id, string participant, string table, CancellationToken ct)
    {
        var run = await session.Require<OptimisationRun>(id, ct);
        var instance = await session.Paper(id, RunPaper.Instance, ct);
        var arrangement = (await session.Paper(id, RunPaper.Solution, ct)).Read<Solution>().Arrangement ?? throw new Refusal("no-result", "The run came to no arrangement.");
        var asked = new ExplanationAsked(arrangement, participant, table);
        if (run.EditionId is not { } editionId)
            return (asked, instance.Content, new Dictionary<string, string>());
        var names = await session.NamesOf(editionId, ct);
        var of = names.FirstOrDefault(name => name.Value == participant).Key ?? throw new Missing("delegation of", participant);
        return (asked with { Participant = of, MostWishes = (await session.LoadAsync<SeatingPlan>(SeatingPlan.IdOf(editionId), ct))?.Rules.Choices }, instance.Content, names);
    }

    /// <exception cref="Missing">There is no such delegation, or it is another's.</exception>
    /// <exception cref="Refusal">The edition has no seating plan.</exception>
    private static async Task<(KnownDelegation Delegation, SeatsInView View)> SeatsAsPlanned(this IQuerySession session, Guid id, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var delegation = await session.LoadAsync<KnownDelegation>(id, ct) ?? throw new Missing("delegation", id);
        caller.MustActFor(delegation.Delegation.Participant, "delegation", id);
        return (delegation, await session.PlannedSeats(delegation.Delegation.EditionId, news: null, time, ct)
            ?? throw new Refusal("seating-not-planned", "Seats are given in the order of receipt: who came earlier has them."));
    }

    /// <exception cref="Refusal">The participant or the table is not there, or there was no answer in time.</exception>
    private static async Task<Explained> Ask(SolvingProcess solving, byte[] instance, ExplanationAsked asked, CancellationToken ct)
    {
        try
        {
            return await solving.Explain(asked, instance, ct);
        }
        catch (SolvingFailed failed)
        {
            throw new Refusal("no-explanation", failed.Message);
        }
    }

    /// <summary>Codes of participants by how a problem calls them.</summary>
    internal static async Task<IReadOnlyDictionary<string, string>> NamesOf(this IQuerySession session, Guid editionId, CancellationToken ct) =>
        (await session.Query<KnownDelegation>().Where(known => known.Delegation.EditionId == editionId).ToListAsync(ct)).ToDictionary(known => EditionProblem.Id(known.Id), known => known.Delegation.Participant, StringComparer.Ordinal);

    private static SeatExplained With(this SeatExplained answer, IReadOnlyDictionary<string, string> names) =>
        answer with { Sentences = answer.Sentences.With(names), Chain = answer.Chain.With(names) };

    private static SeatSupposed With(this SeatSupposed answer, IReadOnlyDictionary<string, string> names) =>
        answer with { Sentences = answer.Sentences.With(names), Moves = answer.Moves.With(names) };

    private static string[] With(this IReadOnlyList<string> sentences, IReadOnlyDictionary<string, string> names) =>
        [.. sentences.Select(sentence => names.Aggregate(sentence, (said, name) => said.Replace(name.Key, name.Value, StringComparison.Ordinal)))];

    private static MoveOfSeat[] With(this IReadOnlyList<MoveOfSeat> moves, IReadOnlyDictionary<string, string> names) =>
        [.. moves.Select(move => move with { Participant = names.GetValueOrDefault(move.Participant, move.Participant) })];

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
