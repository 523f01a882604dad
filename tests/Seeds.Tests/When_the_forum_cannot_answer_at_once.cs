using System.Net;

namespace Forum.Seeds.Tests;

public sealed class When_the_forum_cannot_answer_at_once : IDisposable
{
    private const string Made = """{ "id": "0199a6a0-0000-7000-8000-000000000001", "version": 1 }""";
    private readonly StagedForum forum = new();

    public void Dispose() => forum.Dispose();

    [Fact]
    public async Task a_service_that_is_down_is_waited_for()
    {
        forum.IsNotThere().IsNotThere().Answers(HttpStatusCode.BadGateway).Answers(HttpStatusCode.ServiceUnavailable).Answers(HttpStatusCode.Created, Made);
        (await Create()).Version.ShouldBe(1);
        forum.Asked.Count.ShouldBe(5);
    }

    [Fact]
    public async Task the_same_key_goes_with_every_attempt()
    {
        forum.IsNotThere().Answers(HttpStatusCode.Created, Made);
        await Create();
        forum.Asked.ShouldBe(["POST /api/points key=replay/1", "POST /api/points key=replay/1"]);
    }

    [Fact]
    public async Task it_is_waited_as_long_as_a_limit_asks()
    {
        forum.Answers(HttpStatusCode.TooManyRequests, retryAfter: 7).Answers(HttpStatusCode.Created, Made);
        await Create();
        forum.Time.Passed.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task a_fact_that_has_not_come_from_the_neighbour_is_waited_for()
    {
        forum.Answers(HttpStatusCode.UnprocessableEntity, """{ "code": "edition-unknown", "detail": "Not yet." }""").Answers(HttpStatusCode.Created, Made);
        (await Create()).Version.ShouldBe(1);
    }

    [Fact]
    public async Task a_token_that_is_not_accepted_is_replaced()
    {
        forum.Answers(HttpStatusCode.Unauthorized).Answers(HttpStatusCode.Created, Made);
        await Create();
        forum.Tokens.ShouldBe(2);
    }

    [Fact]
    public async Task a_token_is_used_until_shortly_before_its_end()
    {
        forum.Answers(HttpStatusCode.Created, Made);
        await Create();
        await Create();
        forum.Tokens.ShouldBe(1);
        await Task.Delay(TimeSpan.FromSeconds(571), forum.Time);
        await Create();
        forum.Tokens.ShouldBe(2);
    }

    [Fact]
    public async Task a_broken_rule_is_not_asked_again()
    {
        forum.Answers(HttpStatusCode.UnprocessableEntity, """{ "code": "meeting-number-taken", "detail": "There is one." }""");
        (await Create().ShouldThrowAsync<Refused>()).Code.ShouldBe("meeting-number-taken");
        forum.Asked.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task after_90_seconds_it_is_given_up()
    {
        forum.IsNotThere();
        (await Create().ShouldThrowAsync<GaveUp>()).Message.ShouldContain("Connection refused");
        forum.Time.Passed.ShouldBeInRange(TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(95));
    }

    [Fact]
    public async Task a_change_that_somebody_else_overtook_is_to_be_read_again()
    {
        forum.Answers(HttpStatusCode.PreconditionFailed);
        (await Change(3)).ShouldBeNull();
        forum.Asked.ShouldBe(["POST /api/meetings/1/convening if=\"3\""]);
    }

    [Fact]
    public async Task a_change_whose_answer_was_lost_is_to_be_read_again_and_not_repeated_blindly()
    {
        forum.IsNotThere();
        (await Change(3)).ShouldBeNull();
        forum.Asked.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task a_change_that_was_made_tells_the_version_that_holds()
    {
        forum.Answers(HttpStatusCode.NoContent, etag: "\"4\"");
        (await Change(3)).ShouldBe(4);
    }

    [Fact]
    public async Task a_list_is_read_to_its_end()
    {
        forum.Answers(HttpStatusCode.OK, $$"""{ "items": [{{Made}}], "next": "A B" }""").Answers(HttpStatusCode.OK, $$"""{ "items": [{{Made}}], "next": null }""");
        (await forum.Origin.List<Made>(Who.Anybody, "api/points?edition=1", CancellationToken.None)).Count.ShouldBe(2);
        forum.Asked.ShouldBe(["GET /api/points?edition=1&limit=500", "GET /api/points?edition=1&limit=500&after=A%20B"]);
    }

    private Task<Made> Create() => forum.Origin.Create(Who.NoteTaker, "api/points", new { Statement = "said" }, "replay/1", CancellationToken.None);

    private Task<long?> Change(long version) =>
        forum.Origin.Change(Who.Organizer, HttpMethod.Post, "api/meetings/1/convening", null, version, new Patience(forum.Time), CancellationToken.None);
}
