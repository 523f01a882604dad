using System.Net.Http.Json;
using System.Text.Json;
using Forum.Kit;

namespace Forum.Registration.Tests;

[Collection<Registering>]
public sealed class When_a_delegation_is_looked_at_as_it_was(RegistrationFixture fixture)
{
    private readonly HttpClient watcher = fixture.Service.As("operator");
    private readonly HttpClient france = fixture.Service.As("delegation", "FRA");

    [Fact]
    public async Task it_comes_before_it_withdrew_and_does_not_after()
    {
        var edition = await fixture.Edition();
        var (address, id) = await france.Register(Requests.Body(edition));
        (await france.Post($"{address}/speaking-request", new { }, "\"1\"")).ShouldBe((200, ""));
        (await france.Post($"{address}/withdrawal", new { reason = "The head is needed at home." }, "\"2\"")).ShouldBe((204, ""));

        var events = (await Read($"/streams/{id}/events")).GetProperty("items").EnumerateArray().ToArray();
        events.Select(one => one.GetProperty("type").GetString()).ShouldBe(["delegation_announced", "speaking_requested", "delegation_withdrawn"]);
        var before = await Read($"/streams/{id}?at={Uri.EscapeDataString(events[1].GetProperty("at").GetString()!)}");
        var after = await Read($"/streams/{id}?version=3");

        Field(before, "listing.standing").ShouldBe(("Announced", "Announced", false));
        Field(after, "listing.standing").ShouldBe(("Withdrawn", "Announced", true));
        Field(after, "listing.speakingRequestedAt").Value.ShouldBeNull();
        Field(after, "withdrawnAt").Changed.ShouldBeTrue();
        before.GetProperty("later").GetInt64().ShouldBe(1);
        Field(after, "listing.name").ShouldBe(("(text)", "(text)", false), "an operator is told that there is a text and not which");
        after.ToString().ShouldNotContain("France");
    }

    [Fact]
    public async Task every_read_model_equals_its_events()
    {
        await france.Register(Requests.Body(await fixture.Edition()));
        using var asked = await watcher.PostAsJsonAsync("/rebuilds", new { readModel = "delegation", reason = "To see.", onlyCompare = true });
        var rebuild = asked.Headers.Location!;
        await Eventually.True(async () => (await watcher.GetFromJsonAsync<JsonElement>(rebuild)).GetProperty("state").GetString() is "Done", "it is compared");
        var found = await watcher.GetFromJsonAsync<JsonElement>(rebuild);
        found.GetProperty("documents").GetInt64().ShouldBeGreaterThan(0);
        new[] { "different", "missing", "surplus" }.Sum(what => found.GetProperty(what).GetInt64()).ShouldBe(0);
    }

    private Task<JsonElement> Read(string address) => watcher.GetFromJsonAsync<JsonElement>(address);

    private static (string? Value, string? Before, bool Changed) Field(JsonElement stream, string path)
    {
        var field = stream.GetProperty("fields").EnumerateArray().Single(field => field.GetProperty("path").GetString() == path);
        return (field.GetProperty("value").GetString(), field.GetProperty("before").GetString(), field.GetProperty("changed").GetBoolean());
    }
}
