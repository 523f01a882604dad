using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Marten;

namespace Forum.Registration.People;

/// <summary>Who was erased, by id, oldest first. Kept outside the store's backups it says what to erase again after one is restored. No person is in it.</summary>
public static class ListErasures
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/erasures", async (Guid? after, int? limit, IQuerySession session, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                IQueryable<Erasure> erasures = session.Query<Erasure>();
                if (after is { } last)
                    erasures = erasures.Where(erasure => erasure.Id.CompareTo(last) > 0);
                return Page.Of(await erasures.OrderBy(erasure => erasure.Id).Take(most + 1).ToListAsync(ct), most, erasure => erasure.Id.ToString());
            })
            .Allow(Role.Organizer, Role.Operator)
            .WithName(nameof(ListErasures))
            .WithTags("People");
}
