using System.Net;
using Forum.Kit;
using static Forum.Identity.Tests.Conversation;

namespace Forum.Identity.Tests;

public sealed class When_the_service_restarts
{
    [Fact]
    public async Task what_it_gave_before_still_counts()
    {
        await using var database = await TestDatabase.Create("identity");
        using var keys = new Folder();
        string token, code, cookie;
        await using (var before = await Server.Started(database, keys, settings: Server.Demo))
        {
            using var caller = before.Caller();
            token = (await caller.AskAs("demo-organizer", "a-demo-secret")).Body.Text("access_token");
            using var signedIn = await caller.FillIn("signin", "organizer", "a demo password");
            cookie = signedIn.Headers.GetValues("Set-Cookie").Single(set => set.StartsWith("forum-identity=", StringComparison.Ordinal)).Split(';')[0];
            code = (await caller.GetAsync(Authorize())).Query("code")!;
        }

        await using var after = await Server.Started(database, keys, settings: Server.Demo);
        using var browser = after.Caller();
        (await browser.Validated(token)).Subject.ShouldBe("demo-organizer");
        (await browser.Redeem(code)).Status.ShouldBe(HttpStatusCode.OK);
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
        (await browser.GetAsync(Authorize())).Query("code").ShouldNotBeNull();
    }

    [Fact]
    public async Task two_replicas_that_start_at_once_are_one_issuer()
    {
        await using var database = await TestDatabase.Create("identity");
        using var keys = new Folder();
        await using var one = new Server(database, keys, settings: Server.Demo);
        await using var other = new Server(database, keys, settings: Server.Demo);
        await Task.WhenAll(Task.Run(one.Ready), Task.Run(other.Ready));

        using var caller = one.Caller();
        using var browser = other.Caller();
        var (_, body) = await caller.AskAs("demo-organizer", "a-demo-secret");
        (await browser.Validated(body.Text("access_token"))).Subject.ShouldBe("demo-organizer");
        (await caller.Redeem(await browser.SignInFor("organizer", Authorize()))).Status.ShouldBe(HttpStatusCode.OK);
    }
}
