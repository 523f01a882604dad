using System.Reflection;
using Forum.Hosting.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Forum.Registration.Delegations;

/// <summary>The answer to a change that waits for the secretariat's approval: 202, with the amendment's id.</summary>
public sealed record Proposed(Guid AmendmentId, long Version) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status202Accepted;
        httpContext.Response.Headers.ETag = ExpectedVersion.Tag(Version);
        return httpContext.Response.WriteAsJsonAsync(new ProposedBody(AmendmentId, Version), httpContext.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status202Accepted, typeof(ProposedBody), ["application/json"]));
}

/// <summary>Which amendment waits, and at which version the delegation stands.</summary>
public sealed record ProposedBody(Guid AmendmentId, long Version);
