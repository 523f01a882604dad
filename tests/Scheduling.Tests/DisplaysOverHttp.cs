using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Forum.Kit;
using Forum.Scheduling.Floors;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Scheduling.Tests;

[Collection<Convening>]
public sealed class When_a_room_display_follows_the_floor(SchedulingFixture fixture) : At_a_meeting(fixture)
{
    [Fact]
    public async Task it_is_shown_the_floor_and_each_change_also_when_the_other_replica_made_it()
    {
        var edition = await Fixture.Edition();
        await Inscribe(edition, "CHL", "KEN");
        var meeting = await Convene(edition);
        using var client = Fixture.Replica.As(null);
        await using var display = await Display.Of(client, meeting);
        var first = await display.Next();
        (first.EventType, first.Data.Text("change"), first.Data.Text("state")).ShouldBe(("floor", "Snapshot", "Free"));
        first.ReconnectionInterval.ShouldBe(TimeSpan.FromSeconds(2));

        await Desk(meeting, "speakers", new { limitSeconds = 420 });
        await Desk(meeting, "start");
        await Desk(meeting, "pause");
        await Desk(meeting, "end");
        var changes = new List<SseItem<JsonElement>>();
        while (changes.Count == 0 || changes[^1].Data.Text("change") != "Ended")
            changes.Add(await display.Next());
        changes.Select(change => change.Data.Text("change")).ShouldBe(["Given", "Started", "Paused", "Ended"]);
        changes.Select(change => change.Data.Text("state")).ShouldBe(["Given", "Speaking", "Paused", "Free"]);
        changes.Select(change => change.Data.GetProperty("microphone").GetProperty("on").GetBoolean()).ShouldBe([false, true, false, false]);
        changes[1].Data.GetProperty("speaker").Text("participant").ShouldBe("CHL");
        changes.Select(change => change.EventId).Distinct().Count().ShouldBe(4);

        // Whoever comes back is told what it missed, one change after the other, by whichever replica.
        await using var back = await Display.Of(Anybody, meeting, changes[1].EventId);
        (await back.Next()).Data.Text("change").ShouldBe("Paused");
        (await back.Next()).Data.Text("change").ShouldBe("Ended");

        // And when the meeting has risen, that is the end of it.
        await Organizer.Change($"/meetings/{meeting}", "conclusion");
        SseItem<JsonElement> last;
        do
        {
            last = await display.Next();
        }
        while (last.Data.Text("meetingState") != "Concluded");
        (await display.Ends()).ShouldBeTrue();
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/meetings/{meeting}/floor/live") { Headers = { { "Last-Event-ID", last.EventId } } };
        using var answer = await Anybody.SendAsync(again);
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task a_hundred_displays_hear_the_same_and_leave_nothing_behind()
    {
        var edition = await Fixture.Edition();
        await Inscribe(edition, "CHL");
        var meeting = await Convene(edition);
        var watch = Fixture.Service.Services.GetRequiredService<FloorWatch>();
        var displays = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Display.Of(Anybody, meeting)));
        await Task.WhenAll(displays.Select(display => display.Next()));
        await Desk(meeting, "speakers", new { start = true });
        var heard = await Task.WhenAll(displays.Select(async display => (await display.Next(), await display.Next())));
        heard.ShouldAllBe(both => both.Item1.Data.Text("change") == "Given" && both.Item2.Data.Text("change") == "Started");
        foreach (var display in displays)
            await display.DisposeAsync();
        await Eventually.True(() => Task.FromResult(watch.Watching == 0), "nobody looks any more");
    }

    [Fact]
    public async Task it_hears_who_is_next_when_the_list_changes()
    {
        var edition = await Fixture.Edition();
        var meeting = await Convene(edition);
        await using var display = await Display.Of(Anybody, meeting);
        (await display.Next()).Data.Items("next").ShouldBeEmpty();
        await Inscribe(edition, "CHL");
        var next = await display.Next();
        next.Data.Text("change").ShouldBe("Next");
        next.Data.Items("next").ShouldHaveSingleItem().Text("participant").ShouldBe("CHL");
    }

    [Fact]
    public async Task there_is_nothing_to_follow_of_a_meeting_that_is_none()
    {
        using var answer = await Anybody.GetAsync(new Uri($"/meetings/{Guid.CreateVersion7()}/floor/live", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>Reads server-sent events as a display would; heartbeats are passed over.</summary>
    private sealed class Display : IAsyncDisposable
    {
        private readonly HttpResponseMessage stream;
        private readonly CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        private readonly IAsyncEnumerator<SseItem<JsonElement>> events;

        private Display(HttpResponseMessage stream, Stream body)
        {
            this.stream = stream;
            events = SseParser.Create(body, (_, data) => JsonSerializer.Deserialize<JsonElement>(data)).EnumerateAsync(patience.Token).GetAsyncEnumerator();
        }

        public static async Task<Display> Of(HttpClient client, Guid meeting, string? seen = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/meetings/{meeting}/floor/live");
            if (seen is not null)
                request.Headers.Add("Last-Event-ID", seen);
            var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
            return new Display(answer, await answer.Content.ReadAsStreamAsync());
        }

        public async Task<SseItem<JsonElement>> Next()
        {
            do
            {
                (await events.MoveNextAsync()).ShouldBeTrue("the stream goes on");
            }
            while (events.Current.EventType == "heartbeat");
            return events.Current;
        }

        public async Task<bool> Ends() => !await events.MoveNextAsync();

        public async ValueTask DisposeAsync()
        {
            await events.DisposeAsync();
            stream.Dispose();
            patience.Dispose();
        }
    }
}
