using System.Net;
using System.Text;
using Forum.Kit;

namespace Forum.Tests;

/// <summary>authorization-matrix.csv says of every endpoint who may call it. It is written by hand and read in every review; an endpoint without a line fails.</summary>
[Collection<StoriesOfFourServices>]
public sealed class When_somebody_calls_an_endpoint(FourServices forum)
{
    private const string Head = "service,method,route,allowed";
    private static readonly string[] Roles = ["organizer", "delegation", "notetaker", "operator", "service"];
    private static readonly string[] Table = File.ReadAllLines(Repository.Path("tests", "Forum.Tests", "authorization-matrix.csv"));

    public static TheoryData<string> Endpoints => [.. Table.Skip(1)];

    [Fact]
    public void the_table_says_who_may_as_the_services_do()
    {
        Table[0].ShouldBe(Head);
        var said = Infrastructure.Services.SelectMany(service => EndpointAccess.Of(service, forum.Of(service)))
            .Select(endpoint => endpoint.ToString())
            .Order(StringComparer.Ordinal)
            .GroupBy(line => line.Split(',')[0])
            .OrderBy(group => Infrastructure.Services.ToList().IndexOf(group.Key))
            .SelectMany(group => group);
        string.Join('\n', Table.Skip(1)).ShouldBe(string.Join('\n', said));
    }

    [Theory, MemberData(nameof(Endpoints))]
    public async Task who_may_is_answered_and_who_may_not_is_turned_away(string line)
    {
        var endpoint = EndpointAccess.Read(line);
        foreach (var role in Roles.Prepend(null))
        {
            using var client = forum.Client(endpoint.Service, role, role is "delegation" ? "FRA" : null);
            using var request = new HttpRequestMessage(endpoint.Method is "*" ? HttpMethod.Get : HttpMethod.Parse(endpoint.Method), endpoint.Address());
            if (endpoint.Method is "POST" or "PUT" or "PATCH")
                request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            using var answer = await client.SendAsync(request);
            var who = role ?? EndpointAccess.Anonymous;
            if (endpoint.Allows(role))
                answer.StatusCode.ShouldNotBeOneOf([HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden], who);
            else
                answer.StatusCode.ShouldBe(role is null ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden, who);
        }
    }
}
