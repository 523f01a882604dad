using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;

namespace Forum.Registration.Tests;

public sealed class When_registrations_come_thick_and_fast(RegistrationFixture fixture) : IClassFixture<RegistrationFixture>
{
    [Fact]
    public async Task each_takes_one_commit_and_nothing_else_while_the_edition_is_at_hand()
    {
        var organizer = fixture.Service.As("organizer");
        var edition = await fixture.Edition();
        await organizer.Register(Requests.Body(edition, "BEL"));

        var trace = ActivityTraceId.CreateRandom();
        var commands = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == trace && span.Source.Name == "Npgsql")
                    commands.Enqueue($"{span.DisplayName} {span.GetTagItem("db.query.text")}");
            },
        };
        ActivitySource.AddActivityListener(listener);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/delegations") { Content = JsonContent.Create(Requests.Body(edition)), Headers = { { "traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01" } } };
        using var created = await organizer.SendAsync(request);
        created.EnsureSuccessStatusCode();
        commands.Count.ShouldBe(1, string.Join('\n', commands));
    }
}
