using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Forum.Hosting.Http.Describing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Forum.Hosting.Http;

/// <summary>The answer to a change that was made: 204, with the version that now holds as <c>ETag</c>.</summary>
public sealed record Changed(long Version) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status204NoContent;
        httpContext.Response.Headers.ETag = ExpectedVersion.Tag(Version);
        return Task.CompletedTask;
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Describe(StatusCodes.Status204NoContent, typeof(void), "ETag");
}

/// <summary>The answer to a change that has more to say than that it was made: 200, with the version that now holds as <c>ETag</c>.</summary>
public sealed record ChangedTo<T>(T Value, long Version) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ETag = ExpectedVersion.Tag(Version);
        return httpContext.Response.WriteAsJsonAsync(Value, httpContext.RequestAborted);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Describe(StatusCodes.Status200OK, typeof(T), "ETag");
}

/// <summary>The answer to a creation: 201, with address and <c>ETag</c> of what was made. Its address is relative to the service.</summary>
public sealed record Started(Guid Id, long Version, string Location) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        Announce(httpContext);
        return httpContext.Response.WriteAsJsonAsync(new StartedBody(Id, Version), httpContext.RequestAborted);
    }

    /// <summary>Writes all but the body.</summary>
    internal void Announce(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.Headers.Location = http.Request.PathBase + Location;
        http.Response.Headers.ETag = ExpectedVersion.Tag(Version);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Describe(StatusCodes.Status201Created, typeof(StartedBody), "ETag", "Location");
}

/// <summary>What was made, and at which version it stands.</summary>
public sealed record StartedBody(Guid Id, long Version);

/// <summary>A resource with its version: 200 with <c>ETag</c>, or 304 when the caller has that version already.</summary>
public sealed record Versioned<T>(T Value, long Version) : IResult, IEndpointMetadataProvider
{
    /// <summary>What is shown also moves with time or with a neighbour, so that the version alone does not say that it is the same.</summary>
    public bool Moves { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var tag = ExpectedVersion.Tag(Version);
        httpContext.Response.Headers.ETag = tag;
        if (!Moves && httpContext.Request.Headers.IfNoneMatch == tag)
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return httpContext.Response.WriteAsJsonAsync(Value, httpContext.RequestAborted);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Describe(StatusCodes.Status200OK, typeof(T), "ETag");
        builder.Describe(StatusCodes.Status304NotModified, typeof(void), "ETag");
    }
}

/// <summary>A stretch of a list, in the order of the list.</summary>
/// <param name="Items"></param>
/// <param name="Next">Give it as <c>after</c> to read on; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>
/// The answer to the question for a list: 200 with a page, or 304 when the caller has that page already; where it goes on is said by
/// <c>Link: rel="next"</c>, too (RFC 8288). A page has no version: its ETag is drawn from what is in it.
/// </summary>
public sealed record Listed<T>(Page<T> Page) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var json = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var body = JsonSerializer.SerializeToUtf8Bytes(Page, json);
        var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"";
        httpContext.Response.Headers.ETag = tag;
        if (httpContext.Request.Headers.IfNoneMatch == tag)
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        if (Page.Next is { } next)
            httpContext.Response.Headers.Link = NextLink.To(httpContext.Request, next);
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        return httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Describe(StatusCodes.Status200OK, typeof(Page<T>), "ETag", "Link");
        builder.Describe(StatusCodes.Status304NotModified, typeof(void), "ETag");
    }
}

/// <summary>Says in the document how a route answers.</summary>
internal static class DescribedAnswer
{
    public static void Describe(this EndpointBuilder builder, int status, Type body, params string[] headers)
    {
        builder.Metadata.Add(body == typeof(void) ? new ProducesResponseTypeMetadata(status, body) : new ProducesResponseTypeMetadata(status, body, ["application/json"]));
        builder.Metadata.Add(new AnswersWith(status, headers));
    }
}

/// <summary>Makes pages.</summary>
public static class Page
{
    /// <summary>How many items a page has when the caller does not say, and at most.</summary>
    public const int Usual = 100, Most = 1_000;

    /// <summary>Makes a page of one item more than was asked for, which tells whether there is a next one.</summary>
    public static Listed<T> Of<T>(IReadOnlyList<T> oneMore, int limit, Func<T, string> cursor) =>
        new(oneMore.Count > limit ? new Page<T>([.. oneMore.Take(limit)], cursor(oneMore[limit - 1])) : new Page<T>(oneMore, null));
}
