using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.Releases;

/// <summary>The releases of an edition's programme, each of them, and what is different between two. They are public.</summary>
public static class ReadReleases
{
    private const string Tag = "Releases";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/editions/{id:guid}/releases", async (Guid id, int? after, int? limit, IQuerySession session, CancellationToken ct) =>
            {
                await session.RequireEdition(id, ct);
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var programme = await session.LoadAsync<ProgrammeOfWork>(ProgrammeOfWork.IdOf(id), ct);
                var releases = (programme?.Releases ?? []).Where(release => release.Number > (after ?? 0)).Take(most + 1);
                return Page.Of([.. releases], most, release => release.Number.ToString());
            })
            .AllowAnonymous()
            .WithName("ListReleases")
            .WithSummary("Lists the releases of the programme, oldest first, with what each of them changed")
            .WithTags(Tag);

        routes.MapGet("/editions/{id:guid}/releases/latest", async (Guid id, HttpContext http, IQuerySession session, CancellationToken ct) =>
            {
                await session.RequireEdition(id, ct);
                var release = await session.LatestRelease(id, ct) ?? throw new Missing("release", "latest");
                http.Response.Headers.CacheControl = "public, no-cache";
                return new Versioned<ReleasedProgramme>(release, release.Number);
            })
            .AllowAnonymous()
            .WithName("ReadLatestRelease")
            .WithSummary("Shows the programme of work that holds")
            .WithTags(Tag);

        routes.MapGet("/editions/{id:guid}/releases/{number:int}", async (Guid id, int number, HttpContext http, IQuerySession session, CancellationToken ct) =>
            {
                var release = await session.RequireRelease(id, number, ct);
                Keep(http);
                return new Versioned<ReleasedProgramme>(release, release.Number);
            })
            .AllowAnonymous()
            .WithName("ReadRelease")
            .WithSummary("Shows a release of the programme, whichever holds now")
            .WithTags(Tag);

        routes.MapGet("/editions/{id:guid}/releases/{number:int}/difference", async (Guid id, int number, int? from, HttpContext http, IQuerySession session, CancellationToken ct) =>
            {
                var (older, after) = (from ?? number - 1, await session.RequireRelease(id, number, ct));
                var before = older == 0 ? null : await session.RequireRelease(id, older, ct);
                Keep(http);
                return new Versioned<ProgrammeDifference>(Difference(before, after), number);
            })
            .AllowAnonymous()
            .WithName("CompareReleases")
            .WithSummary("Says what is different between a release and an earlier one, by default the one before; 0 stands for the time before the first")
            .WithTags(Tag);

        routes.MapGet("/editions/{id:guid}/programme-days", async (Guid id, IQuerySession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = await session.RequireEdition(id, ct);
                return TypedResults.Ok(new ProgrammeDays(DayOfProgramme.Of(edition, edition.Now(time))));
            })
            .AllowAnonymous()
            .WithName("ListProgrammeDays")
            .WithSummary("Shows the days of the edition, and from when on each of them is frozen")
            .WithTags(Tag);
    }

    private static ProgrammeDifference Difference(ReleasedProgramme? before, ReleasedProgramme after)
    {
        // Newer names win.
        var names = (before?.Participants ?? []).Concat(after.Participants).GroupBy(participant => participant.Code).ToDictionary(same => same.Key, same => same.Last().Name, StringComparer.Ordinal);
        var neighbours = before?.Number == after.Number - 1;
        return new ProgrammeDifference(after.EditionId, before?.Number, after.Number,
        [
            .. ProgrammeDifference.Between(before?.Meetings ?? [], after.Meetings, new WordsOfChange(names)).Select(change => change with
            {
                Late = neighbours ? after.Meetings.Find(meeting => meeting.Id == change.MeetingId)!.LateChanges.Exists(late => late.Release == after.Number) : null,
            }),
        ]);
    }

    /// <summary>What was released never changes: whoever has it need not ask again.</summary>
    private static void Keep(HttpContext http) => http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
}

/// <summary>The days of an edition.</summary>
public sealed record ProgrammeDays(IReadOnlyList<DayOfProgramme> Items);
