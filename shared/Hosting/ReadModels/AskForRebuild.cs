using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;
using Marten.Linq.MatchesSql;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Forum.Hosting.ReadModels;

/// <summary>
/// Rebuilds a read model from its events while it is read and written to: beside it, and put in its place at one instant. With <c>onlyCompare</c> nothing is replaced; the
/// answer then says whether what is read equals the events.
/// </summary>
public sealed record AskForRebuild
{
    /// <summary>Name of the read model, e.g. <c>delegation</c>; <c>GET /read-models</c> lists them.</summary>
    [RegularExpression("^[a-z][a-z-]{1,58}[a-z]$"), StringLength(60, MinimumLength = 3)]
    public required string ReadModel { get; init; }

    /// <summary>Why, for who looks it up later.</summary>
    [StringLength(1_000, MinimumLength = 3)]
    public required string Reason { get; init; }

    public bool OnlyCompare { get; init; }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/rebuilds", async (
                AskForRebuild command, Caller caller, Snapshots snapshots, Rebuilder rebuilder, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                if (snapshots.Named(command.ReadModel) is null)
                    throw new Refusal("unknown-read-model", "No read model of that name is folded from this service's events. GET /read-models lists those that are.", "readModel");
                await session.TakeTurn($"rebuild/{command.ReadModel}", ct);
                if ((await session.Query<Rebuild>().Where(rebuild => rebuild.ReadModel == command.ReadModel && rebuild.EndedAt == null).ToListAsync(ct)).Count > 0)
                    throw new Refusal("rebuild-under-way", "This read model is being rebuilt already. Wait until that is done.", "readModel") { TakenByAnother = true };

                var now = time.GetUtcNow();
                var asked = new Rebuild
                {
                    Id = Guid.CreateVersion7(now),
                    ReadModel = command.ReadModel,
                    OnlyCompare = command.OnlyCompare,
                    Reason = command.Reason,
                    AskedBy = caller.Subject,
                    AskedAt = now,
                };
                session.Insert(asked);
                var made = await session.Made(http, new Started(asked.Id, 1, $"/rebuilds/{asked.Id}"), ct);
                rebuilder.Wake();
                return made;
            })
            .Allow(Role.Operator)
            .AcceptsIdempotencyKey<AskForRebuild>()
            .WithName(nameof(AskForRebuild))
            .WithTags("Operations");

        routes.MapGet("/rebuilds", async (Guid? after, int? limit, IQuerySession session, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                IQueryable<Rebuild> rebuilds = session.Query<Rebuild>();
                if (after is { } last)
                    rebuilds = rebuilds.Where(rebuild => rebuild.MatchesSql("d.id < ?", last));
                return Page.Of(await rebuilds.OrderByDescending(rebuild => rebuild.Id).Take(most + 1).ToListAsync(ct), most, rebuild => rebuild.Id.ToString());
            })
            .Allow(Role.Operator)
            .WithName("ListRebuilds")
            .WithSummary("Lists the rebuilds of read models, the latest first.")
            .WithTags("Operations");

        routes.MapGet("/rebuilds/{id:guid}", async (Guid id, IQuerySession session, CancellationToken ct) => TypedResults.Ok(await session.Require<Rebuild>(id, ct)))
            .Allow(Role.Operator)
            .WithName("ReadRebuild")
            .WithSummary("Shows how far a rebuild is, or what came of it.")
            .WithTags("Operations");
    }
}
