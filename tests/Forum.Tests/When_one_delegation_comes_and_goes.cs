using Forum.Kit;

namespace Forum.Tests;

/// <summary>The story of one delegation, from its registration in one service to the figures of another.</summary>
[Collection<StoriesOfFourServices>]
public sealed class When_one_delegation_comes_and_goes(FourServices forum)
{
    [Fact]
    public async Task what_it_held_is_free_again_and_it_is_not_counted()
    {
        var secretariat = forum.Secretariat;
        var edition = await secretariat.OpensAnEdition();
        var table = await secretariat.PlansARoundTable(edition, number: 1, capacity: 1);
        var plenary = await secretariat.PlansAMeeting(edition, "Plenary", number: 1);

        var france = await forum.Delegation("FRA").Registers(edition);
        await france.AsksForTheFloor();
        await france.Chooses(1);
        await Eventually.Holds(
            async () =>
            {
                (await secretariat.Speakers(edition)).ShouldBe(["FRA"]);
                (await secretariat.Seats(table)).ShouldBe(["FRA"]);
            },
            "France is inscribed and seated");

        var norway = await forum.Delegation("NOR").Registers(edition);
        await norway.AsksForTheFloor();
        await norway.Chooses(1);
        await Eventually.Holds(async () => (await secretariat.Speakers(edition)).ShouldBe(["FRA", "NOR"]), "Norway is inscribed");
        (await secretariat.Seats(table)).ShouldBe(["FRA"], "there is one seat only");

        await france.Withdraws();
        await Eventually.Holds(
            async () =>
            {
                (await secretariat.Speakers(edition)).ShouldBe(["NOR"]);
                (await secretariat.Seats(table)).ShouldBe(["NOR"], "the seat went to who had asked next");
            },
            "what France held is free");

        foreach (var meeting in new[] { plenary, table.MeetingId })
            await secretariat.Convenes(meeting);
        await secretariat.GivesTheFloorTo(edition, "NOR", plenary);
        foreach (var meeting in new[] { plenary, table.MeetingId })
            await secretariat.Concludes(meeting);
        await Eventually.Holds(
            async () =>
            {
                (await secretariat.Figure(edition, "memberStatesSpoke")).ShouldBe(1);
                (await secretariat.Figure(edition, "roundTableStateRepresentatives")).ShouldBe(1);
                (await secretariat.Figure(edition, "roundTables")).ShouldBe(1);
            },
            "Publishing counts Norway, once");
    }
}
