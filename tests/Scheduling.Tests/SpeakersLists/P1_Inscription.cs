using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Scheduling.SpeakersLists;
using static Forum.Scheduling.Tests.SpeakersLists.Debates;
using Inscription = Forum.Scheduling.SpeakersLists.Inscription;
using SpeakerInscribed = Forum.Scheduling.SpeakersLists.SpeakerInscribed;

namespace Forum.Scheduling.Tests.SpeakersLists;

public sealed class P1_The_order_of_the_list
{
    [Fact]
    public void openers_are_fixed_and_first_whoever_is_inscribed_before_them() =>
        Empty.Hears(Asks("FRA", 0, RankLevel.HeadOfState)).Then(Opener("President of the General Assembly"), Opener("Secretary-General")).Planned().Order()
            .ShouldBe(["President of the General Assembly", "Secretary-General", "FRA"]);

    [Fact]
    public void heads_of_State_vice_presidents_crown_princes_and_heads_of_Government_are_equal() =>
        Empty.Hears(
            Asks("MIN", 0), Asks("HOG", 1, RankLevel.HeadOfGovernment), Asks("CRO", 2, RankLevel.CrownPrince), Asks("VIC", 3, RankLevel.VicePresident), Asks("HOS", 4, RankLevel.HeadOfState))
            .Order().ShouldBe(["HOG", "CRO", "VIC", "HOS", "MIN"]);

    [Fact]
    public void then_come_deputy_heads_ministers_vice_ministers_and_other_heads_of_delegation() =>
        Empty.Hears(
            Asks("PER", 0, RankLevel.PermanentRepresentative), Asks("OTH", 1, RankLevel.Other), Asks("VMI", 2, RankLevel.ViceMinister),
            Asks("MIN", 3), Asks("FOR", 4, RankLevel.ForeignMinister), Asks("DEP", 5, RankLevel.DeputyHeadOfGovernment), Asks("HOS", 6, RankLevel.HeadOfState))
            .Order().ShouldBe(["HOS", "DEP", "MIN", "FOR", "VMI", "PER", "OTH"]);

    [Fact]
    public void a_preferred_meeting_is_given_before_receipt_counts()
    {
        // Four slots of 40 minutes a meeting.
        var list = Empty.Hears(Asks("AAA", 0), Asks("BBB", 1), Asks("CCC", 2), Asks("DDD", 3), Asks("EEE", 4, prefers: [1]), Asks("FFF", 5, prefers: [3, 1])).Planned(limit: 40, meetings: 3);
        list.PlaceOf("EEE").ShouldBe("1/1");
        list.PlaceOf("FFF").ShouldBe("3/1");
        list.Order().ShouldBe(["EEE", "AAA", "BBB", "CCC", "DDD", "FFF"]);
    }

    [Fact]
    public void first_preferences_go_before_second_ones_and_both_before_none()
    {
        var list = Empty.Hears(
                Asks("AAA", 0, prefers: [1]), Asks("BBB", 1, prefers: [1]), Asks("CCC", 2, prefers: [1]), Asks("DDD", 3, prefers: [1]),
                Asks("EEE", 4, prefers: [1, 2]), Asks("FFF", 5, prefers: [2]), Asks("GGG", 6))
            .Planned(limit: 40, meetings: 2);
        list.PlaceOf("EEE").ShouldBe("2/2");
        list.PlaceOf("FFF").ShouldBe("2/1");
        list.PlaceOf("GGG").ShouldBe("2/3");
        Key(list, "EEE").ShouldSatisfyAllConditions(key => key.Preference.ShouldBe(2), key => key.PreferredMeeting.ShouldBe(2));
        Key(list, "GGG").Preference.ShouldBeNull();
    }

    [Fact]
    public void among_equals_receipt_decides_and_of_two_at_the_same_instant_the_lot()
    {
        var list = Empty.Hears(Asks("CHL", 1), Asks("NOR", 1), Asks("KEN", 1), Asks("PER", 0));
        var lots = new[] { "CHL", "NOR", "KEN" }.OrderBy(code => SpeakingOrder.Lot(Seed, code)).ToArray();
        list.Order().ShouldBe(["PER", .. lots]);
        Empty.Hears(Asks("KEN", 1), Asks("PER", 0), Asks("NOR", 1), Asks("CHL", 1)).Order().ShouldBe(list.Order());
    }

    [Theory]
    [InlineData("drawn in public", "FRA")]
    [InlineData("0123456789abcdef", "NOR")]
    public void anybody_can_draw_a_lot_again_from_the_published_seed(string seed, string code)
    {
        // As described, in other words: the first eight hexadecimal digits of the hash as a number, of which the last six decimal digits count.
        var digits = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(seed + "/" + code)))[..8];
        SpeakingOrder.Lot(seed, code).ShouldBe((int)(long.Parse(digits, System.Globalization.NumberStyles.HexNumber) % 1_000_000));
    }

    [Fact]
    public void the_seed_is_public_before_anybody_is_inscribed_and_stays()
    {
        SpeakersListOpened.With(Dialogue.Id).Seed!.Length.ShouldBe(32);
        SpeakersListOpened.With(Dialogue.Id).Seed.ShouldNotBe(SpeakersListOpened.With(Dialogue.Id).Seed);
        var command = new PublishSeed { Seed = "drawn by the youngest delegate" };
        Empty.Then(Opener("Secretary-General")).Then(command.Decide(Empty, Before)).Seed.ShouldBe(command.Seed);
        RefusedBy(() => command.Decide(Empty.Hears(Asks("FRA", 0)), Before)).ShouldBe("lots-are-drawn");
    }

    [Fact]
    public void each_is_shown_with_the_key_that_placed_it()
    {
        var list = Empty.Hears(Asks("FRA", 0, RankLevel.HeadOfState, prefers: [2, 1]), Asks("VAT", 1, RankLevel.Other, ParticipantCategory.ObserverState)).Planned();
        Key(list, "FRA").InWords().ShouldBe($"category 1, 1st preference, received 2006-06-01 12:00:00.000 UTC, lot {SpeakingOrder.Lot(Seed, "FRA")}");
        Key(list, "VAT").InWords().ShouldBe($"observer State, category 5, received 2006-06-01 12:01:00.000 UTC, lot {SpeakingOrder.Lot(Seed, "VAT")}");
    }

    [Fact]
    public void the_order_that_is_shown_is_that_of_the_keys()
    {
        var list = Empty.Hears([.. Enumerable.Range(0, 60).Select(n => Asks($"P{n:00}", n % 7, (RankLevel)(n % 11), prefers: n % 3 == 0 ? [] : [1 + n % 4, 1 + (n + 1) % 4]))]).Planned();
        foreach (var meeting in list.InOrder().GroupBy(entry => entry.Slot!.MeetingId))
        {
            var keys = meeting.Select(entry => list.KeyOf(entry)!).ToArray();
            keys.ShouldBe(keys.OrderBy(key => key.CategoryNumber).ThenBy(key => key.Preference ?? int.MaxValue).ThenBy(key => key.ReceivedAt).ThenBy(key => key.Lot));
        }
    }

    private static SpeakerKey Key(SpeakersList list, string participant) => list.KeyOf(list.InOrder().Single(entry => entry.Inscription.Participant == participant))!;

    private static SpeakerInscribed Opener(string office) =>
        new(new Inscription { Id = Guid.CreateVersion7(), Kind = StatementKind.Opening, ReceivedAt = Dialogue.Noon, Office = office });
}
