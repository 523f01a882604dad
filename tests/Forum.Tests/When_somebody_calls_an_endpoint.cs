using System.Net;
using System.Text;
using Forum.Kit;

namespace Forum.Tests;

/// <summary>authorization-matrix.csv says of every endpoint who may call it. It is written by hand and read in every review; an endpoint without a line fails.</summary>
[Collection<StoriesOfFourServices>]
public sealed class When_somebody_calls_an_endpoint(FourServices forum, Entrance entrance) : IClassFixture<Entrance>
{
    private const string Head = "service,method,route,allowed";
    private static readonly string[] Roles = ["organizer", "delegation", "notetaker", "operator", "service"];
    private static readonly string[] Table = File.ReadAllLines(Repository.Path("tests", "Forum.Tests", "authorization-matrix.csv"));

    public static TheoryData<string> EndpointsOfServices => [.. Table.Skip(1).Where(line => Infrastructure.Services.Contains(EndpointAccess.Read(line).Service))];

    public static TheoryData<string> EndpointsOfEntrance => [.. Table.Skip(1).Where(line => Entrance.Services.Contains(EndpointAccess.Read(line).Service))];

    [Fact]
    public void the_table_says_who_may_as_the_services_do()
    {
        var said = Infrastructure.Services.Select(service => EndpointAccess.Of(service, forum.Of(service)))
            .Concat(Entrance.Services.Select(service => EndpointAccess.Of(service, entrance.Of(service))))
            .SelectMany(endpoints => endpoints)
            .Select(endpoint => endpoint.ToString())
            .ToArray();
        said.Except(Table).ShouldBeEmpty("these endpoints are not in the table, or not with these callers");
        Table.Except(said).ShouldBe([Head], "these lines of the table say what no service says");
        Table.ShouldBeUnique();
    }

    [Theory, MemberData(nameof(EndpointsOfServices))]
    public async Task who_may_is_answered_and_who_may_not_is_turned_away(string line)
    {
        var endpoint = EndpointAccess.Read(line);
        foreach (var role in Roles.Prepend(null))
        {
            using var client = forum.Client(endpoint.Service, role, role is "delegation" ? "FRA" : null);
            var status = await Call(client, endpoint);
            var who = role ?? EndpointAccess.Anonymous;
            if (endpoint.Allows(role))
                status.ShouldNotBeOneOf([HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden], who);
            else
                status.ShouldBe(role is null ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden, who);
        }
    }

    [Theory, MemberData(nameof(EndpointsOfEntrance))]
    public async Task who_has_not_signed_in_is_answered_or_sent_to_do_so(string line)
    {
        var endpoint = EndpointAccess.Read(line);
        using var client = entrance.Client(endpoint.Service);
        var status = await Call(client, endpoint);
        if (endpoint.Allows(null))
            status.ShouldNotBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden);
        else
            status.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.Found);
    }

    private static async Task<HttpStatusCode> Call(HttpClient client, EndpointAccess endpoint)
    {
        using var request = new HttpRequestMessage(endpoint.Method is "*" ? HttpMethod.Get : HttpMethod.Parse(endpoint.Method), endpoint.Address());
        if (endpoint.Method is "POST" or "PUT" or "PATCH")
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
