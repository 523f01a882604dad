using System.Net;
using System.Text.Json;

namespace Forum.Hosting.Tests;

/// <summary>A token may be for less than its bearer's role may do.</summary>
public sealed class When_a_token_has_scopes
{
    [Fact]
    public async Task it_is_good_for_them_and_for_nothing_else()
    {
        await using var tower = await Tower.Build();
        (string Scope, bool Reads, bool Writes)[] scopes =
        [
            ("bells:read", true, false),
            ("bells:write", true, true),
            ("openid registration:read bells:read", true, false),
            ("registration:write scheduling:write", false, false),
            // These are an issuer's own and say nothing of the forum.
            ("openid profile email", true, true),
            ("user:read", true, true),
        ];
        foreach (var (scope, reads, writes) in scopes)
        {
            using var client = tower.As("organizer", scope: scope);
            using var read = await client.GetAsync(new Uri("/events", UriKind.Relative));
            read.StatusCode.ShouldBe(reads ? HttpStatusCode.OK : HttpStatusCode.Forbidden, scope);
            using var write = await client.PostAsJsonAsync("/bells", new { tone = "clear" });
            write.StatusCode.ShouldBe(writes ? HttpStatusCode.Created : HttpStatusCode.Forbidden, scope);
            if (!writes)
                await SaysWhatIsNeeded(write, "bells:write");
            if (!reads)
                await SaysWhatIsNeeded(read, "bells:read");
        }
    }

    [Fact]
    public async Task it_gives_no_right_that_the_role_does_not_have()
    {
        await using var tower = await Tower.Build();
        using var client = tower.As("notetaker", scope: "bells:write");
        using var answer = await client.PostAsJsonAsync("/bells", new { tone = "clear" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("not-allowed");
    }

    [Fact]
    public async Task where_every_token_needs_one_a_token_without_is_refused_and_what_is_public_stays_so()
    {
        await using var tower = await Tower.Build("--Access:RequireScopes=true");
        using (var without = await tower.Organizer.GetAsync(new Uri("/events", UriKind.Relative)))
            await SaysWhatIsNeeded(without, "bells:read");
        using var scoped = tower.As("organizer", scope: "bells:read");
        using (var with = await scoped.GetAsync(new Uri("/events", UriKind.Relative)))
            with.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var open = await tower.Organizer.GetAsync(new Uri("/health/live", UriKind.Relative));
        open.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task SaysWhatIsNeeded(HttpResponseMessage answer, string scope)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe("insufficient-scope");
        problem.GetProperty("detail").GetString()!.ShouldContain(scope);
        answer.Headers.WwwAuthenticate.ToString().ShouldContain($"scope=\"{scope}\"");
    }
}
