using System.Runtime.CompilerServices;
using System.Security.Claims;
using Forum.Hosting.Store;
using Microsoft.AspNetCore.Http;

namespace Forum.Hosting.Access;

/// <summary>Who asks, as the token says.</summary>
/// <param name="Subject">The token's subject; "anonymous" when there is no token.</param>
/// <param name="Delegation">Code of the participant that the caller acts for, e.g. <c>FRA</c>; null when for none.</param>
/// <param name="Roles"></param>
public sealed record Caller(string Subject, string? Delegation, IReadOnlySet<string> Roles)
{
    /// <summary>What was read from tokens that are kept, too (<see cref="ValidatedTokens"/>): it is asked for several times a request.</summary>
    private static readonly ConditionalWeakTable<ClaimsPrincipal, Caller> Known = [];

    public static ValueTask<Caller?> BindAsync(HttpContext http, System.Reflection.ParameterInfo parameter) => ValueTask.FromResult<Caller?>(From(http.User));

    public bool Is(string role) => Roles.Contains(role);

    /// <summary>True when the caller may act for the participant: as the secretariat, or as its own delegation.</summary>
    public bool MayActFor(string participant) =>
        Is(Role.Organizer) || (Is(Role.Delegation) && string.Equals(Delegation, participant, StringComparison.Ordinal));

    /// <summary>Another delegation's object does not exist, as far as the caller can tell.</summary>
    /// <exception cref="Missing">The caller may not act for the participant.</exception>
    public void MustActFor(string participant, string what, object id)
    {
        if (!MayActFor(participant))
            throw new Missing(what, id);
    }

    public static Caller From(ClaimsPrincipal user) => user.Identity is { IsAuthenticated: true } ? Known.GetValue(user, static user => Read(user)) : Read(user);

    private static Caller Read(ClaimsPrincipal user) => new(
        user.FindFirstValue("sub") ?? "anonymous",
        user.FindFirstValue("delegation"),
        user.FindAll(ForumAccess.RoleClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal));
}
