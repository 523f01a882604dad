using Forum.Kit;

namespace Forum.Tests;

/// <summary>A withdrawal at Registration releases what Scheduling had given, seat, place on the list and chair, and takes nothing from what was.</summary>
[Collection<StoriesOfFourServices>]
public sealed class R6_Withdrawal_across_the_services(FourServices forum)
{
    [Fact]
    public async Task requests_seats_and_chairs_are_released_and_who_returns_stands_at_the_end()
    {
        var secretariat = forum.Secretariat;
        var edition = await secretariat.OpensAnEdition();
        var table = await secretariat.PlansARoundTable(edition, number: 1, capacity: 1);
        var finland = await forum.Delegation("FIN").Registers(edition);
        await secretariat.NamesAChair(table.MeetingId, "FIN");
        await finland.AsksForTheFloor();
        await finland.Chooses(1);
        await Eventually.Holds(async () => (await secretariat.Seats(table)).ShouldBe(["FIN"]), "Finland is seated");
        var kenya = await forum.Delegation("KEN").Registers(edition);
        await kenya.AsksForTheFloor();
        await kenya.Chooses(1);

        await finland.Withdraws();
        await Eventually.Holds(
            async () =>
            {
                (await secretariat.Speakers(edition)).ShouldBe(["KEN"]);
                (await secretariat.Seats(table)).ShouldBe(["KEN"]);
                (await secretariat.Vacancies(edition)).ShouldBe([("FIN", true)]);
            },
            "what Finland held is free, and the vacant chair is shown");
        await Eventually.Holds(async () => (await secretariat.Attendance(edition)).Registered.ShouldBe(1), "Publishing has heard of it");

        await finland.Returns();
        await Eventually.Holds(async () => (await secretariat.Speakers(edition)).ShouldBe(["KEN", "FIN"]), "Finland stands at the end");
        (await secretariat.Seats(table)).ShouldBe(["KEN"], "its old place is another's");
        (await secretariat.Vacancies(edition)).ShouldBe([("FIN", true)], "its chair does not come back with it");
        await secretariat.NamesAChair(table.MeetingId, "KEN");
        (await secretariat.Vacancies(edition)).ShouldBeEmpty();
    }
}
