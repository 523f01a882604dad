using System.Diagnostics;
using Forum.Kit;

namespace Forum.Tests;

/// <summary>Whoever asks how far a command came, asks with one id: from the request over the broker to the commits of those who listen.</summary>
[Collection<StoriesOfFourServices>]
public sealed class When_one_trace_is_followed(FourServices forum)
{
    [Fact]
    public async Task it_runs_from_the_registration_to_the_commits_of_those_who_listen()
    {
        var edition = await forum.Secretariat.OpensAnEdition();
        // Once one has registered, Registration has heard that all may, and the next asks only once.
        await forum.Delegation("LIE").Registers(edition);
        using var spans = new SpansOf(ActivityTraceId.CreateRandom());
        await forum.Delegation("CHE").Under(spans.TraceParent).Registers(edition);

        await spans.Until("scheduling-follow-delegation receive", "publishing-follow-delegation receive");
        var request = spans.Named("POST /delegations");
        var announce = spans.Named("announce DelegationAnnounced");
        var send = spans.Single(span => span is { Source.Name: "MassTransit", Kind: ActivityKind.Producer });
        request.ParentSpanId.ShouldBe(spans.Caller);
        announce.ParentSpanId.ShouldBe(request.SpanId);
        send.ParentSpanId.ShouldBe(announce.SpanId);
        foreach (var listener in new[] { "scheduling-follow-delegation", "publishing-follow-delegation" })
        {
            var receive = spans.Named($"{listener} receive");
            receive.ParentSpanId.ShouldBe(send.SpanId);
            // Inbox and consumer share one session, which commits when the consumer is through.
            spans.Of("Npgsql").ShouldContain(span => span.ParentSpanId == receive.SpanId);
            spans.Count(span => span.DisplayName.EndsWith(" process", StringComparison.Ordinal) && span.ParentSpanId == receive.SpanId).ShouldBe(1);
        }
    }

    [Fact]
    public async Task every_step_says_which_delegation_and_which_edition_it_is_about()
    {
        var edition = await forum.Secretariat.OpensAnEdition();
        using var spans = new SpansOf(ActivityTraceId.CreateRandom());
        var norway = await forum.Delegation("NOR").Under(spans.TraceParent).Registers(edition);
        await spans.Until("scheduling-follow-delegation receive", "publishing-follow-delegation receive");
        foreach (var step in new[] { "POST /delegations", "announce DelegationAnnounced", "scheduling-follow-delegation receive", "publishing-follow-delegation receive" })
            spans.Named(step).GetTagItem("forum.delegation_id")?.ToString().ShouldBe(norway.Id.ToString(), step);
        foreach (var step in new[] { "announce DelegationAnnounced", "scheduling-follow-delegation receive" })
            spans.Named(step).GetTagItem("forum.edition")?.ToString().ShouldBe(edition.ToString(), step);
        spans.Of("Npgsql").ShouldContain(span => span.GetTagItem("forum.delegation_id") != null && span.GetTagItem("forum.edition") != null, "what is stored there, too");
    }

    [Fact]
    public async Task every_service_says_what_it_committed_under_it()
    {
        var edition = await forum.Secretariat.OpensAnEdition();
        var table = await forum.Secretariat.PlansARoundTable(edition, number: 1, capacity: 1);
        var trace = ActivityTraceId.CreateRandom();
        var austria = await forum.Delegation("AUT").Under($"00-{trace}-{ActivitySpanId.CreateRandom()}-01").Registers(edition);
        await austria.AsksForTheFloor();
        await austria.Chooses(1);

        await Eventually.Holds(async () => (await Committed("scheduling", trace)).ShouldBe(["seat_allocated", "speaker_inscribed"], ignoreOrder: true), "Scheduling has committed");
        (await Committed("registration", trace)).ShouldBe(["delegation_announced", "speaking_requested", "round_table_choices_ranked"]);
        (await Committed("governance", trace)).ShouldBeEmpty();
        (await forum.Secretariat.Seats(table)).ShouldBe(["AUT"]);
    }

    [Fact]
    public async Task no_person_is_named_in_it()
    {
        var edition = await forum.Secretariat.OpensAnEdition();
        using var spans = new SpansOf(ActivityTraceId.CreateRandom());
        var sweden = await forum.Delegation("SWE").Under(spans.TraceParent).Registers(edition);
        await sweden.Withdraws();
        await Eventually.Holds(() => Task.Run(() => spans.Count(span => span.DisplayName == "scheduling-follow-delegation receive").ShouldBe(2)), "both messages have come");
        spans.Texts().ShouldAllBe(text => !text.Contains(DelegationOf.HeadsName, StringComparison.OrdinalIgnoreCase));
    }

    private async Task<string[]> Committed(string service, ActivityTraceId trace)
    {
        using var client = forum.Client(service, "operator");
        var items = (await client.Read($"/traces/{trace}")).GetProperty("items");
        return [.. items.EnumerateArray().Select(item => item.GetProperty("type").GetString()!)];
    }
}
