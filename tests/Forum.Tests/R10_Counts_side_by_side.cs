using Forum.Kit;

namespace Forum.Tests;

/// <summary>Registered, present and spoke: three counts from three kinds of events in two services, side by side in a third.</summary>
[Collection<StoriesOfFourServices>]
public sealed class R10_Counts_side_by_side(FourServices forum)
{
    [Fact]
    public async Task each_comes_from_events_of_its_own_and_what_does_not_add_up_is_shown()
    {
        var secretariat = forum.Secretariat;
        var edition = await secretariat.OpensAnEdition();
        var plenary = await secretariat.PlansAMeeting(edition, "Plenary", number: 1);
        var (denmark, sweden, iceland) = (await forum.Delegation("DNK").Registers(edition), await forum.Delegation("SWE").Registers(edition), await forum.Delegation("ISL").Registers(edition));
        await denmark.AsksForTheFloor();
        await sweden.AsksForTheFloor();
        await Counts(3, null, null, 0);

        (await secretariat.ScansABadgeOf(edition, denmark.Id)).ShouldBe("Recorded");
        (await secretariat.ScansABadgeOf(edition, denmark.Id)).ShouldBe("KnownAlready");
        await Counts(3, 1, null, 0);

        await secretariat.Convenes(plenary);
        await Eventually.Holds(async () => (await secretariat.Speakers(edition)).Length.ShouldBe(2), "both are inscribed");
        await secretariat.GivesTheFloorTo(edition, "DNK", plenary);
        await Counts(3, 1, 1, 0);

        // Nobody scanned Sweden's badges, and yet it speaks: that is shown, and the counts stay what they are.
        await secretariat.GivesTheFloorTo(edition, "SWE", plenary);
        await Counts(3, 1, 2, 1);
        (await secretariat.ScansABadgeOf(edition, sweden.Id)).ShouldBe("Recorded");
        await Counts(3, 2, 2, 0);

        // Who goes home after speaking has been present and has spoken.
        await denmark.RefreshesAndWithdraws();
        await iceland.Withdraws();
        await Counts(1, 2, 2, 2);

        async Task Counts(decimal? registered, decimal? present, decimal? spoke, int warnings) => await Eventually.Holds(
            async () => (await secretariat.Attendance(edition)).ShouldBe((registered, present, spoke, warnings)), $"{registered} registered, {present} were present, {spoke} spoke");
    }
}
