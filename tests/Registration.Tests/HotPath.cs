using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using Forum.Kit;
using Forum.Registration.Delegations;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Registration.Tests;

public sealed class When_registrations_come_thick_and_fast
{
    [Fact]
    public async Task each_takes_one_commit_and_nothing_else_while_the_edition_is_at_hand()
    {
        await using var database = await TestDatabase.Create("registration");
        await using var issuer = await TestIssuer.Start();
        // On a crowded machine a second may pass between two requests; here none does.
        await using var service = await new TestService<Delegation>(database, issuer, time: new StandingStill()).UntilStoreIsReady();
        var edition = Guid.CreateVersion7();
        await using (var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            session.TryUpdateRevision(Story.Edition(id: edition), 2);
            await session.SaveChangesAsync();
        }

        var organizer = service.As("organizer");
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

    /// <summary>Tells the time, and measures none.</summary>
    private sealed class StandingStill : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
