using Forum.Hosting.Store;
using Forum.Registration.Delegations;
using Forum.Registration.ListsOfParticipants;
using static Forum.Registration.Tests.ListsOfParticipants.Samples;

namespace Forum.Registration.Tests.ListsOfParticipants;

public sealed class R9_A_list_is_issued_as_it_stands
{
    [Fact]
    public void the_first_has_its_symbol_and_each_later_one_is_a_revision()
    {
        var first = Issue();
        (first.Symbol, first.Number, first.Kind, first.Changes).ShouldBe(("A/INF/61/4", 1, ListKind.Provisional, null));
        var second = Issue(Again, [Delegation("FRA")], After(first), first);
        second.Symbol.ShouldBe("A/INF/61/4/Rev.1");
        var third = Issue(Again, [Delegation("NOR")], After(first, second), second);
        (third.Symbol, third.Number).ShouldBe(("A/INF/61/4/Rev.2", 3));
    }

    [Fact]
    public void its_date_is_that_of_the_venue() => Issue(at: new DateTimeOffset(2006, 9, 2, 3, 0, 0, TimeSpan.Zero)).Date.ShouldBe(new DateOnly(2006, 9, 1), "in New York it is still the day before");

    [Fact]
    public void who_withdrew_is_not_on_it()
    {
        var list = Issue(delegations: [Delegation("FRA"), Delegation("NOR").Withdrawn()]);
        list.Delegations.Select(delegation => delegation.Participant).ShouldBe(["FRA"]);
        Refused(() => Issue(delegations: [Delegation("NOR").Withdrawn()])).ShouldBe("list-empty");
    }

    [Fact]
    public void the_first_needs_a_symbol_and_a_revision_keeps_it()
    {
        Refused(() => Issue(First with { Symbol = null })).ShouldBe("symbol-required");
        var first = Issue();
        Refused(() => Issue(Again with { Symbol = "A/INF/61/5" }, [Delegation("FRA")], After(first), first)).ShouldBe("symbol-of-list");
        Issue(Again with { Symbol = "A/INF/61/4" }, [Delegation("FRA")], After(first), first).Symbol.ShouldBe("A/INF/61/4/Rev.1");
    }

    [Fact]
    public void a_final_one_comes_when_the_edition_has_begun_and_nothing_provisional_after_it()
    {
        var final = First with { Kind = ListKind.Final };
        Refused(() => Issue(final, at: BeforeTheDialogue)).ShouldBe("final-before-opening");
        var issued = Issue(final, at: AfterTheDialogue);
        issued.Kind.ShouldBe(ListKind.Final);
        Refused(() => Issue(Again, [Delegation("FRA")], After(issued), issued, AfterTheDialogue)).ShouldBe("list-final");
        Issue(Again with { Kind = ListKind.Final }, [Delegation("FRA")], After(issued), issued, AfterTheDialogue).Symbol.ShouldBe("A/INF/61/4/Rev.1", "what was wrong in it is put right");
    }

    [Fact]
    public void nothing_is_issued_twice_but_a_provisional_one_becomes_final()
    {
        var delegations = new[] { Delegation("FRA") };
        var first = Issue(delegations: delegations);
        Refused(() => Issue(Again, delegations, After(first), first)).ShouldBe("list-unchanged");
        var final = Issue(Again with { Kind = ListKind.Final }, delegations, After(first), first, AfterTheDialogue);
        final.Changes.ShouldNotBeNull().Delegations.ShouldBeEmpty();
    }

    [Fact]
    public void no_name_is_in_what_is_frozen_and_the_same_content_has_the_same_hash()
    {
        var list = Issue();
        var content = list.Write();
        content.ShouldNotContain("Name of");
        content.ShouldNotContain("Title of");
        FrozenList.Read(content).Write().ShouldBe(content);
        FrozenList.Hash(content).ShouldMatch("^[0-9a-f]{64}$");
        FrozenList.Hash((list with { Date = list.Date.AddDays(1) }).Write()).ShouldNotBe(FrozenList.Hash(content));
    }

    [Fact]
    public void what_is_not_known_of_attendance_is_not_derived()
    {
        var counts = Print(Issue()).Attendance;
        (counts.Present.Value, counts.Spoke.Value).ShouldBe((null, null));
        counts.Present.Unknown.ShouldNotBeNullOrWhiteSpace();
        counts.Spoke.Unknown.ShouldNotBeNullOrWhiteSpace();
    }

    internal static string Refused(Action ask) => Should.Throw<Refusal>(ask).Code;
}

public sealed class R9_A_revision_says_what_changed
{
    private readonly DelegationMember head = Member(DelegationRole.HeadOfDelegation), second = Member(DelegationRole.Representative), third = Member(DelegationRole.Adviser);

    [Fact]
    public void delegations_come_and_go()
    {
        var first = Issue(delegations: [Delegation("FRA"), Delegation("NOR")]);
        var changes = Issue(Again, [.. Listed(first, "FRA"), Delegation("CIV")], After(first), first).Changes.ShouldNotBeNull();
        changes.Since.ShouldBe("A/INF/61/4");
        (changes.Added, changes.Withdrawn, changes.Joined, changes.Left, changes.NewHeads).ShouldBe((1, 1, 1, 1, 0));
        changes.Delegations.ShouldContain(change => change.Participant == "CIV" && change.Change == DelegationChange.Added);
        changes.Delegations.ShouldContain(change => change.Participant == "NOR" && change.Change == DelegationChange.Withdrawn);
        changes.Delegations.ShouldNotContain(change => change.Participant == "FRA");
    }

    [Fact]
    public void a_delegation_has_another_head_and_other_people()
    {
        var first = Issue(delegations: [Delegation("FRA").WithMembers(head, second, third)]);
        var newHead = second with { Role = DelegationRole.HeadOfDelegation };
        var change = Issue(Again, [Delegation("FRA").WithMembers(newHead, head with { Role = DelegationRole.Representative }, Member(DelegationRole.Expert))], After(first), first)
            .Changes.ShouldNotBeNull().Delegations.ShouldHaveSingleItem();
        change.ShouldBe(new ChangedDelegation("FRA", "France", DelegationChange.Changed, NewHead: true, Joined: 1, Left: 1, NewRoles: 2, Corrected: 0, Renamed: false));
        ListWords.Change(change).ShouldBe("another head; 1 added; 1 taken off; 2 in another role");
    }

    [Fact]
    public void a_corrected_name_is_a_change_although_no_name_is_compared()
    {
        var person = PersonOf(Guid.CreateVersion7());
        var before = PersonInPrint.Name(null, person, Story.Id, 1, () => "a");
        PersonInPrint.Name(before, person, Story.Id, 2, () => "b").ShouldBeSameAs(before, "nothing changed");
        var after = PersonInPrint.Name(before, person with { Title = "Ambassador" }, Story.Id, 2, () => "b");
        after.In(1).ShouldBe(before.Printings[0], "the first issue names them as before");
        after.In(2).ShouldNotBeNull().Title.ShouldBe("Ambassador");
        after.In(2)!.Seal().ShouldNotBe(after.In(1)!.Seal());

        FrozenDelegation Frozen(string seal) => new("FRA", "France", ParticipantCategory.MemberState, [new FrozenPerson(person.Id, DelegationRole.HeadOfDelegation, seal)]);
        var issued = Issue(delegations: [Delegation("FRA")]) with { Delegations = [Frozen(before.Printings[^1].Seal())] };
        ListChanges.Between(issued, [Frozen(after.Printings[^1].Seal())]).Delegations.ShouldHaveSingleItem().Corrected.ShouldBe(1);
        ListChanges.Between(issued, [Frozen(before.Printings[^1].Seal())]).Delegations.ShouldBeEmpty();
    }

    private static DelegationMember Member(DelegationRole role) => new(Guid.CreateVersion7(), role, RankLevel.Other);

    /// <summary>The delegation with the people that it has on the list.</summary>
    private static IEnumerable<Delegation> Listed(FrozenList list, string participant) => list.Delegations
        .Where(delegation => delegation.Participant == participant)
        .Select(delegation => Delegation(participant).WithMembers([.. delegation.People.Select(person => new DelegationMember(person.PersonId, person.Role, RankLevel.Minister))]));
}

public sealed class R9_A_removed_name_leaves_the_list_whole
{
    [Fact]
    public void order_roles_counts_and_hash_stay()
    {
        var list = Issue();
        var somebody = list.Delegations[0].People[0].PersonId;
        var (whole, without) = (Print(list), Print(list, somebody));
        without.Parts[0].Delegations[0].People[0].Name.ShouldBeNull();
        without.Parts[0].Delegations[0].People[0].Title.ShouldBeNull();
        without.Parts[0].Delegations[0].People[0].Role.ShouldBe(whole.Parts[0].Delegations[0].People[0].Role);
        (without.People, without.Delegations, without.ContentHash).ShouldBe((whole.People, whole.Delegations, whole.ContentHash));
        without.Hash().ShouldNotBe(whole.Hash(), "whoever kept the list learns that it is printed otherwise");
    }

    [Fact]
    public void a_name_that_is_not_the_frozen_one_is_not_printed()
    {
        var list = Issue(delegations: [Delegation("FRA")]);
        var person = list.Delegations[0].People[0];
        PrintedList.Of(list, "hash", new Dictionary<Guid, Printing> { [person.PersonId] = Printed(person.PersonId) with { Name = "Somebody else" } })
            .Parts[0].Delegations[0].People[0].Name.ShouldBeNull();
    }
}
