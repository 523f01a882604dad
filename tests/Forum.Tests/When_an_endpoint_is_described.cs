using System.Reflection;
using Forum.Hosting.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Tests;

/// <summary>What all endpoints of the services do alike, read from the endpoints themselves.</summary>
[Collection<StoriesOfFourServices>]
public sealed class When_an_endpoint_is_described(FourServices forum)
{
    public static TheoryData<string> Services => [.. Infrastructure.Services];

    /// <summary>A page answers by itself; wrapped into another answer it would be written without its <c>Link</c>.</summary>
    [Theory, MemberData(nameof(Services))]
    public void a_page_says_where_it_goes_on(string service) =>
        Endpoints(service).Where(endpoint => Answer(endpoint) is { IsGenericType: true } answer && answer.GetGenericTypeDefinition() == typeof(Ok<>)
            && answer.GetGenericArguments()[0] is { IsGenericType: true } value && value.GetGenericTypeDefinition() == typeof(Page<>))
            .ShouldBeEmpty("return the page itself instead of TypedResults.Ok(page)");

    private IEnumerable<RouteEndpoint> Endpoints(string service) =>
        forum.Of(service).GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    private static Type? Answer(RouteEndpoint endpoint)
    {
        var type = endpoint.Metadata.GetMetadata<MethodInfo>()?.ReturnType;
        return type is { IsGenericType: true } && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>)) ? type.GetGenericArguments()[0] : type;
    }
}
