using System.Net;
using System.Net.Http.Json;

namespace Forum.Operations.Tests;

/// <summary>What rests and what was traced is for operators: nobody else reads it, sends it again or puts it away.</summary>
public sealed class When_somebody_else_asks(OperationsFixture operations) : IClassFixture<OperationsFixture>
{
    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("organizer", HttpStatusCode.Forbidden)]
    [InlineData("delegation", HttpStatusCode.Forbidden)]
    [InlineData("notetaker", HttpStatusCode.Forbidden)]
    [InlineData("service", HttpStatusCode.Forbidden)]
    public async Task they_are_turned_away(string? role, HttpStatusCode expected)
    {
        var caller = operations.Service.As(role, role is "delegation" ? "FRA" : null);
        foreach (var path in new[] { "/fault-groups", "/faults", "/replays", "/acts", "/queues", "/telemetry", $"/traces/{new string('a', 32)}", $"/journeys/{Guid.CreateVersion7()}" })
        {
            using var answer = await caller.GetAsync(new Uri(path, UriKind.Relative));
            answer.StatusCode.ShouldBe(expected, path);
        }

        foreach (var path in new[] { "/replays", "/faults/discards" })
        {
            using var answer = await caller.PostAsJsonAsync(path, new { selected = new { all = true }, reason = "It is mended." });
            answer.StatusCode.ShouldBe(expected, path);
        }
    }
}
