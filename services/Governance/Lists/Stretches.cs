using System.Linq.Expressions;
using Forum.Hosting.Http;
using Marten;

namespace Forum.Governance.Lists;

/// <summary>Something that ought to be otherwise and holds nothing up.</summary>
/// <param name="Code">Stable, in kebab case.</param>
/// <param name="Message">What it is and what may be done about it.</param>
public sealed record Warning(string Code, string Message);

/// <summary>Lists are read stretch by stretch, by id, which is the order in which things were made.</summary>
internal static class Stretches
{
    public static async Task<Listed<TShown>> Stretch<T, TShown>(
        this IQueryable<T> all, Expression<Func<T, Guid>> id, Guid? after, int? limit, Func<T, TShown> show, CancellationToken ct) where T : notnull
    {
        var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
        if (after is { } last)
        {
            var behind = Expression.GreaterThan(Expression.Call(id.Body, nameof(Guid.CompareTo), null, Expression.Constant(last)), Expression.Constant(0));
            all = all.Where(Expression.Lambda<Func<T, bool>>(behind, id.Parameters));
        }

        var found = await all.OrderBy(id).Take(most + 1).ToListAsync(ct);
        var idOf = id.Compile();
        var page = Page.Of(found, most, item => idOf(item).ToString()).Page;
        return new Listed<TShown>(new Page<TShown>([.. page.Items.Select(show)], page.Next));
    }
}
