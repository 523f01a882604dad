using System.Net;
using System.Text.Json;
using Forum.Kit;
using Marten;
using Npgsql;

namespace Forum.Hosting.Tests;

/// <summary>The event feed: what a system outside sees that follows along.</summary>
public sealed class When_somebody_follows_along(Belfry belfry) : IClassFixture<Belfry>
{
    [Fact]
    public async Task everything_announced_comes_in_order_page_by_page_and_nothing_twice()
    {
        var bells = await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => belfry.Hang()));
        await UntilFed(bells);

        var seen = new List<JsonElement>();
        var address = "/events?limit=10";
        while (true)
        {
            using var answer = await belfry.Organizer.GetAsync(new Uri(address, UriKind.Relative));
            var page = await answer.Content.ReadFromJsonAsync<JsonElement>();
            page.GetProperty("items").GetArrayLength().ShouldBeLessThanOrEqualTo(10);
            seen.AddRange(page.GetProperty("items").EnumerateArray());
            answer.Headers.Contains("Link").ShouldBe(page.GetProperty("more").GetBoolean());
            if (!page.GetProperty("more").GetBoolean())
                break;
            var link = answer.Headers.GetValues("Link").ShouldHaveSingleItem();
            link.ShouldBe($"<?limit=10&after={page.GetProperty("next").GetString()}>; rel=\"next\"");
            address = $"/events{link[1..link.IndexOf('>', StringComparison.Ordinal)]}";
        }

        var positions = seen.Select(e => long.Parse(e.GetProperty("sequence").GetString()!)).ToArray();
        positions.ShouldBe(positions.Order());
        positions.ShouldBeUnique();
        bells.ShouldBeSubsetOf(seen.Select(e => e.GetProperty("subject").GetGuid()));
    }

    [Fact]
    public async Task an_event_looks_as_CloudEvents_says_and_belongs_to_the_trace_of_its_request()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        var bell = await belfry.Hang("deep", $"00-{Trace}-b7ad6b7169203331-01");
        await UntilFed([bell]);
        var told = (await Feed()).Single(e => e.GetProperty("subject").GetGuid() == bell);

        told.GetProperty("specversion").GetString().ShouldBe("1.0");
        told.GetProperty("id").GetGuid().ShouldNotBe(Guid.Empty);
        told.GetProperty("source").GetString().ShouldBe("urn:forum:bells");
        told.GetProperty("type").GetString().ShouldBe("forum.bells.bell_heard");
        told.GetProperty("datacontenttype").GetString().ShouldBe("application/json");
        told.GetProperty("time").GetDateTimeOffset().ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(5));
        told.GetProperty("traceparent").GetString()!.ShouldContain(Trace);
        told.GetProperty("data").GetProperty("bellId").GetGuid().ShouldBe(bell);
        told.GetProperty("data").GetProperty("tone").GetString().ShouldBe("deep");
        told.EnumerateObject().Select(member => member.Name).ShouldAllBe(name => name.All(letter => char.IsAsciiLetterLower(letter)), "names of attributes are lower case");
    }

    /// <summary>A transaction takes its sequence number before it commits; who has read on would never see its event.</summary>
    [Fact]
    public async Task what_commits_late_is_not_passed_over()
    {
        var store = belfry.Bells.Services.GetRequiredService<IDocumentStore>();
        var late = Guid.CreateVersion7();
        await using var connection = new NpgsqlConnection(belfry.BellsDatabase.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var session = store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction)))
        {
            session.Events.StartStream<Bell>(late, new BellHung(late, "late"));
            await session.SaveChangesAsync();
        }

        var after = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => belfry.Hang()));
        // Long enough for the daemon to have given up on a number that was burnt.
        var since = DateTimeOffset.UtcNow;
        await Eventually.True(
            async () =>
            {
                (await Feed()).Select(e => e.GetProperty("subject").GetGuid()).Intersect(after).ShouldBeEmpty("they are behind one that may still come");
                return DateTimeOffset.UtcNow - since > TimeSpan.FromSeconds(3);
            },
            "the feed waits");

        await transaction.CommitAsync();
        await UntilFed([late, .. after]);
        var order = (await Feed()).Select(e => e.GetProperty("subject").GetGuid()).ToList();
        after.ShouldAllBe(bell => order.IndexOf(bell) > order.IndexOf(late));
    }

    [Fact]
    public async Task a_delegation_sees_what_concerns_it_and_what_is_public()
    {
        var (own, others, open, inner) = (await belfry.Hang("FRA"), await belfry.Hang("DEU"), await belfry.Hang("public"), await belfry.Hang());
        await UntilFed([own, others, open, inner]);
        using var france = belfry.Client(belfry.Bells, "delegation", "FRA");
        var seen = (await Feed(france)).Select(e => e.GetProperty("subject").GetGuid()).ToArray();
        seen.ShouldContain(own);
        seen.ShouldContain(open);
        seen.ShouldNotContain(others);
        seen.ShouldNotContain(inner);

        using var nobody = belfry.Client(belfry.Bells, "delegation");
        (await Feed(nobody)).Select(e => e.GetProperty("subject").GetGuid()).ShouldNotContain(own);
    }

    [Fact]
    public async Task who_has_read_everything_is_told_so_without_a_body()
    {
        await UntilFed([await belfry.Hang()]);
        var end = await Page(belfry.Organizer, "/events?limit=1000");
        var address = new Uri($"/events?after={end.GetProperty("next").GetString()}", UriKind.Relative);
        using var first = await belfry.Organizer.GetAsync(address);
        (await first.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").GetArrayLength().ShouldBe(0);

        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var same = await belfry.Organizer.SendAsync(again);
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);

        await UntilFed([await belfry.Hang()]);
        using var later = new HttpRequestMessage(HttpMethod.Get, address);
        later.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var news = await belfry.Organizer.SendAsync(later);
        news.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_position_that_is_none_is_refused_and_one_beyond_the_end_is_the_end()
    {
        using var wrong = await belfry.Organizer.GetAsync(new Uri("/events?after=yesterday", UriKind.Relative));
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await wrong.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("malformed-request");
        var beyond = await Page(belfry.Organizer, "/events?after=999999999");
        beyond.GetProperty("items").GetArrayLength().ShouldBe(0);
        beyond.GetProperty("next").GetString().ShouldBe("999999999");
        beyond.GetProperty("more").GetBoolean().ShouldBeFalse();
    }

    private async Task UntilFed(IReadOnlyCollection<Guid> bells) =>
        await Eventually.Holds(async () => bells.ShouldBeSubsetOf((await Feed()).Select(e => e.GetProperty("subject").GetGuid())), "the feed has them");

    private Task<IReadOnlyList<JsonElement>> Feed() => Feed(belfry.Organizer);

    private static async Task<IReadOnlyList<JsonElement>> Feed(HttpClient reader) => [.. (await Page(reader, "/events?limit=1000")).GetProperty("items").EnumerateArray()];

    private static Task<JsonElement> Page(HttpClient reader, string address) => reader.GetFromJsonAsync<JsonElement>(new Uri(address, UriKind.Relative));
}
