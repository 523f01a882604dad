using Forum.Contracts.Scheduling;
using Forum.Hosting.Store;
using Forum.Scheduling.Interpretation;
using Forum.Scheduling.Meetings;
using Forum.Scheduling.Rooms;
using Forum.Scheduling.RoundTables;
using FsCheck;
using FsCheck.Fluent;
using Meeting = Forum.Scheduling.Meetings.Meeting;
using MeetingChanged = Forum.Scheduling.Meetings.MeetingChanged;
using MeetingPlanned = Forum.Scheduling.Meetings.MeetingPlanned;
using RoundTable = Forum.Scheduling.RoundTables.RoundTable;

namespace Forum.Scheduling.Tests;

/// <summary>A room is used by one meeting at a time and holds who sits there; interpreters serve one meeting at a time and not for more than three hours; "as available" yields first.</summary>
public sealed class S7_Rooms_and_interpretation
{
    private static readonly Room Hall = new() { Id = Guid.CreateVersion7(), EditionId = Dialogue.Id, Name = "Hall", Capacity = 60, Booths = [.. Enum.GetValues<Language>()] };
    private static readonly Room Study = new() { Id = Guid.CreateVersion7(), EditionId = Dialogue.Id, Name = "Study", Booths = [Language.English, Language.French] };
    private static readonly InterpretationTeam TeamA = Team("Team A"), TeamB = Team("Team B");

    [Theory]
    [InlineData(10, 13, false)]
    [InlineData(9, 11, false)]
    [InlineData(12, 14, false)]
    [InlineData(11, 12, false)]
    [InlineData(9, 14, false)]
    [InlineData(13, 15, true)]
    [InlineData(8, 10, true)]
    public void a_room_is_taken_at_equal_and_overlapping_times_and_free_at_adjacent_ones(int from, int to, bool free)
    {
        var programme = Programme(Planned(10, 13, Hall));
        var wanted = Plan(from, to, Hall) with { Number = 2 };
        if (free)
            Decide(wanted, programme).Events.ShouldHaveSingleItem();
        else
            Refused("room-taken", () => Decide(wanted, programme));
    }

    [Fact]
    public void a_meeting_that_was_called_off_or_has_risen_takes_no_room()
    {
        var meeting = Planned(10, 13, Hall);
        foreach (var state in new[] { MeetingState.Cancelled, MeetingState.Concluded })
            Decide(Plan(10, 13, Hall), Programme(meeting with { Entry = meeting.Entry with { State = state } })).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void a_round_table_fits_its_room_with_table_and_adviser_seats()
    {
        var meeting = Planned(10, 13, room: null);
        var table = new RoundTable { Id = Guid.CreateVersion7(), EditionId = Dialogue.Id, Number = 1, MeetingId = meeting.Id, Capacity = 40, AdviserSeats = 20 };
        var programme = Programme(meeting) with { Tables = [table] };
        Change(meeting, programme, Hall).ShouldNotBeNull();
        Refused("room-too-small", () => Change(meeting, programme with { Tables = [table with { AdviserSeats = 21 }] }, Hall));
        Refused("room-too-small", () => new PlanRoundTable { EditionId = Dialogue.Id, Number = 1, MeetingId = meeting.Id, Capacity = 50, AdviserSeats = 11 }
            .Decide(Guid.CreateVersion7(), Programme(meeting with { Entry = meeting.Entry with { RoomId = Hall.Id, Kind = MeetingKind.RoundTable } }), Dialogue.Noon).ToArray());
    }

    [Fact]
    public void languages_are_not_more_than_the_booths_of_the_room()
    {
        var meeting = Planned(10, 13, Study);
        Refused("booths-missing", () => Assign(meeting, Programme(meeting), Enum.GetValues<Language>(), TeamA));
        Assign(meeting, Programme(meeting), [Language.English, Language.French], TeamA).Events.ShouldHaveSingleItem();
        var served = Served(meeting, [Language.English], TeamA);
        Refused("booths-missing", () => new ChangeRoom { Name = "Study", Capacity = null, Booths = [Language.French] }.Decide(Study, Programme(served), Dialogue.Noon).ToArray());
    }

    [Fact]
    public void a_whole_team_is_fourteen_and_a_booth_takes_three_for_arabic_and_chinese_and_two_otherwise()
    {
        InterpretationTeam.Whole.Sum(booth => booth.Interpreters).ShouldBe(14);
        Enum.GetValues<Language>().ShouldAllBe(language => TeamA.Serves(language));
        Refused("booth-understaffed", () => Register(new BoothStaff { Language = Language.Arabic, Interpreters = 2 }));
        Refused("language-given-twice", () => Register(new BoothStaff { Language = Language.French, Interpreters = 2 }, new BoothStaff { Language = Language.French, Interpreters = 3 }));
        var partial = new InterpretationTeam().Evolve(Register(new BoothStaff { Language = Language.French, Interpreters = 2 }, new BoothStaff { Language = Language.English, Interpreters = 2 })[0]);
        partial.Serves(Language.French).ShouldBeTrue();
        partial.Serves(Language.Russian).ShouldBeFalse();
    }

    [Fact]
    public void every_language_is_served_by_somebody()
    {
        var french = Team("Team F", Language.French) with { EditionId = Dialogue.Id };
        var meeting = Planned(10, 13, Hall);
        var programme = Programme(meeting) with { Teams = [TeamA, french] };
        Refused("languages-not-covered", () => Assign(meeting, programme, [Language.French, Language.Russian], french));
        Refused("team-not-needed", () => Assign(meeting, programme, [Language.Russian], TeamA, french));
        Assign(meeting, programme, [Language.French, Language.Russian], TeamA, french).Events.ShouldHaveSingleItem();
        Refused("team-unknown", () => Assign(meeting, programme, [Language.French], TeamB));
        var served = Served(meeting, [Language.French], french);
        Refused("languages-not-covered", () => new ChangeTeam { Name = "Team F", Booths = [new BoothStaff { Language = Language.English, Interpreters = 2 }] }
            .Decide(french, programme with { Meetings = [served] }, Dialogue.Noon).ToArray());
    }

    [Fact]
    public void there_are_no_more_meetings_at_a_time_than_teams()
    {
        var (one, two, three) = (Planned(10, 13, Hall), Planned(10, 13, room: null), Planned(10, 13, room: null));
        var programme = Programme(Served(one, [Language.English], TeamA), Served(two, [Language.English], TeamB), three);
        Refused("team-taken", () => Assign(three, programme, [Language.English], TeamA));
        Refused("team-taken", () => Assign(three, programme, [Language.English], TeamB));
    }

    [Fact]
    public void nobody_interprets_for_more_than_three_hours_without_a_second_team()
    {
        var whole = Planned(10, 14, Hall);
        Refused("second-team-needed", () => Assign(whole, Programme(whole), [Language.English], TeamA));
        Assign(whole, Programme(whole), [Language.English], TeamA, TeamB).Events.ShouldHaveSingleItem();
        var three = Planned(10, 13, Hall);
        Assign(three, Programme(three), [Language.English], TeamA).Events.ShouldHaveSingleItem();
        Refused("second-team-needed", () => Change(Served(three, [Language.English], TeamA), Programme(Served(three, [Language.English], TeamA)), Hall, to: 14));
    }

    [Fact]
    public void meetings_that_follow_each_other_without_a_rest_are_one_stretch()
    {
        var (first, next, later) = (Planned(10, 12, Hall), Planned(12, 14, Hall), Planned(15, 18, Hall));
        var programme = Programme(Served(first, [Language.English], TeamA), next, later);
        Refused("second-team-needed", () => Assign(next, programme, [Language.English], TeamA));
        Assign(next, programme, [Language.English], TeamB).Events.ShouldHaveSingleItem();
        Assign(later, programme, [Language.English], TeamA).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void what_is_served_as_available_yields_its_room_and_its_team_and_it_is_seen()
    {
        var available = Served(AsAvailable(Planned(10, 13, Hall)), [Language.English, Language.French], TeamA);
        var programme = Programme(available);
        var yielded = Decide(Plan(12, 15, Hall) with { Number = 2 }, programme).Yieldings.ShouldHaveSingleItem();
        yielded.MeetingId.ShouldBe(available.Id);
        yielded.Event.RoomId.ShouldBe(Hall.Id);
        yielded.Event.Entry.RoomId.ShouldBeNull();
        yielded.Event.Entry.Teams.ShouldBe([TeamA.Id]);

        var firm = Planned(12, 15, room: null);
        var lost = Assign(firm, Programme(available, firm), [Language.English], TeamA).Yieldings.ShouldHaveSingleItem().Event;
        lost.To.ShouldBe(firm.Id);
        lost.Teams.ShouldBe([TeamA.Id]);
        lost.Entry.Languages.ShouldBeEmpty();
        lost.Entry.Teams.ShouldBeEmpty();
        lost.Entry.RoomId.ShouldBe(Hall.Id);
    }

    [Fact]
    public void it_yields_to_no_other_of_its_kind_and_not_while_it_sits()
    {
        var available = AsAvailable(Planned(10, 13, Hall));
        Refused("room-taken", () => Decide(Plan(10, 13, Hall) with { Number = 2, Service = ServiceLevel.AsAvailable }, Programme(available)));
        Refused("room-taken", () => Decide(Plan(10, 13, Hall) with { Number = 2, Service = ServiceLevel.AsAvailable }, Programme(Planned(10, 13, Hall))));
        var sitting = available with { Entry = available.Entry with { State = MeetingState.InSession } };
        Refused("room-taken", () => Decide(Plan(10, 13, Hall) with { Number = 2 }, Programme(sitting)));
    }

    [Fact]
    public void whatever_is_planned_and_moved_in_any_order_no_room_and_no_team_is_in_two_places_and_nothing_firm_is_lost() =>
        Prop.ForAll(
            (from what in Gen.Elements("plan", "move", "assign")
             from which in Gen.Choose(0, 5)
             from start in Gen.Choose(8, 18)
             from hours in Gen.Choose(1, 4)
             from room in Gen.Elements(Hall, Study, null)
             from team in Gen.Elements(TeamA, TeamB)
             from service in Gen.Elements(Enum.GetValues<ServiceLevel>())
             select (what, which, start, hours, room, team, service)).ArrayOf().ToArbitrary(),
            steps =>
            {
                var programme = Programme();
                foreach (var (what, which, start, hours, room, team, service) in steps)
                {
                    var meeting = programme.Meetings.ElementAtOrDefault(which);
                    var before = programme;
                    try
                    {
                        var id = meeting is null || what == "plan" ? Guid.CreateVersion7() : meeting.Id;
                        var arranged = (what, meeting) switch
                        {
                            ("move", not null) => new ChangeMeeting { Title = "Moved", StartsAt = Dialogue.Summer(14, start), EndsAt = Dialogue.Summer(14, start).AddHours(hours), RoomId = room?.Id, Service = service }
                                .Decide(meeting, programme, Dialogue.Known, Dialogue.Noon),
                            ("assign", not null) => Assign(meeting, programme, [Language.English], team),
                            _ => (Plan(start, start, room) with { EndsAt = Dialogue.Summer(14, start).AddHours(hours), Number = programme.Meetings.Count + 1, Service = service }).Decide(id, Dialogue.Known, programme, Dialogue.Noon),
                        };
                        programme = Fold(programme, id, arranged);
                        foreach (var yielding in arranged.Yieldings)
                            before.Meetings.Single(other => other.Id == yielding.MeetingId).Entry.Service.ShouldBe(ServiceLevel.AsAvailable);
                    }
                    catch (Refusal)
                    {
                        // It stays as it was.
                    }

                    NobodyIsInTwoPlaces(programme);
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithQuietOnSuccess(true));

    private static void NobodyIsInTwoPlaces(Programme programme)
    {
        foreach (var (one, other) in programme.Meetings.SelectMany(one => programme.Meetings.Where(other => other.Id.CompareTo(one.Id) > 0 && other.Entry.Overlaps(one.Entry)), (one, other) => (one.Entry, other.Entry)))
        {
            (one.RoomId is not null && one.RoomId == other.RoomId).ShouldBeFalse();
            one.Teams.Intersect(other.Teams).ShouldBeEmpty();
        }

        programme.Meetings.Where(meeting => meeting.Entry.Languages.Any(language => !programme.Teams.Any(team => meeting.Entry.Teams.Contains(team.Id) && team.Serves(language)))).ShouldBeEmpty();
    }

    private static Programme Fold(Programme programme, Guid id, Arranged arranged)
    {
        var meeting = arranged.Events.Aggregate(programme.Meetings.FirstOrDefault(meeting => meeting.Id == id) ?? new Meeting(), (state, e) => state.Evolve(e));
        var others = programme.Meetings.Where(other => other.Id != id).Select(other => arranged.Yieldings.Where(yielding => yielding.MeetingId == other.Id).Aggregate(other, (state, yielding) => state.Evolve(yielding.Event)));
        return programme with { Meetings = arranged.Events.Count == 0 ? programme.Meetings : [.. others, meeting] };
    }

    private static Programme Programme(params Meeting[] meetings) => new() { Meetings = meetings, Rooms = [Hall, Study], Teams = [TeamA, TeamB] };

    private static PlanMeeting Plan(int from, int to, Room? room) => Dialogue.FirstPlenary with { StartsAt = Dialogue.Summer(14, from), EndsAt = Dialogue.Summer(14, to), RoomId = room?.Id };

    private static Meeting Planned(int from, int to, Room? room) =>
        new Meeting().Evolve(Plan(from, to, room).Decide(Guid.CreateVersion7(), Dialogue.Known, Programme(), Dialogue.Noon).Events.OfType<MeetingPlanned>().Single());

    private static Arranged Decide(PlanMeeting plan, Programme programme) => plan.Decide(Guid.CreateVersion7(), Dialogue.Known, programme, Dialogue.Noon);

    private static Arranged Assign(Meeting meeting, Programme programme, IReadOnlyList<Language> languages, params InterpretationTeam[] teams) =>
        new AssignInterpretation { Languages = languages, Teams = [.. teams.Select(team => team.Id)] }.Decide(meeting, programme, Dialogue.Noon);

    private static MeetingChanged Change(Meeting meeting, Programme programme, Room? room, int? to = null) => new ChangeMeeting
    {
        Title = meeting.Entry.Title,
        StartsAt = meeting.Entry.StartsAt,
        EndsAt = to is { } hour ? Dialogue.Summer(14, hour) : meeting.Entry.EndsAt,
        RoomId = room?.Id,
    }.Decide(meeting, programme, Dialogue.Known, Dialogue.Noon).Events.ShouldHaveSingleItem().ShouldBeOfType<MeetingChanged>();

    private static Meeting Served(Meeting meeting, IReadOnlyList<Language> languages, InterpretationTeam team) =>
        meeting with { Entry = meeting.Entry with { Languages = [.. languages], Teams = [team.Id] } };

    private static Meeting AsAvailable(Meeting meeting) => meeting with { Entry = meeting.Entry with { Service = ServiceLevel.AsAvailable } };

    private static object[] Register(params BoothStaff[] booths) => [.. new RegisterTeam { EditionId = Dialogue.Id, Name = "A team", Booths = booths }.Decide(Guid.CreateVersion7(), Dialogue.Noon)];

    private static InterpretationTeam Team(string name, params Language[] languages) => new()
    {
        Id = Guid.CreateVersion7(),
        EditionId = Dialogue.Id,
        Name = name,
        Booths = InterpretationTeam.Whole.RemoveAll(booth => languages.Length > 0 && !languages.Contains(booth.Language)),
    };

    private static void Refused(string code, Func<object> decide) => Should.Throw<Refusal>(decide).Code.ShouldBe(code);
}

[Collection<Convening>]
public sealed class S7_S9_The_programme_over_HTTP(SchedulingFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient anybody = fixture.Service.As(null);

    [Fact]
    public async Task twenty_meetings_that_ask_for_one_room_at_the_same_instant_give_it_to_one()
    {
        var edition = await fixture.Edition();
        var hall = await organizer.Create("/rooms", new { editionId = edition, name = "Hall", capacity = 100, booths = new[] { "English", "French" } });
        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(number => organizer.Post("/meetings", Meeting(edition, number, hall))));
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Count(answer => answer == (409, "room-taken")).ShouldBe(19);
        (await organizer.Post("/meetings", Meeting(edition, 30, hall, "2006-09-14T13:00:00-04:00", "2006-09-14T15:00:00-04:00"))).Status.ShouldBe(201);
    }

    [Fact]
    public async Task meetings_that_are_moved_into_one_room_at_the_same_instant_do_not_meet_there()
    {
        var edition = await fixture.Edition();
        var hall = await organizer.Create("/rooms", new { editionId = edition, name = "Hall" });
        var meetings = new List<Guid>();
        for (var number = 1; number <= 8; number++)
            meetings.Add(await organizer.Create("/meetings", Meeting(edition, number, room: null)));
        var answers = await Task.WhenAll(meetings.Select(meeting => organizer.Put($"/meetings/{meeting}", Changed(hall), version: 1)));
        answers.Count(answer => answer.Status == 204).ShouldBe(1);
        answers.Count(answer => answer == (409, "room-taken")).ShouldBe(7);
        (await anybody.Read($"/meetings?edition={edition}")).Items().Count(item => item.Text("roomId") is not null).ShouldBe(1);
    }

    [Fact]
    public async Task a_firm_meeting_takes_room_and_team_from_one_that_is_served_as_available()
    {
        var edition = await fixture.Edition();
        var hall = await organizer.Create("/rooms", new { editionId = edition, name = "Hall", booths = new[] { "English", "French" } });
        var team = await organizer.Create("/interpretation-teams", new { editionId = edition, name = "Team A" });
        (await anybody.Read($"/interpretation-teams/{team}")).Items("booths").Sum(booth => booth.Number("interpreters")).ShouldBe(14);
        var available = await organizer.Create("/meetings", Meeting(edition, 1, hall, service: "AsAvailable"));
        (await organizer.Put($"/meetings/{available}/interpretation", new { languages = new[] { "English" }, teams = new[] { team } }, version: 1)).ShouldBe((204, ""));
        var firm = await organizer.Create("/meetings", Meeting(edition, 2, hall));
        (await organizer.Put($"/meetings/{firm}/interpretation", new { languages = new[] { "Russian" }, teams = new[] { team } }, version: 1)).ShouldBe((422, "booths-missing"));
        (await organizer.Put($"/meetings/{firm}/interpretation", new { languages = new[] { "English", "French" }, teams = new[] { team } }, version: 1)).ShouldBe((204, ""));
        var (lost, won) = (await anybody.Read($"/meetings/{available}"), await anybody.Read($"/meetings/{firm}"));
        (lost.Text("roomId"), lost.Items("languages").Count(), lost.Items("teams").Count(), lost.Number("version")).ShouldBe((null, 0, 0, 4));
        won.Text("room").ShouldBe("Hall");
        won.Items("languages").Select(language => language.GetString()).ShouldBe(["English", "French"]);
        (await organizer.Put($"/meetings/{available}", Changed(hall), version: 4)).ShouldBe((409, "room-taken"));
    }

    [Fact]
    public async Task a_room_changes_as_far_as_its_meetings_allow_and_the_programme_shows_its_name()
    {
        var edition = await fixture.Edition();
        var hall = await organizer.Create("/rooms", new { editionId = edition, name = "Hall", capacity = 60 });
        await organizer.Create("/rooms", new { editionId = edition, name = "Study" });
        var meeting = await organizer.Create("/meetings", Meeting(edition, 1, hall, kind: "RoundTable"));
        await organizer.Create("/round-tables", new { editionId = edition, number = 1, meetingId = meeting, capacity = 40, adviserSeats = 20 });
        (await organizer.Put($"/rooms/{hall}", new { name = "Hall", capacity = 59, booths = (string[]?)null }, version: 1)).ShouldBe((422, "room-too-small"));
        (await organizer.Put($"/rooms/{hall}", new { name = "study", capacity = 60, booths = (string[]?)null }, version: 1)).ShouldBe((422, "room-name-taken"));
        (await organizer.Put($"/rooms/{hall}", new { name = "Great Hall", capacity = 80, booths = new[] { "Spanish" } }, version: 1)).ShouldBe((204, ""));
        (await anybody.Read($"/meetings/{meeting}")).Text("room").ShouldBe("Great Hall");
        (await anybody.Read($"/rooms/{hall}")).Items("booths").Select(booth => booth.GetString()).ShouldBe(["Spanish"]);
        // Its old name can be given again.
        await organizer.Create("/rooms", new { editionId = edition, name = "HALL" });
    }

    [Fact]
    public async Task S9_a_meeting_is_changed_and_called_off_with_a_reason_and_is_never_gone()
    {
        var edition = await fixture.Edition();
        var meeting = await organizer.Create("/meetings", Meeting(edition, 1, room: null));
        (await organizer.Put($"/meetings/{meeting}", Changed(room: null, "2006-09-14T09:00:00Z"), version: 1)).ShouldBe((422, "offset-not-of-venue"));
        (await organizer.Put($"/meetings/{meeting}", Changed(room: null, "2006-09-14T11:00:00-04:00"), version: 1)).ShouldBe((204, ""));
        (await organizer.Put($"/meetings/{meeting}", Changed(room: null), version: 1)).ShouldBe((412, "stale-version"));
        var changed = await anybody.Read($"/meetings/{meeting}");
        (changed.Text("startsAt"), changed.Text("title"), changed.Number("version")).ShouldBe(("2006-09-14T11:00:00-04:00", "A changed title", 2));
        // The same again changes nothing.
        (await organizer.Put($"/meetings/{meeting}", Changed(room: null, "2006-09-14T11:00:00-04:00"), version: 2)).ShouldBe((204, ""));
        (await anybody.Read($"/meetings/{meeting}")).Number("version").ShouldBe(2);

        (await organizer.Post($"/meetings/{meeting}/calling-off", new { reason = "" }, version: 2)).ShouldBe((400, "invalid-value"));
        (await organizer.Post($"/meetings/{meeting}/calling-off", new { reason = "The list is short enough." }, version: 2)).ShouldBe((204, ""));
        var cancelled = (await anybody.Read($"/meetings?edition={edition}")).Items().ShouldHaveSingleItem();
        (cancelled.Text("state"), cancelled.Text("cancelledBecause")).ShouldBe(("Cancelled", "The list is short enough."));
        cancelled.Text("cancelledAt").ShouldNotBeNull();
        (await organizer.Post($"/meetings/{meeting}/convening", new { }, version: 3)).ShouldBe((422, "meeting-cancelled"));
        (await organizer.Put($"/meetings/{meeting}", Changed(room: null), version: 3)).ShouldBe((422, "meeting-cancelled"));
        (await organizer.Post($"/meetings/{meeting}/officers", new { role = "Chair", name = (string?)null, title = (string?)null }, version: 3)).ShouldBe((422, "meeting-cancelled"));
        var counts = await anybody.Read($"/editions/{edition}/counts");
        (counts.Number("meetings", "Plenary", "planned"), counts.Number("meetings", "Plenary", "convened"), counts.Number("meetings", "Plenary", "cancelled")).ShouldBe((0, 0, 1));
    }

    [Fact]
    public async Task S9_a_meeting_is_suspended_and_goes_on_under_the_same_number()
    {
        var edition = await fixture.Edition();
        var meeting = await organizer.Create("/meetings", Meeting(edition, 1, room: null));
        (await organizer.Post($"/meetings/{meeting}/suspension", new { }, version: 1)).ShouldBe((422, "meeting-not-in-session"));
        (await organizer.Post($"/meetings/{meeting}/convening", new { at = "2006-09-14T10:05:00-04:00" }, version: 1)).ShouldBe((204, ""));
        (await organizer.Post($"/meetings/{meeting}/calling-off", new { reason = "Too late." }, version: 2)).ShouldBe((422, "meeting-already-convened"));
        (await organizer.Post($"/meetings/{meeting}/suspension", new { }, version: 2)).ShouldBe((204, ""));
        (await anybody.Read($"/meetings/{meeting}")).Text("state").ShouldBe("Suspended");
        (await organizer.Post($"/meetings/{meeting}/convening", new { }, version: 3)).ShouldBe((422, "meeting-already-convened"));
        (await organizer.Post($"/meetings/{meeting}/resumption", new { }, version: 3)).ShouldBe((204, ""));
        (await organizer.Post($"/meetings/{meeting}/resumption", new { }, version: 4)).ShouldBe((422, "meeting-not-suspended"));
        // It may go on for longer than planned; when it began stays.
        (await organizer.Put($"/meetings/{meeting}", Changed(room: null, endsAt: "2006-09-14T14:00:00-04:00"), version: 4)).ShouldBe((204, ""));
        (await organizer.Put($"/meetings/{meeting}", Changed(room: null, "2006-09-14T11:00:00-04:00"), version: 5)).ShouldBe((422, "meeting-already-convened"));
        await organizer.Change($"/meetings/{meeting}", "conclusion");
        (await organizer.Put($"/meetings/{meeting}", Changed(room: null), version: 6)).ShouldBe((422, "meeting-already-concluded"));
    }

    private static object Meeting(
        Guid edition, int number, Guid? room, string startsAt = "2006-09-14T10:00:00-04:00", string endsAt = "2006-09-14T13:00:00-04:00", string service = "Firm", string kind = "Plenary") =>
        new { editionId = edition, kind, number, title = $"Meeting {number}", startsAt, endsAt, roomId = room, service };

    private static object Changed(Guid? room, string startsAt = "2006-09-14T10:00:00-04:00", string endsAt = "2006-09-14T13:00:00-04:00") =>
        new { title = "A changed title", startsAt, endsAt, roomId = room };
}
