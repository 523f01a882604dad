using System.Text.Json;
using System.Xml.Linq;
using Forum.Contracts.Scheduling;
using Forum.Rehearsal.Holding;
using Forum.Rehearsal.Reports;

namespace Forum.Seeds.Tests;

/// <summary>The report says what came of each disturbance, whether a rule broke, and what would have to change.</summary>
public sealed class When_a_rehearsal_is_reported
{
    private static readonly DateTimeOffset At = new(2027, 5, 11, 14, 0, 0, TimeSpan.FromHours(-4));

    [Fact]
    public void what_went_by_the_plan_needs_no_change()
    {
        var report = Reporting.Of(Rehearsed.Course());
        report.RulesHeld.ShouldBeTrue();
        report.Changes.ShouldBeEmpty();
        report.Meetings.ShouldAllBe(meeting => meeting.LateMinutes == 0 && meeting.OverranMinutes == 0 && meeting.NotReached.Count == 0);
        report.NotReached.ShouldBeEmpty();
    }

    [Fact]
    public void an_overrun_says_whom_it_cost_and_which_limit_would_fit()
    {
        var course = Rehearsed.Course();
        var unheard = course.Slots.Meetings[Rehearsed.Plenary2].TakeLast(5).ToArray();
        var planned = course.Slots.Meetings[Rehearsed.Plenary2].Count;
        // It began late, so the first two spoke later.
        foreach (var code in course.Slots.Meetings[Rehearsed.Plenary2].Take(2))
            course = course.With(code, speaker => speaker with { DeliveredAt = speaker.DeliveredAt!.Value.AddMinutes(22.5) });
        course = unheard.Aggregate(course, (so, code) => so.With(code, speaker => speaker with { MeetingId = null, DeliveredAt = null }))
            .With(Rehearsed.Plenary2, meeting => meeting with { ConvenedAt = meeting.StartsAt.AddMinutes(20), ConcludedAt = meeting.EndsAt.AddMinutes(34) });
        var report = Reporting.Of(course with { Figures = [new("speakersInAll", course.Speakers.Count(speaker => speaker.DeliveredAt is not null))] });

        var meeting = report.Meetings.Single(meeting => meeting.Meeting == Rehearsed.Plenary2);
        (meeting.LateMinutes, meeting.OverranMinutes, meeting.Planned, meeting.Heard).ShouldBe((20, 34, planned, planned - 5));
        meeting.NotReached.ShouldBe(unheard);
        report.NotReached.Select(speaker => speaker.Participant).ShouldBe(unheard);
        // 160 min / 18 - 2.5 min, whole minutes.
        report.Changes.ShouldContain("Plenary meeting 2 overran by 34 min and did not reach 5 speakers. A limit of 6 min would fit all 18.");
        report.Changes.ShouldContain(change => change.StartsWith("Plenary meeting 2 began 20 min late."));
        report.RulesHeld.ShouldBeTrue("to be late breaks no rule");
    }

    [Fact]
    public void who_spoke_at_a_later_meeting_has_moved()
    {
        var course = Rehearsed.Course();
        var last = course.Slots.Meetings[Rehearsed.Plenary1][^1];
        var report = Reporting.Of(course.With(last, speaker => speaker with { MeetingId = Rehearsed.IdOf(Rehearsed.Plenary2), DeliveredAt = At.AddHours(1).AddMinutes(1) }));
        report.MovedSpeakers.ShouldBe([new MovedSpeaker(last, Rehearsed.Plenary1, Rehearsed.Plenary2)]);
        report.NotReached.ShouldBeEmpty();
    }

    [Fact]
    public void what_came_of_a_withdrawal_is_what_stands_under_its_trace()
    {
        var course = Rehearsed.Course();
        var chair = course.Plan.ChairOf(Rehearsed.Table1);
        course = course with { Injected = [Rehearsed.Withdrawal(1, At, chair, "trace-1")] };
        course = course.Telling(
            Rehearsed.Seat(At.AddDays(-3), chair, trace: "trace-0"),
            Rehearsed.Seat(At.AddMinutes(1), chair, released: true, trace: "trace-1"),
            Rehearsed.Seat(At.AddMinutes(1), "AAX", trace: "trace-1"),
            new Told(At.AddMinutes(2), "scheduling", "trace-1", new OfficeVacated
            {
                MeetingId = Rehearsed.IdOf(Rehearsed.Table1),
                Revision = 6,
                Meeting = Rehearsed.Meeting(Rehearsed.Table1),
                Role = OfficerRole.Chair,
                Participant = chair,
                ChairVacant = true,
                VacatedAt = At.AddMinutes(2),
            }),
            new Told(At.AddMinutes(40), "scheduling", "another", new OfficerDesignated
            {
                MeetingId = Rehearsed.IdOf(Rehearsed.Table1),
                Revision = 7,
                Meeting = Rehearsed.Meeting(Rehearsed.Table1, new Officer { Role = OfficerRole.Chair, Name = "Another (synthetic)", Title = "Minister", Participant = "ABX" }),
            }));
        course = course with { RoundTables = [.. course.RoundTables.Select(table => table.Number == 1 ? table with { Seats = [new("AAX")] } : table)] };

        var report = Reporting.Of(course);
        report.Disturbances.ShouldHaveSingleItem().Followed.Select(moment => moment.What).ShouldBe(
            ["its seat at round table 1 is free", "AAX has a seat at round table 1", "Chair of round table 1 is vacant: nobody is left to chair"]);
        report.Seats.ShouldBe([new SeatReport(At.AddMinutes(1), 1, chair, "AAX")]);
        report.Vacancies.ShouldBe([new VacancyReport(Rehearsed.Table1, "Chair", chair, At.AddMinutes(2), At.AddMinutes(40), "ABX", 38)]);
        report.RulesHeld.ShouldBeTrue();
    }

    [Fact]
    public void an_office_that_stayed_vacant_says_so()
    {
        var report = Reporting.Of(Rehearsed.Course().Telling(new Told(At, "scheduling", null, new OfficeVacated
        {
            MeetingId = Rehearsed.IdOf(Rehearsed.Table1),
            Revision = 6,
            Meeting = Rehearsed.Meeting(Rehearsed.Table1),
            Role = OfficerRole.Rapporteur,
            Participant = "AAX",
            ChairVacant = false,
            VacatedAt = At,
        })));
        report.Vacancies.ShouldHaveSingleItem().Minutes.ShouldBeNull();
        report.Changes.ShouldContain("The office of Rapporteur of round table 1 stayed vacant after AAX had withdrawn. Have somebody in reserve.");
    }

    public static TheoryData<string, Func<Course, Course>> Broken => new()
    {
        { "One speaker at a time", course => course.With(course.Speakers[1].Participant!, speaker => speaker with { DeliveredAt = course.Speakers[0].DeliveredAt }) },
        { "One speaker at a time", course => course.With(course.Speakers[1].Participant!, speaker => speaker with { DeliveredAt = course.Plan.Ends.AddDays(1) }) },
        { "stands on the speakers' list twice", course => course with { Speakers = [.. course.Speakers, course.Speakers[0] with { DeliveredAt = null, MeetingId = null }] } },
        { "Nobody speaks twice", course => course.Telling(Statement("AAX"), Statement("AAX")) },
        { "more than its seats", course => course.Telling(Rehearsed.Seat(At, "AAX"), Rehearsed.Seat(At, "ABX")) },
        { "nobody two of them", course => course.Telling(Rehearsed.Seat(At, "AAX"), Rehearsed.Seat(At, "AAX")) },
        { "has risen", course => course.Telling(Rehearsed.Seat(At, "AAX"), Risen(), Rehearsed.Seat(At.AddHours(5), "AAX", released: true)) },
        { "has risen", course => course.Telling(Risen(), Rehearsed.Seat(At.AddHours(5), "ABX")) },
        { "one place", course => course.With(Rehearsed.Table2, meeting => meeting with { Officers = course.Plan.Meetings[Rehearsed.Table1].Officers }) },
        {
            "nobody in the chair",
            course => course.Telling(new Told(At, "scheduling", null, new MeetingConvened { MeetingId = Rehearsed.IdOf(Rehearsed.Table1), Revision = 1, Meeting = Rehearsed.Meeting(Rehearsed.Table1) }))
        },
        { "holds nothing", course => course.With("AAX", speaker => speaker with { DeliveredAt = null, MeetingId = null }) with { Away = ["AAX"] } },
        { "is counted", course => course with { Figures = [new("speakersInAll", 3)] } },
        { "is counted", course => course with { Figures = [new("speakersInAll", null)] } },
    };

    [Theory, MemberData(nameof(Broken))]
    public void a_rule_that_broke_is_named_with_where(string rule, Func<Course, Course> breaks)
    {
        var report = Reporting.Of(breaks(Rehearsed.Course(Rehearsed.Plan(new Forum.Rehearsal.Scenarios.Scenario { Delegations = 60 }))));
        report.RulesHeld.ShouldBeFalse();
        report.Rules.Where(checked_ => !checked_.Held && checked_.Rule.Contains(rule)).SelectMany(checked_ => checked_.Broken).ShouldNotBeEmpty();
        ReportAsText.Write(report).ShouldContain("BROKEN");
        ReportAsPage.Write(report).ShouldContain("A rule broke");
    }

    [Fact]
    public void the_page_needs_nothing_else_and_can_be_read_without_seeing_it()
    {
        var written = ReportAsPage.Write(Reporting.Of(Rehearsed.Course() with
        {
            Injected = [Rehearsed.Withdrawal(1, At, "<b>AAX</b>", "trace-1")],
            Journal = [new Happened(At, "AAX", "has withdrawn", 1)],
        }));
        var page = XDocument.Parse(written.Replace("<!DOCTYPE html>\n", "", StringComparison.Ordinal)).Root!;
        page.Attribute("lang")!.Value.ShouldBe("en");
        page.Descendants("title").ShouldHaveSingleItem().Value.ShouldNotBeEmpty();
        page.Descendants("h1").ShouldHaveSingleItem();
        page.Descendants("main").ShouldHaveSingleItem();
        page.Descendants().Where(element => element.Name.LocalName is "script" or "img" or "link" or "iframe").ShouldBeEmpty();
        page.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "src" or "href" or "style").ShouldBeEmpty();
        foreach (var table in page.Descendants("table"))
        {
            table.Elements("caption").ShouldHaveSingleItem().Value.ShouldNotBeEmpty();
            table.Descendants("th").ShouldAllBe(cell => cell.Attribute("scope") != null);
            table.Elements("tbody").Elements("tr").ShouldAllBe(row => row.Elements("th").Count() == 1);
        }

        page.Descendants("section").Select(section => section.Attribute("aria-labelledby")!.Value).ShouldBe(page.Descendants("h2").Select(head => head.Attribute("id")!.Value));
        page.Descendants("td").ShouldAllBe(cell => cell.Value.Length > 0);
        written.ShouldNotContain("<b>");
    }

    [Fact]
    public void the_json_says_the_same_and_what_is_unknown_is_null()
    {
        var report = Reporting.Of(Rehearsed.Course().With(Rehearsed.Table1, meeting => meeting with { ConvenedAt = null, ConcludedAt = null, State = MeetingState.Planned }));
        using var json = JsonDocument.Parse(ReportAsJson.Write(report));
        json.RootElement.GetProperty("rulesHeld").GetBoolean().ShouldBeTrue();
        var table = json.RootElement.GetProperty("meetings").EnumerateArray().Single(meeting => meeting.GetProperty("meeting").GetString() is "RoundTable 1");
        table.GetProperty("convenedAt").ValueKind.ShouldBe(JsonValueKind.Null);
        table.GetProperty("lateMinutes").ValueKind.ShouldBe(JsonValueKind.Null);
        json.RootElement.GetProperty("changes").EnumerateArray().Select(change => change.GetString()).ShouldContain("Round table 1 was not held. Name a second person who can chair it.");
        json.RootElement.GetProperty("meetings")[0].GetProperty("startsAt").GetString().ShouldBe("2027-05-11T10:00:00-04:00");
    }

    private static Told Risen() => new(At.AddHours(4), "scheduling", null, new MeetingConcluded { MeetingId = Rehearsed.IdOf(Rehearsed.Table1), Revision = 9, Meeting = Rehearsed.Meeting(Rehearsed.Table1) });

    private static Told Statement(string participant) => new(At, "scheduling", null, new StatementDelivered
    {
        EditionId = Guid.Empty,
        Revision = 1,
        MeetingId = Guid.Empty,
        DeliveredAt = At,
        Inscription = new Inscription { InscriptionId = Guid.CreateVersion7(), Kind = StatementKind.Debate, Participant = participant },
    });
}
