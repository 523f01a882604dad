using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Publishing.Points;

/// <summary>A point, with the sentence it makes.</summary>
/// <param name="Topic">Under which it stands with others; null for a point that was recorded by hand.</param>
/// <param name="IsCounted">False where how many held it is not in the source, or not counted yet.</param>
public sealed record PointNotice(
    Guid Id, long Version, Guid EditionId, int? RoundTable, string? Topic, Quantifier Quantifier, string Subject, string Statement, int? Paragraph, string Sentence, bool IsCounted)
{
    internal static PointNotice Of(Point point) => new(
        point.Id, point.Version, point.EditionId, point.RoundTable, point.Wording?.Topic, point.Quantifier, point.Subject, point.Statement, point.Paragraph, point.Sentence(), point.Counts is not null);
}

/// <summary>The counts of a point and the word that they carry.</summary>
/// <param name="Policy">Number of the policy's version.</param>
/// <param name="Strongest">Null when nobody supported it.</param>
/// <param name="Allowed">The strongest, and what is weaker: what a writer may choose.</param>
/// <param name="Confirmed">Whether the chair has confirmed a consensus.</param>
public sealed record PointCounts(Counts Counts, int Policy, Quantifier? Strongest, Quantifier Quantifier, IReadOnlyList<Quantifier> Allowed, bool Confirmed);

/// <summary>The points of an edition, in the order in which they were recorded. They are working papers until a summary that holds them is issued.</summary>
public static class ReadPoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/points", async (Guid edition, Guid? after, int? limit, IQuerySession session, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var points = session.Query<Point>().Where(point => point.EditionId == edition);
                if (after is { } last)
                    points = points.Where(point => point.Id.CompareTo(last) > 0);
                var found = await points.OrderBy(point => point.Id).Take(most + 1).ToListAsync(ct);
                return Page.Of([.. found.Select(PointNotice.Of)], most, notice => notice.Id.ToString());
            })
            .Allow(Role.NoteTaker, Role.Organizer)
            .WithName("ListPoints")
            .WithSummary("Lists the points that were made at an edition")
            .WithTags("Points");

        routes.MapGet("/points/{id:guid}", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var notice = PointNotice.Of(await session.Require<Point>(id, ct));
                return new Versioned<PointNotice>(notice, notice.Version);
            })
            .Allow(Role.NoteTaker, Role.Organizer)
            .WithName("ReadPoint")
            .WithSummary("Shows a point")
            .WithTags("Points");

        routes.MapGet("/points/{id:guid}/counts", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var point = await session.Require<Point>(id, ct);
                if (point.Counts is not { } counts)
                    throw new Missing("count of point", id);
                var table = (await session.Policy(point.Policy, ct)).Table;
                return new Versioned<PointCounts>(
                    new PointCounts(counts, point.Policy, Quantifying.Strongest(counts, table, point.Confirmed), point.Quantifier, Quantifying.Allowed(counts, table, point.Confirmed), point.Confirmed),
                    point.Version);
            })
            .Allow(Role.Organizer)
            .WithName("ReadPointCounts")
            .WithSummary("Shows the counts of a point and the quantifiers that they carry; for the secretariat only")
            .WithTags("Points");
    }
}
