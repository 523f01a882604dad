using Forum.Rehearsal.Plans;
using Forum.Rehearsal.Scenarios;

namespace Forum.Seeds.Tests;

/// <summary>An organizer writes what is rehearsed, and is told what is wrong with it.</summary>
public sealed class When_a_scenario_is_read
{
    [Fact]
    public void what_is_left_out_is_as_usual()
    {
        var read = Scenario.Read("""{ "title": "Ours" }""");
        read.Disturbances.ShouldBeEmpty();
        (read with { Title = Scenario.Usual.Title, Disturbances = Scenario.Usual.Disturbances }).ShouldBe(Scenario.Usual);
    }

    [Fact]
    public void nothing_is_wrong_with_the_usual_one() => Scenario.Usual.Faults().ShouldBeEmpty();

    [Fact]
    public void the_examples_can_be_held() =>
        Directory.GetFiles(Path.Combine(Repository.Root, "seeds", "rehearsals"), "*.json").Select(file => Scenario.Read(File.ReadAllText(file)).Disturbances.Count).ShouldAllBe(disturbances => disturbances > 0);

    [Fact]
    public void it_says_when_what_happens_to_whom()
    {
        var scenario = Scenario.Read("""
            {
              // Comments are for whoever writes it.
              "disturbances": [
                { "at": "2027-05-11T14:00", "what": "Withdrawal", "meeting": "RoundTable 1" },
                { "at": "2027-05-11T15:20", "what": "Overrun", "meeting": "Plenary 2", "minutes": 25 },
              ]
            }
            """);
        scenario.Disturbances.ShouldBe(
        [
            new Disturbance { At = new DateTime(2027, 5, 11, 14, 0, 0), What = DisturbanceKind.Withdrawal, Meeting = Rehearsed.Table1 },
            new Disturbance { At = new DateTime(2027, 5, 11, 15, 20, 0), What = DisturbanceKind.Overrun, Meeting = Rehearsed.Plenary2, Minutes = 25 },
        ]);
        scenario.AtVenue(scenario.Disturbances[0].At).ShouldBe(new DateTimeOffset(2027, 5, 11, 14, 0, 0, TimeSpan.FromHours(-4)), "in May New York is at -04:00");
    }

    [Theory]
    [InlineData("""{ "speakers": 3 }""", "speakers")]
    [InlineData("""{ "timeZone": "EDT" }""", "timeZone")]
    [InlineData("""{ "delegations": 3 }""", "delegations")]
    [InlineData("""{ "delegations": 300 }""", "delegations")]
    [InlineData("""{ "disturbances": [{ "at": "2027-05-11T14:00", "what": "Earthquake" }] }""", "what")]
    [InlineData("""{ "disturbances": [{ "at": "2027-05-11T14:00", "what": "Withdrawal" }] }""", "disturbances[0].participant")]
    [InlineData("""{ "disturbances": [{ "at": "2027-05-11T14:00", "what": "Withdrawal", "participant": "FIN", "meeting": "Plenary 1" }] }""", "disturbances[0].participant")]
    [InlineData("""{ "disturbances": [{ "at": "2027-05-11T14:00", "what": "LateChair", "meeting": "Plenary 1" }] }""", "disturbances[0].meeting")]
    [InlineData("""{ "disturbances": [{ "at": "2027-05-11T14:00", "what": "Overrun", "meeting": "RoundTable 1", "minutes": 5 }] }""", "disturbances[0].meeting")]
    [InlineData("""{ "disturbances": [{ "at": "2027-05-11T14:00", "what": "Overrun", "meeting": "Plenary 9", "minutes": 5 }] }""", "Plenary 4")]
    [InlineData("""{ "disturbances": [{ "at": "2027-05-11T14:00", "what": "Overrun", "meeting": "Lunch", "minutes": 5 }] }""", "Lunch")]
    [InlineData("""{ "disturbances": [{ "at": "2027-05-11T14:00Z", "what": "Absence", "participant": "FIN", "minutes": 5 }] }""", "disturbances[0].at")]
    [InlineData("""{ "disturbances": [{ "at": "2027-06-11T14:00", "what": "Absence", "participant": "FIN", "minutes": 5 }] }""", "disturbances[0].at")]
    [InlineData("[]", "scenario")]
    [InlineData("null", "scenario")]
    public void what_cannot_be_held_is_refused_with_the_place(string json, string told) => Should.Throw<FormatException>(() => Scenario.Read(json)).Message.ShouldContain(told);

    [Fact]
    public void a_participant_that_is_no_member_state_on_the_first_day_is_refused() =>
        Should.Throw<FormatException>(() => ForumPlan.Draw(
            new Scenario { Delegations = 40, Disturbances = [new Disturbance { At = new DateTime(2027, 5, 11), What = DisturbanceKind.Withdrawal, Participant = "ZZZ" }] }, Rehearsed.States, 1))
            .Message.ShouldContain("ZZZ");
}
