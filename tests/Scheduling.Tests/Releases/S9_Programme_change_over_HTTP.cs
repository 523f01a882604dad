using System.Net;
using System.Text.Json;
using Forum.Contracts.Registration;
using Forum.Kit;
using DayFrozen = Forum.Scheduling.Releases.DayFrozen;
using OfficeVacated = Forum.Scheduling.Meetings.OfficeVacated;
using ProgrammeReleased = Forum.Scheduling.Releases.ProgrammeReleased;

namespace Forum.Scheduling.Tests.Releases;

[Collection<Convening>]
public sealed class S9_Programme_change_over_HTTP(SchedulingFixture fixture)
{
    [Fact]
    public async Task the_draft_is_looked_at_released_and_compared()
    {
        var programme = await Publishing.Begin(fixture);
        var hall = await programme.Organizer.Create("/rooms", new { editionId = programme.Edition, name = "Conference Room 4", capacity = 100 });
        var plenary = await programme.Plan("Plenary", 1, room: hall);
        (await programme.Anybody.GetAsync(new Uri($"{programme.Address}/releases/latest", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var draft = await programme.Draft();
        draft.GetProperty("published").ValueKind.ShouldBe(JsonValueKind.Null);
        draft.GetProperty("difference").Items("meetings").ShouldHaveSingleItem().Items("words").Single().GetString().ShouldBe("Plenary meeting 1 is added: 10:00 to 13:00 on 14 September in Conference Room 4.");
        draft.Items("conflicts").ShouldHaveSingleItem().Text("words").ShouldBe("Plenary meeting 1 has no presiding officer yet.");
        draft.Items("days").Select(day => day.GetProperty("frozen").GetBoolean()).ShouldBe([false, false]);
        (await programme.Release(new { draft = draft.Text("fingerprint"), note = "The first programme." })).ShouldBe((201, ""));

        var first = await programme.Latest();
        first.Number("number").ShouldBe(1);
        first.Text("note").ShouldBe("The first programme.");
        var shown = first.Items("meetings").ShouldHaveSingleItem();
        (shown.Text("id"), shown.Text("startsAt"), shown.Text("room"), shown.Number("sequence")).ShouldBe((plenary.ToString(), "2006-09-14T10:00:00-04:00", "Conference Room 4", 0));
        (await programme.Release()).ShouldBe((422, "nothing-to-release"));

        await programme.Name(plenary, "FIN", "PresidingOfficer");
        await programme.Plan("Plenary", 2, from: 15, room: hall);
        (await programme.Draft()).GetProperty("difference").Items("meetings").Select(change => string.Join(",", change.Items("kinds").Select(kind => kind.GetString()))).ShouldBe(["OtherOfficers", "Added"]);
        (await programme.Release(new { draft = draft.Text("fingerprint") })).ShouldBe((422, "draft-moved-on"));
        (await programme.Release()).ShouldBe((201, ""));

        (await programme.Releases()).Select(release => release.Number("number")).ShouldBe([1, 2]);
        (await programme.Releases())[1].Items("changes").Select(words => words.GetString()).ShouldBe(
            ["Presiding officer of plenary meeting 1: FIN.", "Plenary meeting 2 is added: 15:00 to 18:00 on 14 September in Conference Room 4."]);
        (await programme.Anybody.Read($"{programme.Address}/releases?limit=1")).Text("next").ShouldBe("1");
        (await programme.Anybody.Read($"{programme.Address}/releases/1")).Items("meetings").ShouldHaveSingleItem().Items("officers").ShouldBeEmpty("what was released never changes");

        var difference = await programme.Anybody.Read($"{programme.Address}/releases/2/difference");
        (difference.Number("from"), difference.Number("to")).ShouldBe((1, 2));
        var named = difference.Items("meetings").First();
        named.GetProperty("officers").Items("added").ShouldHaveSingleItem().Text("participant").ShouldBe("FIN");
        named.GetProperty("late").GetBoolean().ShouldBeFalse();
        named.GetProperty("title").ValueKind.ShouldBe(JsonValueKind.Null);
        (await programme.Anybody.Read($"{programme.Address}/releases/2/difference?from=0")).Items("meetings").Count().ShouldBe(2);
        (await programme.Anybody.GetAsync(new Uri($"{programme.Address}/releases/2/difference?from=9", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task a_release_can_be_kept_and_the_latest_is_asked_for_anew()
    {
        var programme = await Publishing.Begin(fixture);
        await programme.Plan("Plenary", 1);
        await programme.Release();
        using var one = await programme.Anybody.GetAsync(new Uri($"{programme.Address}/releases/1", UriKind.Relative));
        one.Headers.CacheControl!.ToString().ShouldContain("immutable");
        using var latest = await programme.Anybody.GetAsync(new Uri($"{programme.Address}/releases/latest", UriKind.Relative));
        latest.Headers.CacheControl!.NoCache.ShouldBeTrue();
        using var again = new HttpRequestMessage(HttpMethod.Get, $"{programme.Address}/releases/latest");
        again.Headers.TryAddWithoutValidation("If-None-Match", latest.Headers.ETag!.ToString());
        (await programme.Anybody.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task publishing_twice_at_once_makes_one_release()
    {
        var programme = await Publishing.Begin(fixture);
        await programme.Plan("Plenary", 1);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => programme.Release(version: 0)));
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Count(answer => answer == (412, "stale-version")).ShouldBe(19, string.Join(", ", answers));

        // A client that does not know whether it was heard sends the same again, under the same key.
        await programme.Plan("Plenary", 2, from: 15);
        var version = (await programme.Draft()).GetProperty("version").GetInt64();
        var repeated = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => programme.Release(version: version, key: $"release-2-{programme.Edition}")));
        repeated.ShouldAllBe(answer => answer.Status == 201);
        (await programme.Releases()).Select(release => release.Number("number")).ShouldBe([1, 2]);
        (await programme.Stream()).Count(e => e.Data is ProgrammeReleased).ShouldBe(2);
    }

    [Fact]
    public async Task what_moves_and_what_is_called_off_is_seen_as_such_under_the_same_id()
    {
        var programme = await Publishing.Begin(fixture);
        Guid four = await programme.Organizer.Create("/rooms", new { editionId = programme.Edition, name = "Conference Room 4" }),
            two = await programme.Organizer.Create("/rooms", new { editionId = programme.Edition, name = "Conference Room 2" });
        var (moved, off) = (await programme.Plan("RoundTable", 1, day: 15, from: 15, room: four), await programme.Plan("RoundTable", 2));
        await programme.Release();
        await programme.Put(moved, "A meeting, number 1", day: 15, from: 10, room: two);
        await programme.Organizer.Change($"/meetings/{off}", "calling-off", new { reason = "Nobody is to chair it." });
        await programme.Release();
        (await programme.Releases())[1].Items("changes").Select(words => words.GetString()).ShouldBe(
        [
            "Round-table meeting 2, planned for 10:00 on 14 September, is called off.",
            "Round-table meeting 1 moves from 15:00 to 10:00 on 15 September and from Conference Room 4 to Conference Room 2.",
        ]);
        var latest = (await programme.Latest()).Items("meetings").ToDictionary(meeting => meeting.GetProperty("id").GetGuid());
        (latest[moved].Number("sequence"), latest[moved].GetProperty("cancelled").GetBoolean()).ShouldBe((1, false));
        (latest[off].Number("sequence"), latest[off].GetProperty("cancelled").GetBoolean()).ShouldBe((1, true));
        var difference = (await programme.Anybody.Read($"{programme.Address}/releases/2/difference")).Items("meetings").Last();
        (difference.GetProperty("time").GetProperty("before").Text("startsAt"), difference.GetProperty("time").GetProperty("after").Text("startsAt")).ShouldBe(("2006-09-15T15:00:00-04:00", "2006-09-15T10:00:00-04:00"));
        difference.GetProperty("room").GetProperty("after").Text("name").ShouldBe("Conference Room 2");
    }

    [Fact]
    public async Task who_is_in_two_places_at_once_keeps_the_programme_from_being_released()
    {
        var programme = await Publishing.Begin(fixture);
        await programme.Plan("RoundTable", 1);
        await programme.Plan("RoundTable", 2);
        foreach (var meeting in (await programme.Draft()).Items("meetings"))
            await programme.Name(Guid.Parse(meeting.Text("id")!), "FIN", "Moderator", "The same person");
        (await programme.Draft()).Items("conflicts").Where(conflict => conflict.Text("weight") == "Hard").Select(conflict => conflict.Text("kind")).ShouldBe(["PersonInTwoPlaces"]);
        (await programme.Release()).ShouldBe((422, "hard-conflicts"));
        (await programme.Releases()).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_day_is_frozen_though_nobody_asks_and_what_is_released_later_is_shown_as_a_change()
    {
        var programme = await Publishing.Begin(fixture);
        var first = await programme.Plan("Plenary", 1);
        var second = await programme.Plan("Plenary", 2, day: 15);
        await programme.Release();

        // The clock is set to half a second before the hour.
        await programme.Set(2, Dialogue.Summer(13, 18).AddMinutes(30).AddSeconds(-0.5));
        await Eventually.Holds(
            async () =>
            {
                var frozen = (await programme.Stream()).Select(e => e.Data).OfType<DayFrozen>().ShouldHaveSingleItem();
                (frozen.Day, frozen.Release, frozen.At).ShouldBe((new DateOnly(2006, 9, 14), 1, Dialogue.Summer(13, 18).AddMinutes(30)));
            },
            "the first day is frozen");
        (await programme.Anybody.Read($"{programme.Address}/programme-days")).Items().Select(day => day.GetProperty("frozen").GetBoolean()).ShouldBe([true, false]);

        await programme.Name(first, "FIN", "PresidingOfficer");
        await programme.Name(second, "FIN", "PresidingOfficer");
        (await programme.Draft()).GetProperty("difference").Items("meetings").Select(change => change.GetProperty("late").GetBoolean()).ShouldBe([true, false]);
        (await programme.Release()).ShouldBe((201, ""));
        var meetings = (await programme.Latest()).Items("meetings").ToArray();
        var late = meetings[0].Items("lateChanges").ShouldHaveSingleItem();
        (late.Text("what"), late.Text("after"), late.Number("release")).ShouldBe(("OtherOfficers", "presiding officer: FIN", 2));
        meetings[1].Items("lateChanges").ShouldBeEmpty();
        (await programme.Anybody.Read($"{programme.Address}/releases/2/difference")).Items("meetings").Select(change => change.GetProperty("late").GetBoolean()).ShouldBe([true, false]);
    }

    [Fact]
    public async Task a_withdrawal_makes_one_release_by_itself_that_carries_nothing_else()
    {
        var programme = await Publishing.Begin(fixture);
        var (sitting, other) = (await programme.Plan("RoundTable", 1), await programme.Plan("RoundTable", 2, day: 15));
        var table = await programme.Organizer.Create("/round-tables", new { editionId = programme.Edition, number = 1, meetingId = sitting, capacity = 5 });
        var (id, finland) = await programme.Announce("FIN", "Finland", 1);
        await programme.Announce("KEN", "Kenya", 1);
        await Eventually.Holds(async () => (await programme.Anybody.Read($"/round-tables/{table}")).Items("seats").Count().ShouldBe(2), "both have a seat");
        await programme.Name(sitting, "FIN", "Chair");
        await programme.Name(other, "FIN", "Rapporteur");
        (await programme.Release()).ShouldBe((201, ""));
        // Work on the draft that is not ready.
        await programme.Plan("Plenary", 1, from: 15);

        var gone = finland with { Standing = DelegationStanding.Withdrawn, LastWithdrawnAt = Dialogue.Noon };
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => fixture.Say(id, 3, gone)));
        await Eventually.Holds(async () => (await programme.Releases()).Count.ShouldBe(2), "the withdrawal is released");
        var release = (await programme.Releases())[1];
        release.GetProperty("byWithdrawal").GetBoolean().ShouldBeTrue();
        release.Items("changes").Select(words => words.GetString()).ShouldBe(
        [
            "The chair of round table 1 is vacant: Finland has withdrawn.",
            "Finland has no seat at round table 1 any more: it has withdrawn.",
            "The rapporteur of round-table meeting 2 is vacant: Finland has withdrawn.",
        ]);
        var latest = await programme.Latest();
        latest.Items("meetings").Count().ShouldBe(2, "the plenary meeting is a draft still");
        latest.Items("meetings").Select(meeting => (meeting.Number("sequence"), meeting.Items("officers").Count())).ShouldBe([(1, 0), (1, 0)]);
        (await programme.Draft()).GetProperty("difference").Items("meetings").ShouldHaveSingleItem().Items("kinds").Single().GetString().ShouldBe("Added");

        // The withdrawal, what came of it and its release are one trace.
        var released = (await programme.Stream()).Last(e => e.Data is ProgrammeReleased);
        released.CorrelationId.ShouldNotBeNullOrEmpty();
        (await programme.Stream(sitting)).Single(e => e.Data is OfficeVacated).CorrelationId.ShouldBe(released.CorrelationId);

        // Whatever is still on its way finds nothing left to do: the next release is the organizer's.
        (await programme.Release()).ShouldBe((201, ""));
        (await programme.Releases()).Select(one => one.GetProperty("byWithdrawal").GetBoolean()).ShouldBe([false, true, false]);
    }

    [Fact]
    public async Task a_speaker_who_withdraws_leaves_the_published_list_and_the_others_keep_their_times_until_the_organizer_releases()
    {
        var programme = await Publishing.Begin(fixture);
        await programme.Plan("Plenary", 1);
        var (finland, asked) = await programme.AskForTheFloor("FIN", "Finland", 1);
        await programme.AskForTheFloor("KEN", "Kenya", 2);
        await programme.PlanTheList();
        (await programme.Release()).ShouldBe((201, ""));
        Speakers(await programme.Latest()).ShouldBe([("FIN", "2006-09-14T10:00:00-04:00"), ("KEN", "2006-09-14T10:10:00-04:00")]);

        await fixture.Say(finland, 3, asked with { Standing = DelegationStanding.Withdrawn, LastWithdrawnAt = Dialogue.Noon });
        await Eventually.Holds(async () => (await programme.Releases()).Count.ShouldBe(2), "the withdrawal is released");
        (await programme.Releases())[1].Items("changes").ShouldHaveSingleItem().GetString().ShouldBe("Finland does not speak at plenary meeting 1: it has withdrawn.");
        Speakers(await programme.Latest()).ShouldBe([("KEN", "2006-09-14T10:10:00-04:00")]);

        (await programme.Draft()).GetProperty("difference").Items("meetings").ShouldHaveSingleItem().Items("words").ShouldHaveSingleItem().GetString()
            .ShouldBe("Kenya speaks at plenary meeting 1 at 10:00 instead of 10:10.");

        static IEnumerable<(string?, string?)> Speakers(JsonElement release) => release.Items("meetings").ShouldHaveSingleItem().Items("speakers").Select(speaker => (speaker.Text("participant"), speaker.Text("startsAt")));
    }
}
