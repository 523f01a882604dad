using Forum.Kit;

namespace Forum.Operations.Tests;

public sealed class When_a_message_is_given_up(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task it_is_seen_with_its_exception_and_its_trace()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        var message = await workshop.GivesUp("The store is full.", Trace);
        await workshop.UntilTheyRest(message);
        var fault = await workshop.FaultOf(message);
        fault.GetProperty("queue").GetString().ShouldBe("work");
        fault.GetProperty("message").GetString().ShouldBe("DelegationAnnounced");
        fault.GetProperty("exception").GetString().ShouldBe("InvalidOperationException");
        fault.GetProperty("says").GetString().ShouldBe("The store is full.");
        fault.GetProperty("place").GetString().ShouldBe("at Forum.Scheduling.FollowDelegation.Consume(Context c)");
        fault.GetProperty("traceId").GetString().ShouldBe(Trace);
        fault.GetProperty("attempts").GetInt32().ShouldBe(9);

        var shown = await workshop.Read($"/faults/{fault.GetProperty("id").GetString()}");
        shown.GetProperty("body").GetString()!.ShouldContain(message.ToString());
        (await workshop.Read($"/faults?about={message}")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task alike_stands_with_alike()
    {
        var says = $"No room for {Guid.NewGuid()}";
        var messages = new List<Guid>();
        for (var i = 0; i < 3; i++)
            messages.Add(await workshop.GivesUp(says));
        await workshop.UntilTheyRest([.. messages]);
        var groups = (await workshop.Read("/fault-groups")).GetProperty("items").EnumerateArray().Where(group => group.GetProperty("queue").GetString() is "work" && group.GetProperty("exception").GetString() is "InvalidOperationException").ToArray();
        groups.ShouldHaveSingleItem().GetProperty("count").GetInt32().ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task what_nobody_can_read_rests_as_well()
    {
        await workshop.Publish("work_error", "{ this is no JSON");
        await Eventually.Holds(
            async () => (await workshop.Read("/faults?limit=1000")).GetProperty("items").EnumerateArray().ShouldContain(fault => fault.GetProperty("message").GetString() == "unread"),
            "it rests");
    }

    [Fact]
    public async Task a_replay_sends_it_again_with_its_id_and_without_its_fault()
    {
        var message = await workshop.GivesUp("A fault that is mended.");
        await workshop.UntilTheyRest(message);
        var fault = await workshop.FaultOf(message);
        var replay = await Replay(new { faults = new[] { fault.GetProperty("id").GetString() } });
        await UntilDone(replay);
        (await workshop.Read($"/replays/{replay}")).GetProperty("outcomes").GetProperty("Confirmed").GetInt32().ShouldBe(1);
        (await workshop.Read($"/replays/{replay}/steps")).GetProperty("items")[0].GetProperty("messageId").GetString().ShouldBe(message.ToString());

        var taken = (await workshop.Takes()).Single(sent => sent.Id == message);
        taken.Headers.Keys.ShouldNotContain(name => name.StartsWith("MT-Fault", StringComparison.Ordinal));
        taken.Headers.ShouldNotContainKey("Forum-Fresh", "the inbox asks whether it has had it");
        Convert.ToInt64(taken.Headers["Forum-Replay"]).ShouldBe(1);
        System.Text.Encoding.UTF8.GetString((byte[])taken.Headers["MT-Activity-Propagation"]!).ShouldBe("Link");
        Convert.ToInt64(taken.Headers["Forum-Committed"]).ShouldBe(1_158_246_000_000L);
        (await workshop.FaultOf(message)).GetProperty("state").GetString().ShouldBe("Sent");
        (await workshop.Read("/acts")).GetProperty("items").EnumerateArray().ShouldContain(act => act.GetProperty("what").GetString() == "sent again" && act.GetProperty("reason").GetString() == "It is mended.");
    }

    [Fact]
    public async Task what_fails_again_is_seen_in_the_replay_that_sent_it()
    {
        var message = await workshop.GivesUp("A fault that is not mended.");
        await workshop.UntilTheyRest(message);
        var fault = (await workshop.FaultOf(message)).GetProperty("id").GetGuid();
        var replay = await Replay(new { faults = new[] { fault } });
        await UntilDone(replay);
        var headers = (await workshop.Takes()).Single(sent => sent.Id == message).Headers;
        System.Text.Encoding.UTF8.GetString((byte[])headers["Forum-Replayed"]!).ShouldBe(fault.ToString(), "by which it is known when it comes back");
        await workshop.GivesUp("A fault that is not mended.", replayed: fault, id: message);
        await Eventually.Holds(async () => (await workshop.Read($"/replays/{replay}")).GetProperty("outcomes").GetProperty("FailedAgain").GetInt32().ShouldBe(1), "it is back");
        var rests = await workshop.FaultOf(message);
        rests.GetProperty("state").GetString().ShouldBe("Resting");
        rests.GetProperty("sent").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task what_nobody_can_read_is_known_too_when_it_comes_back()
    {
        const string Unreadable = "{ this is no JSON, either";
        await workshop.Publish("work_error", Unreadable);
        var fault = Guid.Empty;
        await Eventually.True(
            async () =>
            {
                var unread = (await workshop.Read("/faults?limit=1000")).GetProperty("items").EnumerateArray().Where(one => one.GetProperty("message").GetString() is "unread" && one.GetProperty("state").GetString() is "Resting").ToArray();
                fault = unread.Length > 0 ? unread[0].GetProperty("id").GetGuid() : Guid.Empty;
                return fault != Guid.Empty;
            },
            "it rests");
        var replay = await Replay(new { faults = new[] { fault } });
        await UntilDone(replay);
        await workshop.SendsBack();
        await Eventually.Holds(async () => (await workshop.Read($"/replays/{replay}")).GetProperty("outcomes").GetProperty("FailedAgain").GetInt32().ShouldBe(1), "it is back");
    }

    [Fact]
    public async Task five_hundred_are_sent_each_once_and_two_who_ask_at_once_share_them()
    {
        var messages = new List<Guid>();
        for (var i = 0; i < 500; i++)
            messages.Add(await workshop.GivesUp("A whole outage."));
        await workshop.UntilTheyRest([.. messages]);
        var ids = (await workshop.Read("/faults?limit=1000")).GetProperty("items").EnumerateArray().Where(fault => fault.GetProperty("says").GetString() is "A whole outage.").Select(fault => fault.GetProperty("id").GetString()).ToArray();
        var dry = await workshop.Post("/replays", new { selected = new { faults = ids }, reason = "To see how many.", dryRun = true });
        dry.Answer.GetProperty("messages").GetInt32().ShouldBe(500);

        var asked = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => workshop.Post("/replays", new { selected = new { faults = ids }, reason = "It is over.", perSecond = 1_000 })));
        asked.Sum(answer => answer.Answer.GetProperty("messages").GetInt32()).ShouldBe(500);
        foreach (var answer in asked)
            await UntilDone(answer.Answer.GetProperty("id").GetString()!);
        var taken = (await workshop.Takes()).Select(sent => sent.Id).Where(messages.Contains).ToArray();
        taken.ShouldBe(messages, ignoreOrder: true);
    }

    [Fact]
    public async Task what_has_no_queue_any_more_rests_on_and_says_so()
    {
        var message = await workshop.GivesUp("Nobody listens.", queue: "other_skipped");
        await workshop.UntilTheyRest(message);
        var replay = await Replay(new { faults = new[] { (await workshop.FaultOf(message)).GetProperty("id").GetString() } });
        await UntilDone(replay);
        (await workshop.Read($"/replays/{replay}")).GetProperty("outcomes").GetProperty("Unroutable").GetInt32().ShouldBe(1);
        (await workshop.FaultOf(message)).GetProperty("state").GetString().ShouldBe("Resting");
    }

    [Fact]
    public async Task a_replay_that_is_stopped_leaves_the_others_where_they_were()
    {
        var messages = new List<Guid>();
        for (var i = 0; i < 20; i++)
            messages.Add(await workshop.GivesUp("Slowly."));
        await workshop.UntilTheyRest([.. messages]);
        var ids = (await workshop.Read("/faults?limit=1000")).GetProperty("items").EnumerateArray().Where(fault => fault.GetProperty("says").GetString() is "Slowly.").Select(fault => fault.GetProperty("id").GetString()).ToArray();
        var replay = await Replay(new { faults = ids }, perSecond: 1);
        (await workshop.Post($"/replays/{replay}/stopping", new { reason = "They fail." })).Status.ShouldBe(204);
        (await workshop.Post($"/replays/{replay}/stopping", new { reason = "Once more." })).Status.ShouldBe(422);
        var outcomes = (await workshop.Read($"/replays/{replay}")).GetProperty("outcomes");
        outcomes.GetProperty("Waiting").GetInt32().ShouldBeGreaterThan(0);
        foreach (var message in messages)
            (await workshop.FaultOf(message)).GetProperty("state").GetString().ShouldBeOneOf("Resting", "Sent");
        (await workshop.Takes()).Count(sent => messages.Contains(sent.Id)).ShouldBeLessThan(20);
    }

    [Fact]
    public async Task what_is_discarded_is_kept_and_does_not_rest()
    {
        var message = await workshop.GivesUp("About nobody.");
        await workshop.UntilTheyRest(message);
        var id = (await workshop.FaultOf(message)).GetProperty("id").GetString();
        (await workshop.Post("/faults/discards", new { selected = new { faults = new[] { id } }, reason = "A test sent it." })).Answer.GetProperty("count").GetInt32().ShouldBe(1);
        (await workshop.FaultOf(message)).GetProperty("state").GetString().ShouldBe("Discarded");
        (await workshop.Post("/faults/discards", new { selected = new { all = true, group = new string('a', 64) }, reason = "Both?" })).Answer.GetProperty("code").GetString().ShouldBe("selection-unclear");
    }

    [Fact]
    public async Task the_queues_are_told_the_worst_first()
    {
        var queues = (await workshop.Read("/queues")).GetProperty("items").EnumerateArray().Select(queue => queue.GetProperty("name").GetString()).ToArray();
        queues.ShouldBe(["work", "work_error", "other_skipped"], ignoreOrder: true);
    }

    private async Task<string> Replay(object selected, int perSecond = 500)
    {
        var (status, answer) = await workshop.Post("/replays", new { selected, reason = "It is mended.", perSecond });
        status.ShouldBe(202, answer.ToString());
        return answer.GetProperty("id").GetString()!;
    }

    private Task UntilDone(string replay) =>
        Eventually.True(async () => (await workshop.Read($"/replays/{replay}")).GetProperty("state").GetString() is "Done", "the replay is done");
}
