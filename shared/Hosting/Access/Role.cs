using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace Forum.Hosting.Access;

/// <summary>The roles that a token may carry, as they are written in it.</summary>
public static class Role
{
    /// <summary>The secretariat: programme, approvals, publication.</summary>
    public const string Organizer = "organizer";

    /// <summary>A delegation's own people and systems; acts for the participant named by the claim <c>delegation</c> only.</summary>
    public const string Delegation = "delegation";

    public const string NoteTaker = "notetaker";

    /// <summary>Watches traces, lag and error queues; sees no personal data.</summary>
    public const string Operator = "operator";

    public const string Service = "service";

    /// <summary>Opens a route to callers who have one of the roles. A route that nothing opens is closed.</summary>
    public static TBuilder Allow<TBuilder>(this TBuilder route, params string[] roles) where TBuilder : IEndpointConventionBuilder =>
        route.RequireAuthorization(new AuthorizeAttribute { Roles = string.Join(',', roles) });
}
