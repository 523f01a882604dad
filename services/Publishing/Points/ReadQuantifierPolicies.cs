using System.Globalization;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Publishing.Points;

/// <summary>A version of the policy, for its readers.</summary>
/// <param name="Number">From 1; the highest holds.</param>
/// <param name="PublishedAt">World time; null for version 1, which came with the forum.</param>
public sealed record QuantifierPolicyNotice(int Number, QuantifierTable Table, string Reason, DateTimeOffset? PublishedAt)
{
    internal static QuantifierPolicyNotice Of(QuantifierPolicy policy) => new(policy.Number, policy.Table, policy.Reason, policy.PublishedAt);
}

/// <summary>The versions of the quantifier policy, first to last. Each is public, so that every quantifier in a summary can be worked out again.</summary>
public static class ReadQuantifierPolicies
{
    /// <summary>The version that holds now.</summary>
    internal static async Task<QuantifierPolicy> PolicyInForce(this IQuerySession session, CancellationToken ct) =>
        await session.Query<QuantifierPolicy>().OrderByDescending(policy => policy.Number).FirstOrDefaultAsync(ct) ?? QuantifierPolicy.First;

    /// <summary>A version by its number; for 0, of what was not counted yet, the one that holds now.</summary>
    internal static async Task<QuantifierPolicy> Policy(this IQuerySession session, int number, CancellationToken ct) => number switch
    {
        0 => await session.PolicyInForce(ct),
        1 => QuantifierPolicy.First,
        _ => await session.Query<QuantifierPolicy>().FirstOrDefaultAsync(policy => policy.Number == number, ct) ?? throw new Missing("quantifier policy", number),
    };

    /// <summary>All versions by number.</summary>
    internal static async Task<IReadOnlyDictionary<int, QuantifierPolicy>> Policies(this IQuerySession session, CancellationToken ct) =>
        (await session.Query<QuantifierPolicy>().ToListAsync(ct)).Append(QuantifierPolicy.First).ToDictionary(policy => policy.Number);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/quantifier-policies", async (int? after, int? limit, IQuerySession session, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var last = after ?? 0;
                var published = await session.Query<QuantifierPolicy>().Where(policy => policy.Number > last).OrderBy(policy => policy.Number).Take(most + 1).ToListAsync(ct);
                var found = last < 1 ? published.Prepend(QuantifierPolicy.First).Take(most + 1) : published;
                return Page.Of([.. found.Select(QuantifierPolicyNotice.Of)], most, policy => policy.Number.ToString(CultureInfo.InvariantCulture));
            })
            .AllowAnonymous()
            .WithName("ListQuantifierPolicies")
            .WithSummary("Lists the versions of the quantifier policy")
            .WithTags("Quantifiers");

        routes.MapGet("/quantifier-policies/{number:int}", async (int number, IQuerySession session, CancellationToken ct) =>
            {
                var policy = number > 0 ? await session.Policy(number, ct) : throw new Missing("quantifier policy", number);
                return new Versioned<QuantifierPolicyNotice>(QuantifierPolicyNotice.Of(policy), policy.Number);
            })
            .AllowAnonymous()
            .WithName("ReadQuantifierPolicy")
            .WithSummary("Shows a version of the quantifier policy")
            .WithTags("Quantifiers");
    }
}
