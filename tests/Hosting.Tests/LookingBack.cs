using System.Globalization;
using System.Net;
using System.Text.Json;
using Forum.Hosting.Streams;

namespace Forum.Hosting.Tests;

/// <summary>A bell that was hung and rung twice, two times and three.</summary>
public sealed class RungTwice : IAsyncLifetime
{
    public const string Trace = "0af7651916cd43dd8448eb211c80319c";

    public Tower Tower { get; private set; } = null!;
    public HttpClient Watcher { get; private set; } = null!;
    public Guid Bell { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Tower = await Tower.Build();
        Watcher = Tower.As("operator");
        await Tower.Hang();
        Bell = await Tower.Hang(traceparent: $"00-{Trace}-b7ad6b7169203331-01");
        foreach (var times in new[] { 2, 3 })
        {
            await using var session = Tower.Store.LightweightSession();
            session.Events.Append(Bell, new BellRung(times));
            await session.SaveChangesAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Watcher.Dispose();
        await Tower.DisposeAsync();
    }
}

public sealed class When_a_stream_is_looked_at_as_it_was(RungTwice rung) : IClassFixture<RungTwice>
{
    private readonly Tower tower = rung.Tower;
    private readonly HttpClient watcher = rung.Watcher;
    private readonly Guid bell = rung.Bell;

    [Fact]
    public async Task it_stands_as_its_events_up_to_there_made_it()
    {
        var now = await tower.Read($"/streams/{bell}", watcher);
        (Said(now, "type"), Said(now, "event"), now.GetProperty("version").GetInt64(), now.GetProperty("later").GetInt64()).ShouldBe(("bell", "bell_rung", 3, 0));
        Field(now, "rung").ShouldBe(("5", "2", true));
        Field(now, "id").ShouldBe((bell.ToString(), bell.ToString(), false));

        var second = await tower.Read($"/streams/{bell}?version=2", watcher);
        Field(second, "rung").ShouldBe(("2", "0", true));
        second.GetProperty("later").GetInt64().ShouldBe(1);

        var first = await tower.Read($"/streams/{bell}?version=1", watcher);
        Field(first, "rung").ShouldBe(("0", null, true));
        Said(first, "traceId").ShouldBe(RungTwice.Trace);
    }

    [Fact]
    public async Task an_instant_and_an_event_of_the_service_lead_to_the_last_event_up_to_them()
    {
        var events = (await tower.Read($"/streams/{bell}/events", watcher)).GetProperty("items").EnumerateArray().ToArray();
        events.Select(one => (one.GetProperty("version").GetInt64(), Said(one, "type"))).ShouldBe([(1, "bell_hung"), (2, "bell_rung"), (3, "bell_rung")]);
        Said(events[0], "traceId").ShouldBe(RungTwice.Trace);

        var (second, third) = (events[1].GetProperty("at").GetDateTimeOffset(), events[2].GetProperty("at").GetDateTimeOffset());
        (await VersionAt($"at={Uri.EscapeDataString(second.ToString("O", CultureInfo.InvariantCulture))}")).ShouldBe(2);
        (await VersionAt($"at={Uri.EscapeDataString((second + ((third - second) / 2)).ToOffset(TimeSpan.FromHours(5)).ToString("O", CultureInfo.InvariantCulture))}")).ShouldBe(2);
        (await VersionAt($"at={Uri.EscapeDataString(third.AddYears(1).ToString("O", CultureInfo.InvariantCulture))}")).ShouldBe(3);
        (await VersionAt($"sequence={events[1].GetProperty("sequence").GetInt64()}")).ShouldBe(2);

        var page = await tower.Read($"/streams/{bell}/events?limit=2", watcher);
        (await tower.Read($"/streams/{bell}/events?limit=2&after={Said(page, "next")}", watcher)).GetProperty("items").EnumerateArray().Single().GetProperty("version").GetInt64().ShouldBe(3);
    }

    [Theory]
    [InlineData("at=1999-12-31T23:59:59Z", 422, "before-first-event")]
    [InlineData("version=0", 422, "before-first-event")]
    [InlineData("sequence=1", 422, "before-first-event")]
    [InlineData("version=4", 422, "after-last-event")]
    [InlineData("version=1&at=2026-01-01T00:00:00Z", 422, "one-of-three")]
    public async Task where_there_was_nothing_it_is_said_so(string asked, int status, string code)
    {
        using var answer = await watcher.GetAsync(new Uri($"/streams/{bell}?{asked}", UriKind.Relative));
        ((int)answer.StatusCode).ShouldBe(status);
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString().ShouldBe(code);
    }

    [Theory, InlineData(""), InlineData("/events")]
    public async Task a_stream_that_nobody_began_is_not_there(string below)
    {
        using var answer = await watcher.GetAsync(new Uri($"/streams/{Guid.CreateVersion7()}{below}", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString().ShouldBe("not-found");
    }

    [Theory, InlineData("organizer"), InlineData("delegation"), InlineData("notetaker"), InlineData("service")]
    public async Task nobody_but_an_operator_looks(string role)
    {
        using var other = tower.As(role, role is "delegation" ? "FRA" : null);
        using var answer = await other.GetAsync(new Uri($"/streams/{bell}", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public void of_a_text_it_is_said_that_it_is_there_and_that_it_changed_and_never_what_it_says()
    {
        var before = new Plaque { Words = "In memory of Ada", Maker = new Maker("Grace", DayOfWeek.Monday), Names = new() { ["Ada"] = 1 }, Link = new Uri("https://ada.example/") };
        var after = before with { Words = "In memory of Ada and Grace", Maker = before.Maker with { Day = DayOfWeek.Friday }, Lines = ["Alan"] };

        var fields = FieldsOfState.Compare(after, before).ToDictionary(field => field.Path);
        fields["words"].ShouldBe(new FieldOfState("words", "(text)", "(text)", Changed: true));
        fields["maker.name"].ShouldBe(new FieldOfState("maker.name", "(text)", "(text)", Changed: false));
        fields["maker.day"].ShouldBe(new FieldOfState("maker.day", "Friday", "Monday", Changed: true));
        fields["lines[0]"].ShouldBe(new FieldOfState("lines[0]", "(text)", null, Changed: true));
        fields["names[0].value"].Value.ShouldBe("1");
        fields["nothing"].ShouldBe(new FieldOfState("nothing", null, null, Changed: false));
        string.Join(' ', fields.Values).ShouldSatisfyAllConditions(said => said.ShouldNotContain("Ada"), said => said.ShouldNotContain("Grace"), said => said.ShouldNotContain("Alan"), said => said.ShouldNotContain("ada.example"));
        FieldsOfState.Compare(before, after).Single(field => field.Path is "lines[0]").ShouldBe(new FieldOfState("lines[0]", null, "(text)", Changed: true));
    }

    private async Task<long> VersionAt(string asked) => (await tower.Read($"/streams/{bell}?{asked}", watcher)).GetProperty("version").GetInt64();

    private static (string?, string?, bool) Field(JsonElement stream, string path)
    {
        var field = stream.GetProperty("fields").EnumerateArray().Single(field => Said(field, "path") == path);
        return (Said(field, "value"), Said(field, "before"), field.GetProperty("changed").GetBoolean());
    }

    private static string? Said(JsonElement of, string name) => of.GetProperty(name).GetString();

    private sealed record Plaque
    {
        public string Words { get; init; } = "";
        public Maker Maker { get; init; } = new("", DayOfWeek.Sunday);
        public Dictionary<string, int> Names { get; init; } = [];
        public IReadOnlyList<string> Lines { get; init; } = [];
        public Uri? Link { get; init; }
        public string? Nothing { get; init; }
    }

    private sealed record Maker(string Name, DayOfWeek Day);
}
