using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Forum.Contracts.Governance;
using Forum.Kit;
using Forum.Registration.Participants;

namespace Forum.Registration.Tests;

[Collection<Registering>]
public sealed class R5_Lists_over_HTTP(RegistrationFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient anybody = fixture.Service.As(null);

    [Fact]
    public async Task a_newer_list_is_looked_at_and_committed_and_the_same_again_makes_none()
    {
        var newest = await Newest();
        var csv = await Csv(newest);
        (await Preview(csv)).GetProperty("saysNothingNew").GetBoolean().ShouldBeTrue();

        var word = $"Note {Guid.NewGuid():N}";
        var preview = await Preview(Noted(csv, "AFG", word));
        preview.GetProperty("basedOn").GetInt32().ShouldBe(newest);
        preview.GetProperty("counts").GetProperty("Changed").GetInt32().ShouldBe(1);
        preview.GetProperty("counts").GetProperty("Unchanged").GetInt32().ShouldBe(preview.GetProperty("rows").GetArrayLength() - 1);
        preview.GetProperty("missing").GetArrayLength().ShouldBe(0);

        var (address, number) = await Commit(preview);
        number.ShouldBe(newest + 1);
        var list = await anybody.GetFromJsonAsync<JsonElement>(address);
        list.GetProperty("sources").GetProperty($"list-{number}").GetProperty("locator").GetString().ShouldBe("ORG/1469, a later edition");
        (await anybody.GetStringAsync($"/participants?asOf=2006-09-14")).ShouldContain(word);
        (await anybody.GetStringAsync($"/participants?asOf=2006-09-14&version={newest}")).ShouldNotContain(word);
        (await organizer.GetStringAsync("/participant-lists/actions?limit=1000")).ShouldContain("A newer list has come.");

        (await Commit(preview)).ShouldBe((address, number));
        (await Commit(await Preview(await Csv(number)))).ShouldBe((address, number));
        (await Newest()).ShouldBe(number);
    }

    [Fact]
    public async Task two_at_the_same_instant_make_one_and_another_at_that_instant_is_told_so()
    {
        var newest = await Newest();
        var preview = await Preview(Noted(await Csv(newest), "ALB", $"Note {Guid.NewGuid():N}"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Commit(preview)));
        answers.Distinct().ShouldHaveSingleItem().Number.ShouldBe(newest + 1);
        (await Newest()).ShouldBe(newest + 1);

        var csv = await Csv(newest + 1);
        var rivals = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Preview(Noted(csv, "DZA", $"Rival {n}"))));
        var outcomes = await Task.WhenAll(rivals.Select(rival => organizer.Post("/participant-lists", Body(rival))));
        outcomes.Count(outcome => outcome.Status == 201).ShouldBe(1);
        outcomes.Count(outcome => outcome == (409, "list-superseded")).ShouldBe(7);
        (await Newest()).ShouldBe(newest + 2);
    }

    [Fact]
    public async Task a_list_that_is_faulty_or_lacks_lines_is_not_committed_unawares()
    {
        var csv = await Csv(await Newest());
        var faulty = await Preview(csv.Replace(",MemberState,Asian,", ",MemberState,Baltic,", StringComparison.Ordinal));
        faulty.GetProperty("sound").GetBoolean().ShouldBeFalse();
        faulty.GetProperty("rows").EnumerateArray().First(row => row.GetProperty("state").GetString() == "Faulty").GetProperty("messages")[0].GetProperty("column").GetString().ShouldBe("group");
        (await organizer.Post("/participant-lists", Body(faulty))).ShouldBe((422, "rows-faulty"));

        var shorter = await Preview(string.Join('\n', csv.Split('\n').Where(line => !line.Contains(",ZWE,", StringComparison.Ordinal))));
        shorter.GetProperty("missing")[0].GetProperty("code").GetString().ShouldBe("ZWE");
        (await organizer.Post("/participant-lists", Body(shorter))).ShouldBe((422, "lines-missing"));
        (await organizer.Post("/participant-lists", new { upload = Guid.NewGuid(), basedOn = 1, source = "Somewhere", reason = "None." })).ShouldBe((422, "upload-unknown"));
    }

    [Theory]
    [InlineData("id,code\n1,FRA", "columns-missing")]
    [InlineData("", "file-empty")]
    [InlineData("\0", "file-not-text")]
    public async Task a_file_that_is_no_list_is_refused_as_a_whole(string text, string code)
    {
        using var body = new StringContent(text, Encoding.UTF8, "text/csv");
        var (status, said, _) = await organizer.Complaints("/participant-lists/uploads", body);
        (status, said).ShouldBe((422, code));
    }

    [Fact]
    public async Task only_text_of_a_megabyte_is_taken_and_only_from_the_secretariat()
    {
        using var latin = new ByteArrayContent([0xC3, 0x28]);
        latin.Headers.ContentType = new("text/csv");
        (await organizer.Complaints("/participant-lists/uploads", latin)).Code.ShouldBe("file-not-text");
        using var long_ = new StringContent(new string('x', 1024 * 1024 + 1), Encoding.UTF8, "text/csv");
        (await organizer.Complaints("/participant-lists/uploads", long_)).ShouldSatisfyAllConditions(said => said.Status.ShouldBe(413), said => said.Code.ShouldBe("too-large"));
        using var body = new StringContent("x", Encoding.UTF8, "text/csv");
        (await fixture.Service.As("delegation", "FRA").PostAsync("/participant-lists/uploads", body)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await anybody.Ask(HttpMethod.Get, "/participant-lists/99")).ShouldBe((404, "not-found"));
        (await anybody.Ask(HttpMethod.Get, "/participants?asOf=2006-09-14&version=99")).ShouldBe((404, "not-found"));
        (await anybody.Ask(HttpMethod.Get, $"/editions/{Guid.CreateVersion7()}/participant-list")).ShouldBe((404, "not-found"));
    }

    [Fact]
    public async Task names_are_those_of_the_day_beside_those_of_today()
    {
        var list = await anybody.GetFromJsonAsync<JsonElement>("/participants?asOf=2006-09-14&version=1");
        var swaziland = list.GetProperty("items").EnumerateArray().Single(line => line.GetProperty("code").GetString() == "SWZ");
        swaziland.GetProperty("name").GetString().ShouldBe("Swaziland");
        swaziland.GetProperty("names").GetProperty("fr").ValueKind.ShouldBe(JsonValueKind.Null);
        swaziland.GetProperty("namesToday").GetProperty("fr").GetProperty("short").GetString().ShouldBe("Eswatini (l')");
        swaziland.GetProperty("namesToday").GetProperty("provenance").GetString().ShouldBe("unterm-today");
        var turkey = list.GetProperty("items").EnumerateArray().Single(line => line.GetProperty("code").GetString() == "TUR");
        turkey.GetProperty("namesToday").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private async Task<int> Newest() => (await anybody.GetFromJsonAsync<JsonElement>("/participant-lists?limit=1000")).GetProperty("items").EnumerateArray().Last().GetProperty("number").GetInt32();

    private Task<string> Csv(int number) => anybody.GetStringAsync($"/participant-lists/{number}.csv");

    /// <summary>The list with another note on a participant, from the source of the new list.</summary>
    private static string Noted(string csv, string code, string note) => string.Join('\n', csv.Split('\n').Select(line =>
        line.Contains($",{code},", StringComparison.Ordinal) ? string.Join(',', [.. line.Split(',')[..^2], "", note]) : line));

    private async Task<JsonElement> Preview(string csv)
    {
        using var body = new StringContent(csv, Encoding.UTF8, "text/csv");
        using var answer = await organizer.PostAsync(new Uri("/participant-lists/uploads", UriKind.Relative), body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, text);
        var preview = JsonDocument.Parse(text).RootElement;
        (await organizer.GetStringAsync(answer.Headers.Location)).ShouldBe(text);
        return preview;
    }

    private static object Body(JsonElement preview) =>
        new { upload = preview.GetProperty("upload").GetGuid(), basedOn = preview.GetProperty("basedOn").GetInt32(), source = "ORG/1469, a later edition", reason = "A newer list has come." };

    private async Task<(string Address, int Number)> Commit(JsonElement preview)
    {
        using var answer = await organizer.PostAsJsonAsync("/participant-lists", Body(preview));
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, text);
        return (answer.Headers.Location!.OriginalString, JsonDocument.Parse(text).RootElement.GetProperty("version").GetInt32());
    }
}

public sealed class R5_The_list_of_an_edition(ConnectedFixture fixture) : IClassFixture<ConnectedFixture>
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");

    [Fact]
    public async Task an_edition_goes_by_the_newest_list_until_its_registration_opens_and_then_stays_with_that_one()
    {
        var before = await fixture.Open();
        await Eventually.True(async () => await ListOf(before) == 1, "the list of the edition is chosen");
        var announced = Guid.CreateVersion7();
        await fixture.Listener.Say(new EditionAnnounced { EditionId = announced, Revision = 1, Edition = Story.Edition(EditionState.Announced).Edition });
        await Eventually.True(async () => await fixture.Known(announced) is not null, "the edition is known");
        var (france, _) = await organizer.Register(Requests.Body(before));

        // In the newer list France is called Gaul, and Montenegro was never a Member.
        var newer = ListFile.Write(ParticipantList.Shipped).Replace(",France,", ",Gaul,", StringComparison.Ordinal);
        var number = await Import(string.Join('\n', newer.Split('\n').Where(line => !line.Contains(",MNE,", StringComparison.Ordinal))), missing: 1);
        number.ShouldBe(2);
        var after = await fixture.Open();
        await Eventually.True(async () => await ListOf(after) == 2, "the list of the edition is chosen");

        // An earlier edition stays as it was, also for who comes later.
        (await Name(france)).ShouldBe("France");
        await organizer.Register(Requests.Body(before, "MNE"));
        (await Name((await organizer.Register(Requests.Body(after))).Address)).ShouldBe("Gaul");
        (await organizer.Post("/delegations", Requests.Body(after, "MNE"))).ShouldBe((422, "participant-unknown"));

        // The one that has not opened goes by the newest, whichever that is.
        (await ListOf(announced)).ShouldBe(2);
        (await Notice(announced)).GetProperty("chosenAt").ValueKind.ShouldBe(JsonValueKind.Null);

        // The secretariat may choose another for it, with a reason; who has registered keeps its name.
        (await organizer.Ask(HttpMethod.Put, $"/editions/{after}/participant-list", new { number = 9, reason = "Wrong one." }, "\"1\"")).ShouldBe((422, "list-unknown"));
        (await organizer.Ask(HttpMethod.Put, $"/editions/{after}/participant-list", new { number = 1 }, "\"1\"")).Status.ShouldBe(400);
        (await organizer.Ask(HttpMethod.Put, $"/editions/{after}/participant-list", new { number = 1, reason = "Gaul was a mistake." }, "\"0\"")).ShouldBe((412, "stale-version"));
        (await organizer.Ask(HttpMethod.Put, $"/editions/{after}/participant-list", new { number = 1, reason = "Gaul was a mistake." }, "\"1\"")).ShouldBe((204, ""));
        await organizer.Register(Requests.Body(after, "MNE"));
        (await organizer.GetStringAsync($"/editions/{after}/participant-list/actions")).ShouldContain("Gaul was a mistake.");
        (await organizer.Ask(HttpMethod.Put, $"/editions/{announced}/participant-list", new { number = 1, reason = "As the others." }, "\"0\"")).ShouldBe((204, ""));
        (await ListOf(announced)).ShouldBe(1);

        // Nor does anybody's code change where delegations may be known by it.
        var recoded = await Import(ListFile.Write(ParticipantList.Shipped).Replace(",FRA,", ",FRX,", StringComparison.Ordinal));
        (await organizer.Ask(HttpMethod.Put, $"/editions/{before}/participant-list", new { number = recoded, reason = "New codes." }, "\"1\"")).ShouldBe((422, "code-changes"));
        (await organizer.Ask(HttpMethod.Put, $"/editions/{announced}/participant-list", new { number = recoded, reason = "New codes." }, "\"1\"")).ShouldBe((204, ""));

        (await fixture.Database.Query<string>("select type from mt_events where type like 'participant_list%' group by type order by type")).ShouldBe(["participant_list_chosen", "participant_list_imported"]);
    }

    private async Task<JsonElement> Notice(Guid edition) => await organizer.GetFromJsonAsync<JsonElement>($"/editions/{edition}/participant-list");

    private async Task<int> ListOf(Guid edition) => (await Notice(edition)).GetProperty("number").GetInt32();

    private async Task<string> Name(Uri delegation) => (await organizer.GetFromJsonAsync<JsonElement>(delegation)).GetProperty("name").GetString()!;

    private Task<int> Import(string csv, int missing = 0) => organizer.Import(csv, missing);
}

public sealed class R5_Two_replicas(ConnectedFixture fixture) : IClassFixture<ConnectedFixture>
{
    [Fact]
    public async Task every_replica_comes_to_know_a_newer_list()
    {
        await using var second = fixture.Another();
        var organizer = fixture.Service.As("organizer");
        var other = (await second.UntilStoreIsReady()).As(null);
        (await other.GetAsync(new Uri("/participants?asOf=2026-01-01", UriKind.Relative))).EnsureSuccessStatusCode();
        var word = $"Note {Guid.NewGuid():N}";
        var csv = await organizer.GetStringAsync("/participant-lists/1.csv");
        await organizer.Import(string.Join('\n', csv.Split('\n').Select(line => line.Contains(",ZWE,", StringComparison.Ordinal) ? string.Join(',', [.. line.Split(',')[..^2], "", word]) : line)));
        await Eventually.True(async () => (await other.GetStringAsync("/participants?asOf=2026-01-01")).Contains(word, StringComparison.Ordinal), "the other replica knows the newer list");
    }
}

internal static class Importing
{
    /// <summary>Uploads and commits a list; answers with its number.</summary>
    public static async Task<int> Import(this HttpClient organizer, string csv, int missing = 0)
    {
        using var body = new StringContent(csv, Encoding.UTF8, "text/csv");
        using var uploaded = await organizer.PostAsync(new Uri("/participant-lists/uploads", UriKind.Relative), body);
        var preview = await uploaded.Content.ReadFromJsonAsync<JsonElement>();
        using var answer = await organizer.PostAsJsonAsync("/participant-lists", new
        {
            upload = preview.GetProperty("upload").GetGuid(),
            basedOn = preview.GetProperty("basedOn").GetInt32(),
            missing,
            source = "Made up for a test",
            reason = "To try it.",
        });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("version").GetInt32();
    }
}
