using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Optimiser.Instances;
using Forum.Scheduling.Delegations;
using Marten;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Meeting = Forum.Scheduling.Meetings.Meeting;
using Room = Forum.Scheduling.Rooms.Room;

namespace Forum.Scheduling.Optimisation;

/// <summary>
/// The runs of the optimiser, the newest first, and each of them. <c>live</c> sends the same as server-sent events: first as it stands, then whenever it is further. Each event
/// <c>run</c> has an id: whoever comes back with it in <c>Last-Event-ID</c> and has seen the end is answered 204, which tells a browser not to come back. An event
/// <c>heartbeat</c> every ten seconds says that nothing is new.
/// </summary>
public static class ReadRuns
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10), Retry = TimeSpan.FromSeconds(2), Look = TimeSpan.FromMilliseconds(500);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/optimisation-runs", async (Guid? edition, Guid? after, int? limit, IQuerySession session, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var runs = session.Query<OptimisationRun>().AsQueryable();
                if (edition is { } of)
                    runs = runs.Where(run => run.EditionId == of);
                if (after is { } last)
                    runs = runs.Where(run => run.Id.CompareTo(last) < 0);
                var found = await runs.OrderByDescending(run => run.Id).Take(most + 1).ToListAsync(ct);
                var work = await session.LoadManyAsync<RunAtWork>(ct, [.. found.Where(run => !run.HasEnded).Select(run => run.Id)]);
                return Page.Of([.. found.Select(run => RunShown.Of(run, work.FirstOrDefault(at => at.Id == run.Id)))], most, run => run.Id.ToString());
            })
            .Allow(Role.Organizer)
            .WithName("ListRuns")
            .WithSummary("Lists the runs of the optimiser, the newest first")
            .WithTags("Optimiser");

        routes.MapGet("/optimisation-runs/{id:guid}", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var moment = await Require(session, id, ct);
                // How far it is stands beside its stream.
                return new Versioned<RunShown>(moment.Shown(), moment.Run.Version) { Moves = true };
            })
            .Allow(Role.Organizer)
            .WithName("ReadRun")
            .WithSummary("Shows a run: what was asked for, how far it is, what came of it")
            .WithTags("Optimiser");

        routes.MapGet("/optimisation-runs/{id:guid}/live", async Task<Results<ServerSentEventsResult<RunShown>, NoContent>> (
                Guid id, [FromHeader(Name = "Last-Event-ID")] string? seen, IQuerySession session, IDocumentStore store, RunWatch watch, TimeProvider time, HttpContext http,
                IHostApplicationLifetime host, CancellationToken ct) =>
            {
                var moment = await Require(session, id, ct);
                if (moment.Run.HasEnded && string.Equals(seen, moment.Id, StringComparison.Ordinal))
                    return TypedResults.NoContent();
                http.Response.Headers["X-Accel-Buffering"] = "no";
                return TypedResults.ServerSentEvents(Send(store, watch, moment, time, host.ApplicationStopping, ct));
            })
            .Allow(Role.Organizer)
            .WithName("FollowRun")
            .WithSummary("Sends a run whenever it is further")
            .WithTags("Optimiser");

        routes.MapGet("/optimisation-runs/{id:guid}/instance", (Guid id, IQuerySession session, CancellationToken ct) => Paper<Instance>(session, id, RunPaper.Instance, ct))
            .Allow(Role.Organizer)
            .WithName("ReadInstance")
            .WithSummary("The problem that a run solves, as it was posed or as the edition's records had it")
            .WithTags("Optimiser");

        routes.MapGet("/optimisation-runs/{id:guid}/solution", (Guid id, IQuerySession session, CancellationToken ct) => Paper<Solution>(session, id, RunPaper.Solution, ct))
            .Allow(Role.Organizer)
            .WithName("ReadSolution")
            .WithSummary("What a run came to: seats and timetable with their proofs, or why there is none")
            .WithTags("Optimiser");

        routes.MapGet("/optimisation-runs/{id:guid}/comparison", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var run = await session.Require<OptimisationRun>(id, ct);
                var comparison = (await session.Paper(run.Id, RunPaper.Comparison, ct)).Read<RunComparison>();
                return run.EditionId is { } edition ? await session.InWordsOf(edition, comparison, ct) : comparison;
            })
            .Allow(Role.Organizer)
            .WithName("CompareRun")
            .WithSummary("Sets what a run came to beside registration order, round robin and the previous release, and says who gains and who loses")
            .WithTags("Optimiser");
    }

    private static async Task<RunMoment> Require(IQuerySession session, Guid id, CancellationToken ct) =>
        await RunMoment.Find(session, id, ct) ?? throw new Missing("run", id);

    private static async Task<StoredJson<T>> Paper<T>(IQuerySession session, Guid id, string which, CancellationToken ct)
    {
        var run = await session.Require<OptimisationRun>(id, ct);
        return new StoredJson<T>(await session.Paper(run.Id, which, ct));
    }

    /// <summary>By the codes of participants and the names of rooms, where the problem has ids.</summary>
    private static async Task<RunComparison> InWordsOf(this IQuerySession session, Guid editionId, RunComparison comparison, CancellationToken ct)
    {
        var codes = (await session.Query<KnownDelegation>().Where(known => known.Delegation.EditionId == editionId).ToListAsync(ct)).ToDictionary(known => EditionProblem.Id(known.Id), known => known.Delegation.Participant);
        var meetings = (await session.Query<Meeting>().Where(meeting => meeting.Entry.EditionId == editionId).ToListAsync(ct)).ToDictionary(meeting => EditionProblem.Id(meeting.Id), meeting => meeting.Entry.Named());
        var rooms = await session.Query<Room>().Where(room => room.EditionId == editionId).ToListAsync(ct);
        return comparison with
        {
            Gains = [.. comparison.Gains.Select(Named)],
            Loses = [.. comparison.Loses.Select(Named)],
            SessionsMoved = [.. comparison.SessionsMoved.Select(moved => new PlacedOtherwise(meetings.GetValueOrDefault(moved.Session, moved.Session), InRoom(moved.Before), InRoom(moved.After)))],
        };

        ServedOtherwise Named(ServedOtherwise served) => served with { Participant = codes.GetValueOrDefault(served.Participant, served.Participant) };
        string? InRoom(string? place) => rooms.Aggregate(place, (said, room) => said?.Replace(EditionProblem.Id(room.Id), room.Name, StringComparison.Ordinal));
    }

    private static async IAsyncEnumerable<SseItem<RunShown>> Send(
        IDocumentStore store, RunWatch watch, RunMoment first, TimeProvider time, CancellationToken stopping, [EnumeratorCancellation] CancellationToken ct)
    {
        // An open stream must not hold up the end of the service.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct, stopping);
        var (moment, shown, told) = (first, "", 0L);
        while (true)
        {
            if (!string.Equals(moment.Id, shown, StringComparison.Ordinal))
            {
                (shown, told) = (moment.Id, time.GetTimestamp());
                yield return new SseItem<RunShown>(moment.Shown(), "run") { EventId = moment.Id, ReconnectionInterval = Retry };
            }
            else if (time.GetElapsedTime(told) >= Heartbeat)
            {
                told = time.GetTimestamp();
                yield return new SseItem<RunShown>(moment.Shown(), "heartbeat");
            }

            if (moment.Run.HasEnded)
                yield break;
            var stirring = watch.Stirring();
            await watch.Rest(stirring, Look, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ending.IsCancellationRequested)
                yield break;
            await using var session = store.QuerySession();
            moment = await RunMoment.Find(session, first.Run.Id, CancellationToken.None) ?? moment;
        }
    }
}
