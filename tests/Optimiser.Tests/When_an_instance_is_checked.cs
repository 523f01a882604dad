using System.Text.Json;
using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Tests;

public sealed class When_an_instance_is_checked
{
    private static readonly Instance Sound = new()
    {
        Groups = [new("Africa", 53)],
        Participants = [new() { Id = "KEN", Group = "Africa", Wishes = [new("1")], Nominations = ["1"] }],
        Tables = [new() { Id = "1", Capacity = 4, Session = "opening", Shares = [new("Africa", 1, 2)], Held = ["KEN"] }],
        Timetable = new()
        {
            Slots = 2,
            SlotNames = ["morning", "afternoon"],
            Rooms = [new("hall", 100, [1])],
            Sessions = [new() { Id = "opening", AvailableSlots = [0], SlotPenalties = [0, 3], Officers = [new("filatov", "chair", [1])] }, new() { Id = "closing" }],
            InterpretationTeams = [1, 1],
            Clashes = [new("opening", "closing", 7)],
        },
        Pins = [new() { Id = "kept", Session = "opening", Slot = 0, Room = "hall" }, new() { Id = "seated", Participant = "KEN", Table = "1" }],
        Previous = new() { Seats = [new("gone", "gone")], Placements = [new("gone", 9, "gone")] },
    };

    [Fact]
    public void a_sound_one_has_no_flaw() => Validation.Flaws(Sound).ShouldBeEmpty();

    [Fact]
    public void a_name_of_any_length_is_told_by_its_beginning()
    {
        var group = new string('x', 30_000);
        var flaw = Validation.Flaws(Sound with { Participants = [Sound.Participants[0] with { Group = group }] }).ShouldHaveSingleItem();
        flaw.Problem.ShouldBe($"There is no '{group[..99]}…' in groups: add it there, or name another.");
    }

    public static TheoryData<string, string, Instance> Flawed => new()
    {
        { "duplicate", "participants[1].id", Sound with { Participants = [.. Sound.Participants, .. Sound.Participants] } },
        { "missing", "tables[1].id", Sound with { Tables = [.. Sound.Tables, new() { Id = " " }] } },
        { "missing", "groups[0]", Sound with { Groups = [null!] } },
        { "unknown-id", "participants[0].group", Sound with { Participants = [Sound.Participants[0] with { Group = "Atlantis" }] } },
        { "unknown-id", "participants[0].wishes[0].table", Sound with { Participants = [Sound.Participants[0] with { Wishes = [new("9")] }] } },
        { "duplicate", "participants[0].wishes[1]", Sound with { Participants = [Sound.Participants[0] with { Wishes = [new("1"), new("1", 2)] }] } },
        { "out-of-range", "participants[0].wishes[0].utility", Sound with { Participants = [Sound.Participants[0] with { Wishes = [new("1", double.NaN)] }] } },
        { "missing", "participants[0].wishes[0].utility", Sound with { Policy = new() { Aim = RankAim.Egalitarian } } },
        { "out-of-range", "participants[0].people", Sound with { Participants = [Sound.Participants[0] with { People = 0 }] } },
        { "out-of-range", "tables[0].capacity", Sound with { Tables = [Sound.Tables[0] with { Capacity = -1, Held = [] }] } },
        { "out-of-range", "tables[0].slot", Sound with { Tables = [Sound.Tables[0] with { Session = null, Slot = 2 }] } },
        { "contradiction", "tables[0].slot", Sound with { Tables = [Sound.Tables[0] with { Slot = 1 }] } },
        { "unknown-id", "tableConflicts[0].other", Sound with { TableConflicts = [new("1", "2")] } },
        { "out-of-range", "tables[0].shares[0].ceiling", Sound with { Tables = [Sound.Tables[0] with { Shares = [new("Africa", 2, 1)] }] } },
        { "out-of-range", "tables[0].quotas", Sound with { Tables = [Sound.Tables[0] with { Quotas = 5 }] } },
        { "unknown-id", "tables[0].held[0]", Sound with { Tables = [Sound.Tables[0] with { Held = ["XXX"] }] } },
        { "contradiction", "tables[0].held", Sound with { Tables = [Sound.Tables[0] with { Capacity = 0 }] } },
        { "wrong-length", "timetable.slotNames", Placed(timetable => timetable with { SlotNames = ["morning"] }) },
        { "wrong-length", "timetable.interpretationTeams", Placed(timetable => timetable with { InterpretationTeams = [1, 1, 1] }) },
        { "out-of-range", "timetable.rooms[0].closedSlots[0]", Placed(timetable => timetable with { Rooms = [new("hall", 1, [2])] }) },
        { "wrong-length", "timetable.sessions[0].slotPenalties", Placed(timetable => timetable with { Sessions = [timetable.Sessions[0] with { SlotPenalties = [1] }, timetable.Sessions[1]] }) },
        { "out-of-range", "timetable.sessions[0].officers[0].absentSlots[0]", Placed(timetable => timetable with { Sessions = [timetable.Sessions[0] with { Officers = [new("filatov", "chair", [-1])] }, timetable.Sessions[1]] }) },
        { "unknown-id", "timetable.clashes[0].other", Placed(timetable => timetable with { Clashes = [new("opening", "party", 1)] }) },
        { "contradiction", "timetable.clashes[0]", Placed(timetable => timetable with { Clashes = [new("opening", "opening", 1)] }) },
        { "out-of-range", "timetable.slots", Placed(timetable => timetable with { Slots = 0 }) },
        { "too-large", "timetable.sessions (times slots)", Placed(timetable => timetable with { Slots = 500, Sessions = [.. Enumerable.Range(0, 401).Select(i => new Session { Id = $"{i}" })] }) },
        { "contradiction", "pins[0]", Sound with { Pins = [new() { Id = "both", Participant = "KEN", Table = "1", Session = "opening" }] } },
        { "missing", "pins[0]", Sound with { Pins = [new() { Id = "nowhere", Session = "opening" }] } },
        { "out-of-range", "pins[0].slot", Sound with { Pins = [new() { Id = "late", Session = "opening", Slot = 2 }] } },
        { "unknown-id", "pins[0].room", Sound with { Pins = [new() { Id = "lost", Session = "opening", Room = "cellar" }] } },
        { "duplicate", "previous.placements[1]", Sound with { Previous = new() { Placements = [new("opening", 0, "hall"), new("opening", 1, "hall")] } } },
    };

    [Theory]
    [MemberData(nameof(Flawed))]
    public void it_is_said_where_it_contradicts_itself(string code, string field, Instance instance)
    {
        var flaw = Validation.Flaws(instance).ShouldHaveSingleItem();
        (flaw.Code, flaw.Field).ShouldBe((code, field));
        Should.Throw<InvalidInstance>(() => Validation.Check(instance)).Flaws.ShouldBe([flaw]);
    }

    [Fact]
    public void no_more_flaws_are_listed_than_can_be_read() =>
        Validation.Flaws(Sound with { Groups = [.. Enumerable.Range(0, 500).Select(i => new Group($"{i}", -1))], Participants = [], Tables = [], Pins = [] }).Count.ShouldBe(Validation.MostFlaws);

    [Fact]
    public void a_list_that_is_null_is_no_instance() => Should.Throw<JsonException>(() => InstanceJson.Read("""{"participants":null}"""));

    private static Instance Placed(Func<Timetable, Timetable> change) => Sound with { Timetable = change(Sound.Timetable!), Tables = [], Participants = [], Pins = [] };
}
