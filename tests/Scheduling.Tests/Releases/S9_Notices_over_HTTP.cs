using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Forum.Kit;

namespace Forum.Scheduling.Tests.Releases;

/// <summary>What concerns a delegation is drafted by itself, sent when the organizer has approved it, once, and seen by nobody else.</summary>
[Collection<Convening>]
public sealed class S9_Notices_over_HTTP(SchedulingFixture fixture)
{
    [Fact]
    public async Task a_notice_is_reviewed_and_reaches_its_delegation_once()
    {
        var (programme, sitting) = await Released();
        var kenya = await programme.ActFor("KEN");
        var norway = await programme.ActFor("NOR");
        var drafted = await Drafted(programme, release: 1, "FIN", "KEN");
        drafted["FIN"].Items("changes").Select(words => words.GetString()).ShouldBe(["You provide the chair of round table 1, 10:00 to 13:00 on 14 September."]);
        drafted["KEN"].Items("changes").Select(words => words.GetString()).ShouldBe(["You have a seat at round table 1, 10:00 to 13:00 on 14 September."]);
        drafted["KEN"].Text("text").ShouldBe("To the delegation of Kenya\n\nRelease 1 of the programme of work has the following for you:\n- You have a seat at round table 1, 10:00 to 13:00 on 14 September.");

        // Before it is approved it does not exist for the delegation.
        var address = $"/notices/{drafted["KEN"].Text("id")}";
        (await Status(kenya, address)).ShouldBe(HttpStatusCode.NotFound);
        (await kenya.Read($"{programme.Address}/notices")).Items().ShouldBeEmpty();

        (await Reword(programme.Organizer, address, 1, "Please be seated at ten.")).ShouldBe(HttpStatusCode.NoContent);
        var approvals = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => programme.Organizer.Post($"{address}/approval", version: 2)));
        approvals.Count(answer => answer.Status == 204).ShouldBe(1);
        (await Reword(programme.Organizer, address, 3, "Too late.")).ShouldBe(HttpStatusCode.UnprocessableEntity);

        (await kenya.Read(address)).Text("text").ShouldBe("Please be seated at ten.");
        (await kenya.Read($"{programme.Address}/notices")).Items().ShouldHaveSingleItem().Text("state").ShouldBe("Issued");
        (await Status(norway, address)).ShouldBe(HttpStatusCode.NotFound);
        (await norway.Read($"{programme.Address}/notices")).Items().ShouldBeEmpty();
        await Eventually.Holds(
            async () =>
            {
                var told = (await kenya.Told()).Where(told => told.Text("type") == "forum.scheduling.notice_issued" && told.GetProperty("data").Text("editionId") == programme.Edition.ToString());
                told.ShouldHaveSingleItem().GetProperty("data").Text("noticeId").ShouldBe(drafted["KEN"].Text("id"));
            },
            "it stands in Kenya's feed, once");
        (await norway.Told()).ShouldNotContain(told => told.Text("type") == "forum.scheduling.notice_issued" && told.GetProperty("data").Text("editionId") == programme.Edition.ToString());

        // Finland's is discarded: it is told of the first release with the next one.
        (await programme.Organizer.Post($"/notices/{drafted["FIN"].Text("id")}/discarding", new { reason = "Told by telephone." }, 1)).ShouldBe((204, ""));
        await programme.Name(sitting, "PER", "ViceChair");
        await programme.Release();
        var second = await Drafted(programme, release: 2, "FIN", "KEN", "PER");
        second["KEN"].Number("toldOf").ShouldBe(1);
        second["KEN"].Items("changes").Select(words => words.GetString()).ShouldBe(["Vice-chair of round table 1: PER."]);
        second["FIN"].GetProperty("toldOf").ValueKind.ShouldBe(JsonValueKind.Null);
        second["FIN"].Items("changes").Select(words => words.GetString()).ShouldBe(["You provide the chair of round table 1, 10:00 to 13:00 on 14 September."]);

        // A third release before anybody has looked: one notice each tells of both.
        await programme.Put(sitting, "Another title", 14, 10);
        await programme.Release();
        var third = await Drafted(programme, release: 3, "FIN", "KEN", "PER");
        third["KEN"].Items("changes").Select(words => words.GetString()).ShouldBe(["Round table 1 has the title “Another title” instead of “A meeting, number 1”.", "Vice-chair of round table 1: PER."]);
        (await programme.Organizer.Read($"/notices/{second["KEN"].Text("id")}")).Text("state").ShouldBe("Superseded");
        (await programme.Organizer.Post($"/notices/{second["KEN"].Text("id")}/approval", version: 2)).ShouldBe((422, "notice-settled"));

        // All of a release at once, and asked again none.
        (await ApproveAll(programme, 3)).ShouldBe(3);
        (await ApproveAll(programme, 3)).ShouldBe(0);
        (await kenya.Read($"{programme.Address}/notices")).Items().Select(notice => notice.Number("release")).ShouldBe([1, 3]);
        (await kenya.Read($"{programme.Address}/notices?participant=FIN")).Items().ShouldBeEmpty();
    }

    [Fact]
    public async Task a_release_that_concerns_nobody_drafts_nothing()
    {
        var (programme, sitting) = await Released();
        await Drafted(programme, release: 1, "FIN", "KEN");
        await programme.Plan("Plenary", 1, day: 15);
        await programme.Release();
        await programme.Name(sitting, "PER", "ViceChair");
        await programme.Release();
        await Drafted(programme, release: 3, "FIN", "KEN", "PER");
        (await programme.Organizer.Read($"{programme.Address}/notices?release=2")).Items().ShouldBeEmpty();
    }

    /// <summary>A round table that Finland chairs and at which Kenya sits, published.</summary>
    private async Task<(Publishing Programme, Guid Sitting)> Released()
    {
        var programme = await Publishing.Begin(fixture);
        var sitting = await programme.Plan("RoundTable", 1);
        var table = await programme.Organizer.Create("/round-tables", new { editionId = programme.Edition, number = 1, meetingId = sitting, capacity = 5 });
        await programme.Announce("FIN", "Finland");
        await programme.Announce("KEN", "Kenya", 1);
        await Eventually.Holds(async () => (await programme.Anybody.Read($"/round-tables/{table}")).Items("seats").ShouldHaveSingleItem(), "Kenya has a seat");
        await programme.Name(sitting, "FIN", "Chair");
        (await programme.Release()).ShouldBe((201, ""));
        return (programme, sitting);
    }

    /// <summary>The drafts of a release by participant, when they are there.</summary>
    private static async Task<Dictionary<string, JsonElement>> Drafted(Publishing programme, int release, params string[] participants)
    {
        Dictionary<string, JsonElement> drafted = [];
        await Eventually.Holds(
            async () =>
            {
                drafted = (await programme.Organizer.Read($"{programme.Address}/notices?release={release}&state=Drafted")).Items().ToDictionary(notice => notice.Text("participant")!);
                drafted.Keys.ShouldBe(participants, ignoreOrder: true);
            },
            $"the notices of release {release} are drafted");
        return drafted;
    }

    private static async Task<HttpStatusCode> Status(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> Reword(HttpClient client, string address, long version, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{address}/text") { Content = JsonContent.Create(new { text }) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<int> ApproveAll(Publishing programme, int release)
    {
        using var answer = await programme.Organizer.PostAsync(new Uri($"{programme.Address}/releases/{release}/notices/approval", UriKind.Relative), null);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("noticeIds").GetArrayLength();
    }
}
