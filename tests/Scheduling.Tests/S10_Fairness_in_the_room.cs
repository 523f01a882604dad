using Forum.Contracts.Registration;
using Forum.Hosting.Store;
using Forum.Kit;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Floors;
using Forum.Scheduling.RoundTables;
using RoundTable = Forum.Scheduling.RoundTables.RoundTable;
using RoundTablePlanned = Forum.Scheduling.RoundTables.RoundTablePlanned;
using SeatAllocated = Forum.Scheduling.RoundTables.SeatAllocated;

namespace Forum.Scheduling.Tests;

/// <summary>At a round table the chair sees who has had how much of the time, and is warned when others than States have had less than the share that is to be left to them.</summary>
public sealed class S10_Fairness_in_the_room
{
    private static readonly Guid Chile = Guid.CreateVersion7();

    [Fact]
    public void time_is_told_by_category_of_what_was_said_and_what_is_being_said()
    {
        var floor = Said(("CHL", ParticipantCategory.MemberState, 6), ("VAT", ParticipantCategory.ObserverState, 3), ("NGO-1", ParticipantCategory.Ngo, 1));
        var shares = Shares.Of(Speaks(floor, "ILO", ParticipantCategory.UnSystemEntity), OnTheFloor.At(60));
        shares.ByCategory.Select(time => (time.Category, time.Seconds)).ShouldBe(
            [(ParticipantCategory.UnSystemEntity, 600), (ParticipantCategory.MemberState, 360), (ParticipantCategory.ObserverState, 180), (ParticipantCategory.Ngo, 60)]);
        shares.NonStatePercent!.Value.ShouldBe(55, 0.001);
    }

    [Fact]
    public void the_chair_is_warned_below_the_floor_and_not_at_it()
    {
        var floor = Said(("CHL", ParticipantCategory.MemberState, 8), ("NGO-1", ParticipantCategory.Ngo, 2));
        Shares.Of(floor with { NonStateFloorPercent = 20 }, OnTheFloor.At(60)).State.ShouldBe(ShareState.Kept);
        Shares.Of(floor with { NonStateFloorPercent = 21 }, OnTheFloor.At(60)).State.ShouldBe(ShareState.Below);
    }

    [Fact]
    public void a_floor_that_is_not_known_is_shown_as_unknown_and_warns_of_nothing()
    {
        var shares = Shares.Of(Said(("CHL", ParticipantCategory.MemberState, 8)), OnTheFloor.At(60));
        (shares.State, shares.FloorPercent, shares.NonStatePercent).ShouldBe((ShareState.Unknown, null, 0));
        Shares.Of(Table() with { NonStateFloorPercent = 20 }, OnTheFloor.At(60)).ShouldSatisfyAllConditions(
            empty => empty.State.ShouldBe(ShareState.NothingSaid),
            empty => empty.NonStatePercent.ShouldBeNull());
    }

    [Fact]
    public void a_floor_is_set_at_a_round_table_and_not_in_plenary()
    {
        var command = new SetTableTimes { InterventionLimitSeconds = 180, NonStateFloorPercent = 15 };
        Decider.Given<Floor>((floor, e) => floor.Evolve(e), OnTheFloor.OpenedAtTable).When(floor => command.Decide(floor, OnTheFloor.At(1))).Then(new TableTimesSet(180, 15, OnTheFloor.At(1)));
        Decider.Given<Floor>((floor, e) => floor.Evolve(e), OnTheFloor.OpenedAtTable, new TableTimesSet(180, 15, OnTheFloor.At(1))).When(floor => command.Decide(floor, OnTheFloor.At(2))).ThenNothing();
        OnTheFloor.Given().When(floor => command.Decide(floor, OnTheFloor.At(1))).ThenRefused("not-a-round-table-meeting");
    }

    [Fact]
    public void a_state_intervenes_with_its_seat_and_an_organization_without_one()
    {
        var chile = Dialogue.Delegation("CHL").As(Chile);
        var table = new RoundTable().Evolve(new RoundTablePlanned(Guid.CreateVersion7(), Dialogue.Id, 1, null, Guid.CreateVersion7(), 40, Dialogue.Noon));
        Refused("no-seat", new GiveTheFloor { Participant = "CHL" }, chile, table);
        Refused("no-seat", new GiveTheFloor { Participant = "CHL" }, chile, null);
        var seated = table.Evolve(new SeatAllocated(new TableSeat(Dialogue.Id, 1, Chile, "CHL", ParticipantCategory.MemberState, null)));
        new GiveTheFloor { Participant = "CHL" }.Intervenes(chile, seated).ShouldSatisfyAllConditions(
            speaker => speaker.Kind.ShouldBe(SpeechKind.Intervention),
            speaker => speaker.Category.ShouldBe(ParticipantCategory.MemberState));
        Refused("category-differs", new GiveTheFloor { Participant = "CHL", Category = ParticipantCategory.Ngo }, chile, seated);
        Refused("participant-withdrew", new GiveTheFloor { Participant = "CHL" }, (chile.Delegation with { Standing = DelegationStanding.Withdrawn }).As(Chile), seated);

        new GiveTheFloor { Participant = "NGO-7", Category = ParticipantCategory.Ngo }.Intervenes(null, seated).Category.ShouldBe(ParticipantCategory.Ngo);
        Refused("participant-unknown", new GiveTheFloor { Participant = "NGO-7" }, null, seated);
        Refused("participant-unknown", new GiveTheFloor { Participant = "XYZ", Category = ParticipantCategory.MemberState }, null, seated);
        var agency = (Dialogue.Delegation("ILO") with { Category = ParticipantCategory.UnSystemEntity }).As(Guid.CreateVersion7());
        new GiveTheFloor { Participant = "ILO" }.Intervenes(agency, table).Category.ShouldBe(ParticipantCategory.UnSystemEntity);
    }

    private static Floor Table() => new Floor().Evolve(OnTheFloor.OpenedAtTable);

    private static Floor Said(params (string Participant, ParticipantCategory Category, int Minutes)[] speeches) => speeches.Aggregate(Table(), (floor, said) =>
    {
        var id = Guid.CreateVersion7();
        return floor
            .Evolve(new FloorGiven(id, OnTheFloor.Speaker(said.Participant, said.Category, SpeechKind.Intervention), 180, OnTheFloor.At(0)))
            .Evolve(new SpeechStarted(id, OnTheFloor.At(0)))
            .Evolve(new SpeechEnded(id, TimeSpan.FromMinutes(said.Minutes), OnTheFloor.At(said.Minutes)));
    });

    private static Floor Speaks(Floor floor, string participant, ParticipantCategory category)
    {
        var id = Guid.CreateVersion7();
        return floor.Evolve(new FloorGiven(id, OnTheFloor.Speaker(participant, category, SpeechKind.Intervention), 180, OnTheFloor.At(50))).Evolve(new SpeechStarted(id, OnTheFloor.At(50)));
    }

    private static void Refused(string code, GiveTheFloor command, KnownDelegation? known, RoundTable? table) => Should.Throw<Refusal>(() => command.Intervenes(known, table)).Code.ShouldBe(code);
}
