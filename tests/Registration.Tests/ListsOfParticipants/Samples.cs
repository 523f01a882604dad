using Forum.Registration.Delegations;
using Forum.Registration.ListsOfParticipants;
using Forum.Registration.Organizations;
using Forum.Registration.Participants;
using Forum.Registration.People;
using static Forum.Registration.Tests.Story;
using AccreditationStanding = Forum.Contracts.Registration.AccreditationStanding;
using Delegation = Forum.Registration.Delegations.Delegation;

namespace Forum.Registration.Tests.ListsOfParticipants;

/// <summary>Delegations and lists of them.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset BeforeTheDialogue = new(2006, 9, 1, 12, 0, 0, TimeSpan.Zero), AfterTheDialogue = new(2006, 9, 16, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A delegation as its registration makes it; a Member State's when only the code is given.</summary>
    public static Delegation Delegation(string code, ParticipantCategory category = ParticipantCategory.MemberState, string? name = null, params Member[] members)
    {
        var command = (category is ParticipantCategory.MemberState or ParticipantCategory.ObserverState || name is null ? State(code, category) : Organization(code, name, category)) with { Members = members };
        return Fold(new Delegation(), Register(command, admission: name is null ? null : Admitting(code, name, category)));
    }

    /// <summary>As whom an organization of civil society is admitted.</summary>
    private static Admission Admitting(string code, string name, ParticipantCategory category) => Shipped with
    {
        Accreditation = new Accreditation { EditionId = Edition().Id, Code = code, Name = name, Category = category, Standing = AccreditationStanding.Cleared },
    };

    public static Delegation WithMembers(this Delegation delegation, params IReadOnlyList<DelegationMember> members) =>
        delegation with { Members = members, Listing = delegation.Listing with { Members = members.Count } };

    public static Delegation Withdrawn(this Delegation delegation) => Fold(delegation, Withdraws(delegation));

    /// <summary>A name for everybody: it begins with the id, so that it can be told whose it is.</summary>
    public static Person PersonOf(Guid id, Guid delegationId = default) => new(id, delegationId, $"Name of {id}", $"Title of {id}");

    public static FrozenList Issue(
        IssueListOfParticipants? command = null, IEnumerable<Delegation>? delegations = null, ListOfParticipants? list = null, FrozenList? previous = null, DateTimeOffset? at = null)
    {
        Delegation[] all = [.. delegations ?? [Delegation("FRA"), Delegation("VAT", ParticipantCategory.ObserverState), Delegation("CIV", members: [Member(DelegationRole.Adviser)])]];
        var seals = all.SelectMany(delegation => delegation.Members).ToDictionary(member => member.PersonId, member => Printed(member.PersonId).Seal());
        return (command ?? First).Decide(list ?? new ListOfParticipants(), Edition(), all, seals, Attendance.NotKnown, previous, at ?? BeforeTheDialogue);
    }

    public static IssueListOfParticipants First { get; } = new() { Symbol = "A/INF/61/4", Kind = ListKind.Provisional, Reason = "Delegations check it." };

    public static IssueListOfParticipants Again { get; } = new() { Kind = ListKind.Provisional, Reason = "It has changed." };

    public static Printing Printed(Guid person) => new(1, PersonOf(person).Name, PersonOf(person).Title, "salt");

    /// <summary>The stream after these issues.</summary>
    public static ListOfParticipants After(params IEnumerable<FrozenList> issues) => issues.Aggregate(
        new ListOfParticipants(),
        (list, issue) => list.Evolve(new ListOfParticipantsIssued(Id, issue.Edition.Id, issue.Number, issue.Symbol, issue.Kind, issue.Date, issue.Delegations.Count, issue.CountPeople(), "hash", Noon)));

    public static PrintedList Print(FrozenList list, params IReadOnlyCollection<Guid> without) => PrintedList.Of(
        list,
        FrozenList.Hash(list.Write()),
        list.Delegations.SelectMany(delegation => delegation.People).Where(person => !without.Contains(person.PersonId)).ToDictionary(person => person.PersonId, person => Printed(person.PersonId)));

    /// <summary>A list whose one person is named so.</summary>
    public static PrintedList Naming(string name, string title = "Minister", string delegation = "Somebody's organization")
    {
        var list = Issue(delegations: [Delegation("NGO-1", ParticipantCategory.Ngo, delegation)]);
        var person = list.Delegations[0].People[0];
        var printing = new Printing(1, name, title, "salt");
        list = list with { Delegations = [list.Delegations[0] with { People = [person with { Seal = printing.Seal() }] }] };
        return PrintedList.Of(list, "hash", new Dictionary<Guid, Printing> { [person.PersonId] = printing });
    }
}
