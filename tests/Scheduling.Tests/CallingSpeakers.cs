using Forum.Contracts.Scheduling;
using Forum.Hosting.Store;
using Forum.Scheduling.Floors;
using Forum.Scheduling.SpeakersLists;
using Forum.Scheduling.Tests.SpeakersLists;

namespace Forum.Scheduling.Tests;

/// <summary>In which order the floor is given at a plenary meeting, and for how long.</summary>
public sealed class When_speakers_are_called_at_a_meeting
{
    private static readonly Guid Morning = Debates.Plenaries[0].Id, Afternoon = Debates.Plenaries[1].Id;

    [Fact]
    public void those_with_a_slot_there_are_called_and_groups_have_longer()
    {
        var list = Debates.Empty.Hears(Debates.Asks("CHL", 1), Debates.Asks("KEN", 2, prefers: [2]), Debates.Asks("NOR", 3, onBehalfOf: "NORDIC")).Planned(groups: 10).Confirmed();
        Called(list, Morning).ShouldBe(["CHL 420", "NOR 600"]);
        Called(list, Afternoon).ShouldBe(["KEN 420"]);
    }

    [Fact]
    public void whoever_was_not_reached_is_called_first_at_the_next_meeting()
    {
        var list = Debates.Empty.Hears(Debates.Asks("CHL", 1), Debates.Asks("KEN", 2, prefers: [2])).Planned().Confirmed();
        Called(list, Afternoon, risen: Morning).ShouldBe(["CHL 420", "KEN 420"]);
    }

    [Fact]
    public void whoever_waits_for_a_slot_is_called_last_at_the_last_meeting()
    {
        // 18 slots in all, and more speakers than that.
        var list = Debates.Empty.Hears([.. Enumerable.Range(0, 22).Select(n => Debates.Asks($"S{n:00}", n))]).Planned(meetings: 1).Confirmed();
        Called(list, Morning).Select(call => call[..3]).ShouldBe(Enumerable.Range(0, 22).Select(n => $"S{n:00}"));
        var before = Debates.Empty.Hears(Debates.Asks("CHL", 1)).Planned(meetings: 2);
        Called(before, Afternoon).ShouldBeEmpty();
    }

    [Fact]
    public void whoever_waits_for_leave_is_not_called()
    {
        var closed = Debates.Empty.Hears(Debates.Asks("CHL", 1)).Planned().Confirmed().Then(new ListClosed(Dialogue.Noon.AddMinutes(2), Debates.Before)).Hears(Debates.Asks("KEN", 9));
        Called(closed, Morning).ShouldBe(["CHL 420"]);
        Should.Throw<Refusal>(() => At(closed, Morning).Statement(On(Morning), closed.InscriptionOf("KEN"))).Code.ShouldBe("leave-needed");
    }

    [Fact]
    public void a_limit_that_nobody_knows_is_unknown()
    {
        var list = Debates.Empty.Hears(Debates.Asks("CHL", 1));
        At(list, Morning).UpNext(On(Morning)).Single().LimitSeconds.ShouldBeNull();
        var profile = Dialogue.Edition.ModalityProfile with { SpeakingLimitMinutes = 4 };
        (At(list, Morning) with { Edition = Dialogue.Known with { Edition = Dialogue.Edition with { ModalityProfile = profile } } }).UpNext(On(Morning)).Single().LimitSeconds.ShouldBe(240);
    }

    private static IEnumerable<string> Called(SpeakersList list, Guid meeting, params Guid[] risen) =>
        (At(list, meeting) with { Risen = risen.ToHashSet() }).UpNext(On(meeting)).Select(call => $"{call.Speaker.Participant} {call.LimitSeconds}");

    private static OrderOfCalling At(SpeakersList list, Guid meeting) =>
        new(list, new RightsOfReply(), PlenaryDay.Of(Debates.Plenaries.Single(other => other.Id == meeting), Debates.Plenaries), Dialogue.Known, new HashSet<Guid>(), new HashSet<Guid>());

    private static Floor On(Guid meeting) => new() { MeetingId = meeting, Kind = MeetingKind.Plenary };
}
