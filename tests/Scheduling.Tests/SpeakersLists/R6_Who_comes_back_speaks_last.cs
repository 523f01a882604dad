using Forum.Scheduling.Delegations;

namespace Forum.Scheduling.Tests.SpeakersLists;

/// <summary>A delegation that withdrew and comes back goes to the end of the queue, and not to its old place.</summary>
public sealed class R6_Who_comes_back_speaks_last
{
    private static readonly FloorRequest Again = Debates.Asks("FRA", 60) with { Returned = true };

    [Fact]
    public void its_old_slot_is_left_to_others()
    {
        var list = Debates.Empty.Hears(Debates.Asks("FRA", 1), Debates.Asks("KEN", 2)).Planned(meetings: 1).Confirmed().Withdraws("FRA").Hears(Again);
        (list.PlaceOf("KEN"), list.PlaceOf("FRA")).ShouldBe(("1/2", "1/3"));
        list.Hears(Debates.Asks("PER", 70)).PlaceOf("PER").ShouldBe("1/1");
    }

    [Fact]
    public void it_speaks_in_a_slot_before_others_when_there_is_no_other()
    {
        var others = Enumerable.Range(0, 18).Select(number => Debates.Asks($"S{number:00}", number + 2)).ToArray();
        var list = Debates.Empty.Hears([Debates.Asks("FRA", 1), .. others]).Planned(meetings: 1).Confirmed();
        list.PlaceOf("S17").ShouldBe("1/19");
        list.Withdraws("FRA").Hears(Again).PlaceOf("FRA").ShouldBe("1/1");
    }

    [Fact]
    public void while_slots_are_provisional_it_is_last_by_receipt() =>
        Debates.Empty.Hears(Debates.Asks("FRA", 1), Debates.Asks("KEN", 2)).Planned(meetings: 1).Withdraws("FRA").Hears(Again).Order().ShouldBe(["KEN", "FRA"]);
}
