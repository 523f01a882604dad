using System.Reflection;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Forum.Hosting.Events;

/// <summary>What a service announced, oldest first, for systems that follow along. A delegation's own systems see what concerns it and what is public.</summary>
public static class ReadEvents
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/events", async (long? after, int? limit, Caller caller, EventFeed feed, CancellationToken ct) =>
            {
                var stretch = await feed.Read(Math.Max(after ?? 0, 0), Math.Clamp(limit ?? Page.Usual, 1, Page.Most), caller.ReadsFor(), ct);
                return new EventsRead(new EventPage([.. stretch.Items.Select(CloudEvent.Of)], stretch.Position.ToString(), stretch.More));
            })
            .Allow(Role.Organizer, Role.Operator, Role.Service, Role.Delegation)
            .WithName(nameof(ReadEvents))
            .WithTags("Events");

    /// <summary>The participant whose announcements the caller may follow; null for who may follow all of them.</summary>
    internal static string? ReadsFor(this Caller caller) =>
        caller.Is(Role.Organizer) || caller.Is(Role.Operator) || caller.Is(Role.Service) ? null : caller.Delegation ?? "";
}

/// <summary>A stretch of the feed.</summary>
/// <param name="Items"></param>
/// <param name="Next">Give it as <c>after</c> to read on, now or later; it stands there at the end, too.</param>
/// <param name="More">True when there is more to be read already.</param>
public sealed record EventPage(IReadOnlyList<CloudEvent> Items, string Next, bool More);

/// <summary>The answer: 200 with a stretch, or 304 when the caller has it already.</summary>
internal sealed record EventsRead(EventPage Page) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ETag = $"\"{Page.Next}{(Page.More ? "+" : "")}\"";
        if (httpContext.Request.Headers.IfNoneMatch == response.Headers.ETag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        if (Page.More)
            response.Headers.Link = NextLink.To(httpContext.Request, Page.Next);
        return response.WriteAsJsonAsync(Page, httpContext.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Describe(StatusCodes.Status200OK, typeof(EventPage), "ETag", "Link");
        builder.Describe(StatusCodes.Status304NotModified, typeof(void), "ETag");
    }
}
