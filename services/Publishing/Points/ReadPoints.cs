using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Publishing.Points;

/// <summary>A point, with the sentence it makes.</summary>
public sealed record PointNotice(
    Guid Id, long Version, Guid EditionId, int? RoundTable, Quantifier Quantifier, string Subject, string Statement, int? Paragraph, string Sentence)
{
    internal static PointNotice Of(Point point) => new(
        point.Id, point.Version, point.EditionId, point.RoundTable, point.Quantifier, point.Subject, point.Statement, point.Paragraph, point.Sentence());
}

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
    }
}
