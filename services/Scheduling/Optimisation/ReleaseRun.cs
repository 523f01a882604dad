using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Optimiser.Instances;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Meetings;
using Forum.Scheduling.RoundTables;
using Marten;

namespace Forum.Scheduling.Optimisation;

/// <summary>
/// Lets what a run came to hold: its seats are given and its meetings moved, all at once or nothing. When the edition has changed since the run was asked for, nothing is done,
/// and it is said what has changed: a run over it as it stands takes moments, and starts from the same.
/// </summary>
public sealed record ReleaseRun
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/optimisation-runs/{id:guid}/release", async (Guid id, ExpectedVersion expected, ReleaseRun? command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var editionId = (await session.Require<OptimisationRun>(id, ct)).EditionId
                    ?? throw new Refusal("no-edition", "The problem was posed without an edition; there is nothing to release it into.");
                var edition = (await session.RequireEdition(editionId, ct)).MustBeOpen();
                await session.TakeTurn(editionId, ct);
                var stream = await session.Events.FetchForWriting<OptimisationRun>(id, ct);
                var version = stream.CurrentVersion ?? 0;
                if (version != expected.Value)
                    throw new StaleVersion(expected.Value, version);

                var run = stream.Aggregate!.MustBeReleasable();
                var asked = (await session.Paper(id, RunPaper.Question, ct)).Read<AskForRun>();
                var arrangement = (await session.Paper(id, RunPaper.Solution, ct)).Read<Solution>().Arrangement!;
                var programme = await Programme.Read(session, editionId, ct);
                var now = edition.Now(time);
                await MustStandAsAsked(session, run, asked, edition, programme, time, ct);

                var moved = asked.Part is RunPart.Seats ? [] : Placements.Of(arrangement, EditionProblem.Slots(asked, edition, programme, now), programme);
                await session.Move(moved, programme, edition, now, ct);
                var seats = 0;
                if (asked.Part is not RunPart.Timetable)
                {
                    var plan = await session.Require<SeatingPlan>(SeatingPlan.IdOf(editionId), ct);
                    var proof = run.Parts.Find(part => part.Part == "seats");
                    var origin = new AllocationOrigin(run.InstanceHash, proof?.Seed ?? 0, proof?.Method ?? "", proof?.Optimal is true, id);
                    var (released, _) = await session.ReleaseSeats(
                        editionId, new ExpectedVersion(plan.Version), time, _ => new SeatAllocation(EditionInstance.Seats(arrangement), origin), view => view.HeldWhen(moved), ct);
                    seats = released.Given + released.Taken;
                }

                stream.AppendMany(run.Release(seats, moved.Count, time.GetUtcNow()));
                await session.SaveChangesAsync(ct);
                return new Changed(version + 1);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ReleaseRun))
            .WithTags("Optimiser");

    /// <exception cref="Refusal">The edition has changed since.</exception>
    private static async Task MustStandAsAsked(
        IDocumentSession session, OptimisationRun run, AskForRun asked, KnownEdition edition, Programme programme, TimeProvider time, CancellationToken ct)
    {
        var view = await session.PlannedSeats(edition.Id, news: null, time, ct);
        var now = EditionProblem.Of(asked, edition, programme, view, edition.Now(time));
        if (InstanceJson.Hash(now) == run.InstanceHash)
            return;
        var then = (await session.Paper(run.Id, RunPaper.Instance, ct)).Read<Instance>();
        throw new Refusal("edition-moved-on", $"The edition is not any more what the run arranged. {EditionProblem.Moved(then, now)} Ask for a new run, which starts from what holds.");
    }
}
