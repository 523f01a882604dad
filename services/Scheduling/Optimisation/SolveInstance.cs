using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Store;
using Forum.Optimiser.Instances;
using Marten;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Forum.Scheduling.Optimisation;

/// <summary>
/// Solves a problem that says all by itself, without any edition: who wishes to sit where, how many seats there are and for whom, and which sessions are to find a slot and a
/// room. What is solved within <c>wait</c> seconds is answered at once (200); else the run goes on and the answer says where it is (202), to be followed at its <c>live</c>.
/// </summary>
public sealed record SolveInstance
{
    /// <summary>In bytes: some 100,000 participants with six wishes each.</summary>
    public const int LargestBody = 64 * 1024 * 1024;

    /// <summary>The problem.</summary>
    public required Instance Instance { get; init; }

    /// <summary>Seconds that the search may take.</summary>
    [Range(1, 3_600)]
    public int Seconds { get; init; } = 10;

    /// <summary>Of every random choice of the search for a timetable; the lot of the seats has its own, <c>policy.seed</c>.</summary>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; } = 1;

    /// <exception cref="Refusal">The problem contradicts itself, or is larger than what is solved here.</exception>
    public void MustBeSound()
    {
        if (Validation.Flaws(Instance) is { Count: > 0 } flaws)
            throw new Refusal("flawed-instance", "The problem contradicts itself, or is too large: errors says where.") { Fields = [.. flaws.Select(flaw => ($"instance.{flaw.Field}", flaw.Problem))] };
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/instances", async Task<Results<SolvedInstance, Accepted<RunShown>>> (
                [Range(0, 60), Description("Seconds to wait for the result before it is said where the run goes on; 10 when it is not said.")] int? wait, SolveInstance command, IDocumentSession session, IDocumentStore store, RunWatch watch, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                command.MustBeSound();
                var run = await session.Ask(editionId: null, command.Instance, command.Seconds, command.Seed, time.GetUtcNow(), ct);
                var moment = await Ended(store, watch, run, TimeSpan.FromSeconds(wait ?? 10), time, ct);
                var location = $"{http.Request.PathBase}/optimisation-runs/{run}";
                if (!moment.Run.HasEnded)
                    return TypedResults.Accepted(location, moment.Shown());
                http.Response.Headers.ContentLocation = location;
                await using var reading = store.QuerySession();
                return new SolvedInstance(moment.Shown(), await reading.LoadAsync<RunPaper>(RunPaper.IdOf(run, RunPaper.Solution), ct));
            })
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .Allow(Role.Organizer)
            .WithName(nameof(SolveInstance))
            .WithTags("Optimiser");

    /// <summary>The run once it has ended, or as it stands after so long.</summary>
    private static async Task<RunMoment> Ended(IDocumentStore store, RunWatch watch, Guid id, TimeSpan wait, TimeProvider time, CancellationToken ct)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            var stirring = watch.Stirring();
            await using var session = store.QuerySession();
            var moment = await RunMoment.Find(session, id, ct) ?? throw new Missing("run", id);
            var left = wait - time.GetElapsedTime(since);
            if (moment.Run.HasEnded || left <= TimeSpan.Zero)
                return moment;
            await watch.Rest(stirring, left < Look ? left : Look, ct);
        }
    }

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
}
