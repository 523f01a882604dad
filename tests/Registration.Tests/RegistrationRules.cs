using Forum.Hosting.Store;
using Forum.Registration.Delegations;
using static Forum.Registration.Tests.Story;

namespace Forum.Registration.Tests;

public sealed class When_a_delegation_is_registered
{
    [Fact]
    public void it_is_listed_as_the_list_of_the_edition_has_it()
    {
        var listing = Registered(State()).Listing;
        listing.ShouldBe(new Listing
        {
            EditionId = Edition().Id,
            Participant = "FRA",
            Name = "France",
            Category = ParticipantCategory.MemberState,
            Group = RegionalGroup.Weog,
            Standing = DelegationStanding.Announced,
            Credentials = CredentialsState.Provisional,
            HeadRank = RankLevel.Minister,
            Members = 1,
            People = listing.People,
            StandIns = listing.StandIns,
            RoundTableChoices = listing.RoundTableChoices,
        });
        listing.RoundTableChoices.ShouldBeEmpty();
    }

    [Fact]
    public void its_head_comes_first_and_everybody_is_counted()
    {
        var announced = Registered(State() with { Members = [Member(DelegationRole.Representative), Member(DelegationRole.Adviser)] });
        announced.Listing.Members.ShouldBe(3);
        announced.Members.Select(member => member.Role).ShouldBe([DelegationRole.HeadOfDelegation, DelegationRole.Representative, DelegationRole.Adviser]);
        announced.Members.Select(member => member.PersonId).ShouldBeUnique();
        announced.At.ShouldBe(Morning);
    }

    [Theory]
    [InlineData(EditionState.Announced)]
    [InlineData(EditionState.RegistrationClosed)]
    [InlineData(EditionState.Closed)]
    public void the_window_must_be_open(EditionState state) => Refused(State(), "registration-not-open", Edition(state));

    [Theory]
    [InlineData("FRA", ParticipantCategory.MemberState, RegionalGroup.Weog)]
    [InlineData("MNE", ParticipantCategory.MemberState, RegionalGroup.EasternEuropean)]
    [InlineData("TUR", ParticipantCategory.MemberState, RegionalGroup.Weog)]
    [InlineData("USA", ParticipantCategory.MemberState, null)]
    [InlineData("KIR", ParticipantCategory.MemberState, null)]
    [InlineData("VAT", ParticipantCategory.ObserverState, null)]
    [InlineData("PSE", ParticipantCategory.StandingInviteeEntity, null)]
    public void its_group_and_category_are_those_of_2006(string code, ParticipantCategory category, RegionalGroup? group) =>
        Registered(State(code, category)).Listing.Group.ShouldBe(group);

    [Theory]
    [InlineData("VAT", ParticipantCategory.MemberState)]
    [InlineData("PSE", ParticipantCategory.MemberState)]
    [InlineData("PSE", ParticipantCategory.ObserverState)]
    [InlineData("FRA", ParticipantCategory.ObserverState)]
    [InlineData("FRA", ParticipantCategory.Ngo)]
    public void nobody_takes_part_as_what_it_is_not(string code, ParticipantCategory category) => Refused(State(code, category), "category-not-of-participant");

    [Theory]
    [InlineData("SSD", ParticipantCategory.MemberState)]
    [InlineData("SSD", ParticipantCategory.Ngo)]
    [InlineData("XYZ", ParticipantCategory.MemberState)]
    [InlineData("IOM", ParticipantCategory.ObserverState)]
    public void a_State_that_is_not_on_the_list_of_that_day_is_unknown(string code, ParticipantCategory category) => Refused(State(code, category), "participant-unknown");

    [Fact]
    public void a_later_edition_goes_by_a_later_list()
    {
        Registered(State("SSD"), year: 2013).Listing.Name.ShouldBe("South Sudan");
        Registered(State("PSE", ParticipantCategory.ObserverState), year: 2013).Listing.Category.ShouldBe(ParticipantCategory.ObserverState);
    }

    [Theory]
    [InlineData(ParticipantCategory.StandingInviteeEntity)]
    [InlineData(ParticipantCategory.UnSystemEntity)]
    [InlineData(ParticipantCategory.RegionalCommission)]
    [InlineData(ParticipantCategory.RelatedOrganization)]
    public void an_organization_brings_its_name(ParticipantCategory category)
    {
        Registered(Organization("ORG-1", "An organization", category)).Listing.Name.ShouldBe("An organization");
        Refused(Organization("ORG-1", name: null, category), "name-required");
    }

    [Fact]
    public void a_State_does_not_choose_its_name() => Refused(State() with { Name = "Gaul" }, "name-from-list");

    [Fact]
    public void it_has_one_head() => Refused(State() with { Members = [Member(DelegationRole.HeadOfDelegation)] }, "second-head");

    [Fact]
    public void it_has_five_representatives_at_most_with_its_head()
    {
        Registered(State() with { Members = Many(4, DelegationRole.Representative) });
        Refused(State() with { Members = Many(5, DelegationRole.Representative) }, "too-many-representatives");
    }

    [Fact]
    public void it_has_five_alternates_at_most()
    {
        Registered(State() with { Members = Many(5, DelegationRole.AlternateRepresentative) });
        Refused(State() with { Members = Many(6, DelegationRole.AlternateRepresentative) }, "too-many-alternates");
    }

    [Fact]
    public void it_has_as_many_advisers_as_it_likes() => Registered(State() with { Members = Many(40, DelegationRole.Adviser) }).Listing.Members.ShouldBe(41);

    private static Member[] Many(int count, DelegationRole role) => [.. Enumerable.Repeat(Member(role), count)];

    private static DelegationAnnounced Registered(RegisterDelegation command, int year = 2006) =>
        Register(command, Edition(year: year)).ShouldHaveSingleItem().ShouldBeOfType<DelegationAnnounced>();

    private static void Refused(RegisterDelegation command, string code, Editions.KnownEdition? edition = null) =>
        Should.Throw<Refusal>(() => Register(command, edition)).Code.ShouldBe(code);
}
