using Forum.Hosting.Store;
using Forum.Kit;
using Forum.Publishing.Lint;
using Forum.Publishing.Points;
using FsCheck;
using FsCheck.Fluent;

namespace Forum.Publishing.Tests;

/// <summary>M2: the word follows from the counts and the version of the policy.</summary>
public sealed class M2_Quantifier_engine
{
    private static readonly QuantifierTable Table = QuantifierPolicy.First.Table;

    [Theory]
    [InlineData(1, 100, Quantifier.Suggested)]
    [InlineData(2, 100, Quantifier.AFew)]
    [InlineData(3, 100, Quantifier.AFew)]
    [InlineData(3, 4, Quantifier.AFew)]
    [InlineData(4, 100, Quantifier.Some)]
    [InlineData(19, 100, Quantifier.Some)]
    [InlineData(20, 100, Quantifier.Several)]
    [InlineData(34, 100, Quantifier.Several)]
    [InlineData(35, 100, Quantifier.Many)]
    [InlineData(50, 100, Quantifier.Many)]
    [InlineData(51, 100, Quantifier.Most)]
    [InlineData(89, 100, Quantifier.Most)]
    [InlineData(90, 100, Quantifier.NearlyAll)]
    [InlineData(100, 100, Quantifier.NearlyAll)]
    [InlineData(7, 35, Quantifier.Several)]
    [InlineData(20, 101, Quantifier.Some)]
    public void support_and_share_make_the_word(int support, int heard, Quantifier word) =>
        Quantifying.Strongest(new Counts(support, Dissent: 1, Neutral: 0, heard), Table, confirmed: false).ShouldBe(word);

    [Fact]
    public void nobody_makes_no_word() => Quantifying.Strongest(new Counts(0, 3, 2, 10), Table, confirmed: true).ShouldBeNull();

    [Theory]
    [InlineData(51, 0, true)]
    [InlineData(51, 1, false)]
    [InlineData(50, 0, false)]
    public void participants_without_a_number_are_more_than_half_and_nobody_against(int support, int dissent, bool carried) =>
        Quantifying.Allowed(new Counts(support, dissent, 0, 100), Table, confirmed: false).Contains(Quantifier.Participants).ShouldBe(carried);

    [Theory]
    [InlineData(40, 0, 10, 100, true, true)]
    [InlineData(40, 0, 9, 100, true, false)]
    [InlineData(90, 1, 9, 100, true, false)]
    [InlineData(100, 0, 0, 100, false, false)]
    public void consensus_needs_nobody_against_half_of_those_heard_and_the_chair(int support, int dissent, int neutral, int heard, bool confirmed, bool carried) =>
        Quantifying.Allowed(new Counts(support, dissent, neutral, heard), Table, confirmed).Contains(Quantifier.Consensus).ShouldBe(carried);

    [Fact]
    public void a_writer_chooses_the_strongest_or_a_weaker_word_and_never_a_stronger() => Prop.ForAll(Some.ToArbitrary(), Gen.Elements(Enum.GetValues<Quantifier>()).ToArbitrary(), (counts, chosen) =>
    {
        var point = Counted(counts);
        var strongest = Quantifying.Strongest(counts, Table, confirmed: false);
        try
        {
            _ = new ChooseQuantifier { Quantifier = chosen }.Decide(point, QuantifierPolicy.First, DateTimeOffset.UnixEpoch).ToArray();
            return strongest is { } most && Quantifying.Strength(chosen) <= Quantifying.Strength(most);
        }
        catch (Refusal refusal)
        {
            return refusal.Code == "quantifier-too-strong" && !Quantifying.Allowed(counts, Table, confirmed: false).Contains(chosen);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void the_word_can_be_worked_out_again_from_what_is_stored() => Prop.ForAll(Some.ToArbitrary(), counts =>
    {
        var point = Counted(counts);
        return Quantifying.Strongest(point.Counts!, QuantifierPolicy.First.Table, point.Confirmed) == (counts.Support == 0 ? null : point.Quantifier) && point.Policy == 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void a_new_version_of_the_policy_is_counted_by_from_then_on()
    {
        var stricter = QuantifierPolicy.First with { Number = 2, Table = Table with { ManyUpTo = 66 } };
        var point = Counted(new Counts(60, 1, 0, 100));
        point.Quantifier.ShouldBe(Quantifier.Most);
        var recounted = CountPoint.Decide(point, point.Counts!, stricter, DateTimeOffset.UnixEpoch).Aggregate(point, (state, e) => state.Evolve(e));
        (recounted.Quantifier, recounted.Policy).ShouldBe((Quantifier.Many, 2));
        CountPoint.Decide(recounted, point.Counts!, stricter, DateTimeOffset.UnixEpoch).ShouldBeEmpty();
    }

    [Fact]
    public void what_a_writer_chose_stays_while_the_counts_carry_it()
    {
        var chosen = Counted(new Counts(60, 0, 0, 100)).Evolve(new QuantifierChosen(Quantifier.Some, DateTimeOffset.UnixEpoch));
        Recount(chosen, new Counts(70, 0, 0, 100)).Quantifier.ShouldBe(Quantifier.Some);
        Recount(chosen, new Counts(2, 0, 0, 100)).Quantifier.ShouldBe(Quantifier.AFew);
    }

    [Theory]
    [InlineData(1, 1, 20, 35, 50, 90)]
    [InlineData(1, 3, 35, 20, 50, 90)]
    [InlineData(1, 3, 20, 35, 95, 90)]
    [InlineData(1, 3, 0, 35, 50, 90)]
    [InlineData(1, 3, 20, 35, 50, 101)]
    public void a_table_that_does_not_rise_is_refused(int suggested, int few, int some, int several, int many, int nearlyAll) => Should.Throw<Refusal>(() =>
        new QuantifierTable { SuggestedUpTo = suggested, AFewUpTo = few, SomeBelow = some, SeveralBelow = several, ManyUpTo = many, NearlyAllFrom = nearlyAll }.MustRise()).Code.ShouldBe("table-does-not-rise");

    internal static readonly Gen<Counts> Some =
        from support in Gen.Choose(0, 60)
        from dissent in Gen.Choose(0, 5)
        from neutral in Gen.Choose(0, 20)
        from silent in Gen.Choose(0, 60)
        select new Counts(support, dissent, neutral, support + dissent + neutral + silent);

    internal static Point Counted(Counts counts, string? counter = null) => Recount(
        new Point().Evolve(new PointOpened(Guid.CreateVersion7(), Guid.CreateVersion7(), 1, new PointWording("Fees", "participants", "noted", "fees had fallen", counter), DateTimeOffset.UnixEpoch)), counts);

    private static Point Recount(Point point, Counts counts) =>
        CountPoint.Decide(point, counts, QuantifierPolicy.First, DateTimeOffset.UnixEpoch).Aggregate(point, (state, e) => state.Evolve(e));
}

/// <summary>M3: in one document a stronger word never stands with weaker support.</summary>
public sealed class M3_Monotonic
{
    [Fact]
    public void the_engine_never_puts_a_point_below_one_with_less_behind_it() => Prop.ForAll(M2_Quantifier_engine.Some.ToArbitrary(), M2_Quantifier_engine.Some.ToArbitrary(), (one, other) =>
        !PointFindings.IsPutBelow(M2_Quantifier_engine.Counted(one), M2_Quantifier_engine.Counted(other))).QuickCheckThrowOnFailure();

    [Fact]
    public void a_writer_who_weakens_one_of_two_is_told()
    {
        var strong = M2_Quantifier_engine.Counted(new Counts(60, 0, 0, 100)).Evolve(new QuantifierChosen(Quantifier.Some, DateTimeOffset.UnixEpoch));
        var weak = M2_Quantifier_engine.Counted(new Counts(40, 0, 0, 100));
        PointFindings.IsPutBelow(strong, weak).ShouldBeTrue();
        PointFindings.IsPutBelow(weak, strong).ShouldBeFalse();
    }
}

/// <summary>M4: who thought otherwise is to be seen.</summary>
public sealed class M4_Dissent_visible
{
    [Fact]
    public void one_who_dissents_makes_a_counter_sentence() => M2_Quantifier_engine.Counted(new Counts(60, 1, 0, 100)).Sentence().ShouldBe("Most participants noted that fees had fallen. Others saw it differently.");

    [Fact]
    public void in_the_words_of_the_writer_if_there_are_any() =>
        M2_Quantifier_engine.Counted(new Counts(60, 1, 0, 100), "others held that they had risen").Sentence().ShouldBe("Most participants noted that fees had fallen. Others held that they had risen.");

    [Fact]
    public void without_dissent_there_is_none() => M2_Quantifier_engine.Counted(new Counts(60, 0, 0, 100), "others held that they had risen").Sentence().ShouldBe("Participants noted that fees had fallen.");

    [Fact]
    public void a_consensus_with_dissent_is_not_confirmed()
    {
        Confirm(new Counts(60, 1, 0, 60)).ThenRefused("consensus-with-dissent");
        Confirm(new Counts(10, 0, 0, 60)).ThenRefused("consensus-not-carried");
        Confirm(new Counts(60, 0, 0, 60)).Events().Select(e => e.GetType()).ShouldBe([typeof(ConsensusConfirmed), typeof(QuantifierChosen)]);
    }

    [Fact]
    public void dissent_that_is_counted_later_takes_the_consensus_away()
    {
        var confirmed = ConfirmConsensus.Decide(M2_Quantifier_engine.Counted(new Counts(60, 0, 0, 100)), QuantifierPolicy.First, "organizer", DateTimeOffset.UnixEpoch)
            .Aggregate(M2_Quantifier_engine.Counted(new Counts(60, 0, 0, 100)), (point, e) => point.Evolve(e));
        confirmed.Sentence().ShouldBe("There was consensus that fees had fallen.");
        CountPoint.Decide(confirmed, new Counts(60, 1, 0, 100), QuantifierPolicy.First, DateTimeOffset.UnixEpoch).Aggregate(confirmed, (point, e) => point.Evolve(e))
            .Sentence().ShouldBe("Most participants noted that fees had fallen. Others saw it differently.");
    }

    private static Decided Confirm(Counts counts) => new Decider<Point>(M2_Quantifier_engine.Counted(counts)).When(point => ConfirmConsensus.Decide(point, QuantifierPolicy.First, "organizer", DateTimeOffset.UnixEpoch));
}

public sealed class When_a_point_gathers_notes
{
    [Theory]
    [InlineData(Quantifier.Suggested, "It was suggested that fees had fallen.")]
    [InlineData(Quantifier.AFew, "A few participants noted that fees had fallen.")]
    [InlineData(Quantifier.WidespreadSupport, "There was widespread support for the view that fees had fallen.")]
    [InlineData(Quantifier.GeneralConsensus, "There was general consensus that fees had fallen.")]
    public void its_sentence_is_made_of_its_wording(Quantifier quantifier, string sentence) => new PointWording("Fees", "participants", "noted", "fees had fallen", null).Sentence(quantifier).ShouldBe(sentence);

    [Theory]
    [InlineData("Norway had lowered its fees")]
    [InlineData("States shall lower fees")]
    public void its_wording_attributes_nothing_and_binds_nobody(string claim) => Should.Throw<Refusal>(() =>
        new OpenPoint { EditionId = Guid.CreateVersion7(), Wording = new WordedPoint { Topic = "Fees", Claim = claim } }.Decide(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch).ToArray()).Code.ShouldBe("wording-not-clean");

    [Fact]
    public void one_that_was_recorded_by_hand_has_no_counts()
    {
        var recorded = new Point().Evolve(new PointRecorded(Guid.CreateVersion7(), Guid.CreateVersion7(), null, Quantifier.Many, "participants", "said so", null, DateTimeOffset.UnixEpoch));
        Should.Throw<Refusal>(() => CountPoint.Decide(recorded, new Counts(1, 0, 0, 1), QuantifierPolicy.First, DateTimeOffset.UnixEpoch).ToArray()).Code.ShouldBe("counts-not-in-source");
        recorded.Sentence().ShouldBe("Many participants said so.");
    }
}
