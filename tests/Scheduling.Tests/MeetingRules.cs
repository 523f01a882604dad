using Forum.Contracts.Scheduling;
using Forum.Hosting.Store;
using Forum.Kit;
using Forum.Scheduling.Meetings;
using Forum.Scheduling.Rooms;
using Meeting = Forum.Scheduling.Meetings.Meeting;
using MeetingConcluded = Forum.Scheduling.Meetings.MeetingConcluded;
using MeetingConvened = Forum.Scheduling.Meetings.MeetingConvened;
using MeetingPlanned = Forum.Scheduling.Meetings.MeetingPlanned;
using OfficerDesignated = Forum.Scheduling.Meetings.OfficerDesignated;

namespace Forum.Scheduling.Tests;

public sealed class When_a_meeting_is_planned
{
    [Fact]
    public void it_stands_in_the_programme_as_asked()
    {
        var planned = Plan(Dialogue.FirstPlenary).ShouldHaveSingleItem().ShouldBeOfType<MeetingPlanned>();
        planned.Entry.State.ShouldBe(MeetingState.Planned);
        planned.Entry.StartsAt.Offset.ShouldBe(TimeSpan.FromHours(-4));
        planned.Entry.Officers.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    public void its_times_have_the_offset_of_the_venue_on_that_day(int hours)
    {
        Refused(Dialogue.FirstPlenary with { StartsAt = Dialogue.Summer(14, 10).ToOffset(TimeSpan.FromHours(hours)) }, "offset-not-of-venue");
        Refused(Dialogue.FirstPlenary with { EndsAt = Dialogue.Summer(14, 13).ToOffset(TimeSpan.FromHours(hours)) }, "offset-not-of-venue");
    }

    [Fact]
    public void it_ends_after_it_starts() => Refused(Dialogue.FirstPlenary with { EndsAt = Dialogue.Summer(14, 10) }, "ends-before-start");

    [Fact]
    public void it_is_held_on_the_days_of_the_edition()
    {
        Refused(Dialogue.FirstPlenary with { StartsAt = Dialogue.Summer(13, 22) }, "outside-edition");
        Refused(Dialogue.FirstPlenary with { StartsAt = Dialogue.Summer(15, 22), EndsAt = Dialogue.Summer(16, 1) }, "outside-edition");
        Plan(Dialogue.FirstPlenary with { StartsAt = Dialogue.Summer(15, 22), EndsAt = Dialogue.Summer(16, 0) }).ShouldHaveSingleItem();
    }

    [Fact]
    public void its_room_is_one_of_the_edition()
    {
        var room = new Room { Id = Guid.CreateVersion7(), EditionId = Dialogue.Id, Name = "General Assembly Hall" };
        var plan = Dialogue.FirstPlenary with { RoomId = room.Id };
        Plan(plan, room).OfType<MeetingPlanned>().Single().Entry.Room.ShouldBe("General Assembly Hall");
        Should.Throw<Refusal>(() => Plan(plan)).Code.ShouldBe("room-unknown");
    }

    [Fact]
    public void the_edition_is_not_over() => Should.Throw<Refusal>(() => Dialogue.Over.MustBeOpen()).Code.ShouldBe("edition-closed");

    private static object[] Plan(PlanMeeting command, Room? room = null) => [.. command.Decide(Guid.CreateVersion7(), Dialogue.Known, new Programme { Rooms = room is null ? [] : [room] }, Dialogue.Noon).Events];

    private static void Refused(PlanMeeting command, string code) => Should.Throw<Refusal>(() => Plan(command)).Code.ShouldBe(code);
}

public sealed class When_a_meeting_sits
{
    private static readonly DateTimeOffset Ten = Dialogue.Summer(14, 10);
    private static readonly DateTimeOffset One = Dialogue.Summer(14, 13);
    private static readonly ProgrammeEntry Entry = Dialogue.Entry(Dialogue.FirstPlenary);
    private static readonly object Planned = new MeetingPlanned(Guid.CreateVersion7(), Entry, Dialogue.Noon);
    private static readonly MeetingConvened Convened = new(Entry with { State = MeetingState.InSession, ConvenedAt = Ten }, Ten);
    private static readonly MeetingConcluded Concluded = new(Convened.Entry with { State = MeetingState.Concluded, ConcludedAt = One }, One);

    [Fact]
    public void it_is_convened() => Given(Planned).When(Convene(Ten)).Then(Convened);

    [Fact]
    public void it_is_convened_now_when_no_time_is_given() => Given(Planned).When(Convene(null)).Then<MeetingConvened>().At.ShouldBe(Dialogue.Noon);

    [Fact]
    public void it_is_convened_on_a_day_of_the_edition() => Given(Planned).When(Convene(Dialogue.Summer(13, 10))).ThenRefused("outside-edition");

    [Fact]
    public void it_is_convened_once()
    {
        Given(Planned, Convened).When(Convene(Ten)).ThenRefused("meeting-already-convened");
        Given(Planned, Convened, Concluded).When(Convene(Ten)).ThenRefused("meeting-already-concluded");
    }

    [Fact]
    public void it_is_concluded() => Given(Planned, Convened).When(Conclude(One)).Then(Concluded);

    [Fact]
    public void it_is_concluded_once_and_not_before_it_sat()
    {
        Given(Planned).When(Conclude(One)).ThenRefused("meeting-not-convened");
        Given(Planned, Convened, Concluded).When(Conclude(One)).ThenRefused("meeting-already-concluded");
        Given(Planned, Convened).When(Conclude(Ten.AddMinutes(-1))).ThenRefused("before-convening");
    }

    [Fact]
    public void a_clock_behind_the_convening_does_not_conclude_before_it() =>
        Given(Planned, Convened).When(Conclude(null)).Then<MeetingConcluded>().At.ShouldBe(Ten);

    [Fact]
    public void its_officers_are_added_to_the_entry_and_each_is_named_once()
    {
        var chair = new DesignateOfficer { Role = OfficerRole.Chair, Name = "A. Person", Title = "Minister of Labour", Participant = "FIN" };
        var designated = Given(Planned, Convened).When(meeting => chair.Decide(meeting, Ten)).Then<OfficerDesignated>();
        designated.Entry.Officers.ShouldHaveSingleItem().ShouldBe(new DesignatedOfficer(OfficerRole.Chair, "A. Person", "Minister of Labour", "FIN", Ten) { Id = designated.Officer.Id });
        designated.Entry.State.ShouldBe(MeetingState.InSession);
        Given(Planned, Convened, designated).When(meeting => chair.Decide(meeting, Ten)).ThenRefused("officer-already-designated");
        Given(Planned, Convened, designated).When(meeting => (chair with { Role = OfficerRole.Rapporteur }).Decide(meeting, Ten))
            .Then<OfficerDesignated>().Entry.Officers.Count.ShouldBe(2);
    }

    private static Decider<Meeting> Given(params object[] events) => Decider.Given<Meeting>((meeting, e) => meeting.Evolve(e), events);
    private static Func<Meeting, IEnumerable<object>> Convene(DateTimeOffset? at) => meeting => new ConveneMeeting { At = at }.Decide(meeting, Dialogue.Known, Dialogue.Noon);
    private static Func<Meeting, IEnumerable<object>> Conclude(DateTimeOffset? at) => meeting => new ConcludeMeeting { At = at }.Decide(meeting, Dialogue.Known, Dialogue.Noon);
}
