namespace Forum.Identity;

/// <summary>
/// What a token may be limited to: reading from one of the services, or reading and writing there. Scopes take away and never give: roles still say what the bearer may.
/// A token without any of them is limited by its roles only.
/// </summary>
public static class ForumScopes
{
    public static IReadOnlyList<string> Known { get; } =
        [.. new[] { "governance", "registration", "scheduling", "publishing", "operations" }.SelectMany(service => new[] { $"{service}:read", $"{service}:write" })];

    /// <summary>What a client may ask for: whoever may write may ask for less; whoever has no limit may ask for any.</summary>
    public static IEnumerable<string> Within(IReadOnlyList<string> scopes) => scopes.Count == 0
        ? Known
        : scopes.Concat(scopes.Select(scope => scope.Replace(":write", ":read", StringComparison.Ordinal))).Distinct(StringComparer.Ordinal);

    public static void Check(string where, IReadOnlyList<string> scopes)
    {
        if (scopes.Except(Known, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw new InvalidOperationException($"{where}__Scopes: there is no scope '{unknown}'; the scopes are {string.Join(", ", Known)}.");
    }
}
