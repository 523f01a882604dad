using Forum.Contracts.Governance;
using Forum.Contracts.Scheduling;
using Forum.Replay.Api;
using Forum.Replay.Data;
using Forum.Replay.Stages;

namespace Forum.Seeds.Tests;

/// <summary>The first Dialogue is replayed in its true times: those of New York in September 2006, four hours behind UTC.</summary>
public sealed class When_the_times_are_those_of_New_York
{
    private static readonly Dialogue Data = Dialogue.Read(Repository.Data);
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    [Fact]
    public void the_edition_is_in_that_zone_and_on_a_clock_that_can_be_replayed()
    {
        Data.Edition.TimeZone.ShouldBe(NewYork.Id);
        Data.Edition.Clock.Kind.ShouldBe(ClockKind.Rehearsal);
        Data.Edition.Clock.StartsAt!.Value.ShouldBeLessThan(Data.Meetings.Min(meeting => meeting.StartsAt));
    }

    [Fact]
    public void every_time_is_written_with_the_offset_that_New_York_had_then() =>
        Data.Meetings.SelectMany(meeting => new[] { meeting.StartsAt, meeting.EndsAt }).Concat(Data.Statements.Select(statement => statement.DeliveredAt))
            .ShouldAllBe(at => at.Offset == NewYork.GetUtcOffset(at) && at.Offset == TimeSpan.FromHours(-4));

    [Fact]
    public void two_plenary_meetings_a_day_and_the_round_tables_beside_the_second_and_the_third()
    {
        Of(MeetingKind.Plenary).ShouldBe([(1, 14, 10), (2, 14, 15), (3, 15, 10), (4, 15, 15)]);
        Of(MeetingKind.RoundTable).ShouldBe([(1, 14, 15), (2, 14, 15), (3, 15, 10), (4, 15, 10)]);
        Data.Meetings.ShouldAllBe(meeting => meeting.EndsAt - meeting.StartsAt == TimeSpan.FromHours(3));

        static (int Number, int Day, int Hour)[] Of(MeetingKind kind) => [.. Data.Meetings.Where(meeting => meeting.Kind == kind).OrderBy(meeting => meeting.Number).Select(meeting => (meeting.Number, meeting.StartsAt.Day, meeting.StartsAt.Hour))];
    }

    [Fact]
    public void every_statement_is_made_while_its_meeting_sits() => Data.Statements.ShouldAllBe(statement => Data.Meetings.Any(meeting =>
        meeting.Kind == MeetingKind.Plenary && meeting.Number == statement.Meeting && meeting.StartsAt <= statement.DeliveredAt && statement.DeliveredAt <= meeting.EndsAt));

    [Fact]
    public void a_meeting_that_is_shown_at_another_time_or_with_another_offset_is_not_held_at_its_time()
    {
        var planned = Data.Meetings[0];
        var seen = new MeetingSeen(Guid.Empty, 1, planned.Kind, planned.Number, planned.StartsAt, planned.EndsAt, [], MeetingState.Concluded, planned.StartsAt, planned.EndsAt);
        CompareFigures.AtItsTimes(seen, planned).ShouldBeTrue();
        CompareFigures.AtItsTimes(seen with { ConvenedAt = planned.StartsAt.AddMinutes(1) }, planned).ShouldBeFalse();
        CompareFigures.AtItsTimes(seen with { ConvenedAt = planned.StartsAt.ToUniversalTime() }, planned).ShouldBeFalse();
        CompareFigures.AtItsTimes(seen with { ConcludedAt = null }, planned).ShouldBeFalse();
    }
}
