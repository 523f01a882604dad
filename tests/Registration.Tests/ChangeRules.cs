using Forum.Hosting.Store;
using Forum.Registration.Delegations;
using static Forum.Registration.Tests.Story;

namespace Forum.Registration.Tests;

public sealed class When_a_delegation_asks_for_the_floor
{
    [Fact]
    public void the_time_of_receipt_is_kept() =>
        Given().When(d => new RequestToSpeak().Decide(d, Edition(), Noon, AcknowledgementId)).Then<SpeakingRequested>().Listing.SpeakingRequestedAt.ShouldBe(Noon);

    [Fact]
    public void a_second_time_it_keeps_its_place() => Given(AsksForTheFloor).When(d => new RequestToSpeak().Decide(d, Edition(), Noon, AcknowledgementId)).ThenNothing();

    [Fact]
    public void it_must_not_have_withdrawn() => Given(Withdraws).When(d => new RequestToSpeak().Decide(d, Edition(), Noon, AcknowledgementId)).ThenRefused("delegation-withdrawn");
}

public sealed class When_a_delegation_ranks_round_tables
{
    [Fact]
    public void choices_seats_and_receipt_are_kept()
    {
        var listing = Given().When(d => Choose([4, 1], 2, d)).Then<RoundTableChoicesRanked>().Listing;
        listing.RoundTableChoices.ShouldBe([4, 1]);
        listing.RoundTableSeats.ShouldBe(2);
        listing.RoundTableChoicesAt.ShouldBe(Noon);
    }

    [Fact]
    public void the_same_again_keep_their_place() => Given(ChoosesTables).When(d => Choose([2, 3], 1, d)).ThenNothing();

    [Theory]
    [InlineData(new[] { 3, 2 }, 1)]
    [InlineData(new[] { 2, 3 }, 2)]
    [InlineData(new[] { 2 }, 1)]
    public void others_are_received_anew(int[] choices, int seats) =>
        Given(ChoosesTables).When(d => Choose(choices, seats, d)).Then<RoundTableChoicesRanked>().Listing.RoundTableChoicesAt.ShouldBe(Noon);

    [Theory]
    [InlineData(new[] { 0 }, 1, "no-such-round-table")]
    [InlineData(new[] { 1, -2 }, 1, "no-such-round-table")]
    [InlineData(new[] { 2, 2 }, 1, "choice-repeated")]
    [InlineData(new[] { 1, 2 }, 3, "seats-not-of-choices")]
    [InlineData(new[] { 1 }, 0, "seats-not-of-choices")]
    [InlineData(new int[0], 1, "seats-not-of-choices")]
    public void what_cannot_be_is_refused(int[] choices, int seats, string code) => Given().When(d => Choose(choices, seats, d)).ThenRefused(code);

    [Fact]
    public void it_must_not_have_withdrawn() => Given(Withdraws).When(d => Choose([1], 1, d)).ThenRefused("delegation-withdrawn");

    private static IEnumerable<object> Choose(int[] choices, int seats, Delegation delegation) =>
        new RankRoundTableChoices { Choices = choices, Seats = seats }.Decide(delegation, Noon);
}

public sealed class When_a_delegation_withdraws
{
    [Fact]
    public void nothing_it_asked_for_is_in_force()
    {
        var withdrawn = Given(AsksForTheFloor, ChoosesTables).When(Withdraws).Then<DelegationWithdrawn>();
        withdrawn.At.ShouldBe(Noon);
        withdrawn.RemarkId.ShouldBe(RemarkId);
        withdrawn.Listing.Standing.ShouldBe(DelegationStanding.Withdrawn);
        withdrawn.Listing.SpeakingRequestedAt.ShouldBeNull();
        withdrawn.Listing.RoundTableChoices.ShouldBeEmpty();
        withdrawn.Listing.RoundTableSeats.ShouldBe(0);
        withdrawn.Listing.RoundTableChoicesAt.ShouldBeNull();
    }

    [Fact]
    public void its_people_are_still_known() => Given(Withdraws).State.Members.ShouldHaveSingleItem();

    [Fact]
    public void a_second_time_changes_nothing() => Given(Withdraws).When(Withdraws).ThenNothing();
}

public sealed class When_a_delegation_returns
{
    [Fact]
    public void it_stands_at_the_end_of_every_queue()
    {
        var listing = Given(AsksForTheFloor, ChoosesTables, Withdraws).When(Returns).Then<DelegationReturned>().Listing;
        listing.Standing.ShouldBe(DelegationStanding.Announced);
        listing.SpeakingRequestedAt.ShouldBe(Evening);
        listing.RoundTableChoices.ShouldBe([2, 3]);
        listing.RoundTableSeats.ShouldBe(1);
        listing.RoundTableChoicesAt.ShouldBe(Evening);
    }

    [Fact]
    public void it_asks_for_nothing_it_had_not_asked_for()
    {
        var listing = Given(Withdraws).When(Returns).Then<DelegationReturned>().Listing;
        listing.SpeakingRequestedAt.ShouldBeNull();
        listing.RoundTableChoicesAt.ShouldBeNull();
    }

    [Fact]
    public void it_can_withdraw_again() => Given(AsksForTheFloor, Withdraws, Returns).When(Withdraws).Then<DelegationWithdrawn>();

    [Fact]
    public void who_never_left_does_not_come_back() => Given(AsksForTheFloor).When(Returns).ThenNothing();
}

public sealed class When_the_window_is_closed
{
    [Theory]
    [InlineData(EditionState.RegistrationOpen)]
    public void a_delegation_changes_itself_while_it_is_open(EditionState state) => Edition(state).MustLetChange(bySecretariat: false);

    [Theory]
    [InlineData(EditionState.Announced)]
    [InlineData(EditionState.RegistrationClosed)]
    public void a_delegation_cannot_change_itself(EditionState state) =>
        Should.Throw<Refusal>(() => Edition(state).MustLetChange(bySecretariat: false)).Code.ShouldBe("registration-not-open");

    [Theory]
    [InlineData(EditionState.RegistrationOpen)]
    [InlineData(EditionState.RegistrationClosed)]
    public void the_secretariat_can_change_it(EditionState state) => Edition(state).MustLetChange(bySecretariat: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void nobody_changes_it_after_the_end(bool bySecretariat) =>
        Should.Throw<Refusal>(() => Edition(EditionState.Closed).MustLetChange(bySecretariat)).Code.ShouldBe("edition-closed");
}
