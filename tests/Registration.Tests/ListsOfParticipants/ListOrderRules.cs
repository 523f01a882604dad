using Forum.Registration.Delegations;
using Forum.Registration.ListsOfParticipants;
using Forum.Registration.Participants;
using FsCheck;
using FsCheck.Fluent;

namespace Forum.Registration.Tests.ListsOfParticipants;

public sealed class R9_The_list_is_in_English_alphabetical_order
{
    [Fact]
    public void the_192_Member_States_of_2006_stand_as_the_United_Nations_lists_them()
    {
        var names = ParticipantList.Shipped.AsOf(new DateOnly(2006, 9, 14)).Where(p => p.Status is ParticipantStatus.MemberState).Select(p => p.Name).ToArray();
        names.Length.ShouldBe(192);
        names.Order(EnglishOrder.Instance).ShouldBe(MemberStates2006.InOrder);
    }

    [Theory]
    [InlineData("Qatar", "Republic of Korea", "Republic of Moldova", "Romania")]
    [InlineData("Thailand", "The former Yugoslav Republic of Macedonia", "Timor-Leste")]
    [InlineData("Costa Rica", "Côte d'Ivoire", "Croatia")]
    [InlineData("Guinea", "Guinea-Bissau", "Guyana")]
    [InlineData("Saint Vincent and the Grenadines", "Samoa", "San Marino", "Sao Tome and Principe")]
    [InlineData("Türkiye", "Turkmenistan", "Tuvalu")]
    [InlineData("EUROPEAN Commission", "european community", "European Union")]
    [InlineData("Ærø Trust", "Afghanistan", "Łódź Forum", "Lucia", "Ørsted", "Zürich")]
    public void each_odd_one_has_its_place(params string[] names) => names.Reverse().Order(EnglishOrder.Instance).ShouldBe(names);

    [Fact]
    public void the_order_is_one_whatever_it_starts_from() => Check(
        Gen.Elements<string>([.. MemberStates2006.InOrder, "A", "a", "Á", "", "-", "’", "中国", "Ⅷ", "Zz", "zz "]).ArrayOf(),
        names =>
        {
            var sorted = names.Order(EnglishOrder.Instance).ToArray();
            sorted.ShouldBe(names.Reverse().Order(EnglishOrder.Instance));
            foreach (var (before, after) in sorted.Zip(sorted.Skip(1)))
                string.CompareOrdinal(EnglishOrder.Key(before), EnglishOrder.Key(after)).ShouldBeLessThanOrEqualTo(0);
        });

    [Fact]
    public void States_come_before_observers_and_those_before_all_others()
    {
        var list = Samples.Issue(delegations:
        [
            Samples.Delegation("CO-1", ParticipantCategory.PrivateSector, "A company"),
            Samples.Delegation("CS-1", ParticipantCategory.CivilSociety, "A movement"),
            Samples.Delegation("NGO-1", ParticipantCategory.Ngo, "A league"),
            Samples.Delegation("IOM", ParticipantCategory.RelatedOrganization, "International Organization for Migration"),
            Samples.Delegation("ECA", ParticipantCategory.RegionalCommission, "Economic Commission for Africa"),
            Samples.Delegation("ILO", ParticipantCategory.UnSystemEntity, "International Labour Organization"),
            Samples.Delegation("PSE", ParticipantCategory.StandingInviteeEntity),
            Samples.Delegation("AU", ParticipantCategory.StandingInviteeEntity, "African Union"),
            Samples.Delegation("VAT", ParticipantCategory.ObserverState),
            Samples.Delegation("ZWE"),
            Samples.Delegation("KOR"),
        ]);
        list.Delegations.Select(delegation => delegation.Participant).ShouldBe(["KOR", "ZWE", "VAT", "AU", "PSE", "ILO", "ECA", "IOM", "NGO-1", "CS-1", "CO-1"]);
        Samples.Print(list).Parts.Select(part => part.Category).ShouldBe(Enum.GetValues<ParticipantCategory>(), ignoreOrder: true);
    }

    [Fact]
    public void every_category_role_and_rank_has_a_place()
    {
        ProtocolOrder.Categories.ShouldBe(Enum.GetValues<ParticipantCategory>(), ignoreOrder: true);
        ProtocolOrder.Roles.ShouldBe(Enum.GetValues<DelegationRole>(), ignoreOrder: true);
        ProtocolOrder.Ranks.ShouldBe(Enum.GetValues<RankLevel>(), ignoreOrder: true);
    }

    internal static void Check<T>(Gen<T> any, Action<T> holds) =>
        Prop.ForAll(Arb.From(any), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true));
}

public sealed class R9_Inside_a_delegation_the_order_is_that_of_protocol
{
    private static readonly Gen<DelegationMember> Others =
        from role in Gen.Elements(Enum.GetValues<DelegationRole>().Where(role => role is not DelegationRole.HeadOfDelegation))
        from rank in Gen.Elements(Enum.GetValues<RankLevel>())
        select new DelegationMember(Guid.CreateVersion7(), role, rank);

    private static readonly Gen<DelegationMember[]> Members =
        from head in Gen.Elements(Enum.GetValues<RankLevel>())
        from others in Others.ArrayOf()
        from members in Gen.Shuffle([new DelegationMember(Guid.CreateVersion7(), DelegationRole.HeadOfDelegation, head), .. others])
        select members;

    [Fact]
    public void nobody_is_lost_and_nobody_is_named_twice() => Always((members, listed) => listed.ShouldBe(members, ignoreOrder: true));

    [Fact]
    public void the_head_comes_first() => Always((_, listed) => listed[0].Role.ShouldBe(DelegationRole.HeadOfDelegation));

    [Fact]
    public void roles_come_as_rule_25_names_them_and_ranks_by_precedence_within_a_role() => Always((_, listed) =>
    {
        foreach (var (before, after) in listed.Zip(listed.Skip(1)))
        {
            ((int)before.Role).ShouldBeLessThanOrEqualTo((int)after.Role);
            if (before.Role == after.Role)
                Precedence(before.Rank).ShouldBeLessThanOrEqualTo(Precedence(after.Rank));
        }
    });

    [Fact]
    public void equals_stay_as_the_delegation_named_them() => Always((members, listed) =>
    {
        foreach (var equals in listed.GroupBy(member => (member.Role, member.Rank)))
            equals.ShouldBe(members.Where(member => (member.Role, member.Rank) == equals.Key));
    });

    /// <summary>Of the floor it is the other way round.</summary>
    [Fact]
    public void a_chairman_of_a_delegation_comes_before_a_vice_minister_and_a_permanent_representative()
    {
        DelegationMember[] members =
        [
            new(Guid.CreateVersion7(), DelegationRole.Representative, RankLevel.PermanentRepresentative),
            new(Guid.CreateVersion7(), DelegationRole.Representative, RankLevel.ViceMinister),
            new(Guid.CreateVersion7(), DelegationRole.Representative, RankLevel.HeadOfDelegation),
            new(Guid.CreateVersion7(), DelegationRole.Representative, RankLevel.Minister),
        ];
        ProtocolOrder.Of(members).Select(member => member.Rank).ShouldBe([RankLevel.Minister, RankLevel.HeadOfDelegation, RankLevel.ViceMinister, RankLevel.PermanentRepresentative]);
    }

    /// <summary>A/CN.4/L.129, as written down for the test.</summary>
    private static int Precedence(RankLevel rank) => rank switch
    {
        RankLevel.HeadOfState => 1,
        RankLevel.VicePresident => 2,
        RankLevel.CrownPrince => 3,
        RankLevel.HeadOfGovernment => 4,
        RankLevel.DeputyHeadOfGovernment => 5,
        RankLevel.ForeignMinister => 6,
        RankLevel.Minister => 7,
        RankLevel.HeadOfDelegation => 8,
        RankLevel.ViceMinister => 9,
        RankLevel.PermanentRepresentative => 10,
        RankLevel.Other => 11,
    };

    private static void Always(Action<DelegationMember[], DelegationMember[]> holds) =>
        R9_The_list_is_in_English_alphabetical_order.Check(Members, members => holds(members, [.. ProtocolOrder.Of(members)]));
}
