using Forum.Hosting.Store;
using Forum.Registration.Delegations;
using FsCheck;
using FsCheck.Fluent;
using static Forum.Registration.Tests.Story;

namespace Forum.Registration.Tests;

/// <summary>Something that is asked of a delegation.</summary>
public sealed record Step(string What, int Number, CredentialsForm Form, IssuingAuthority IssuedBy)
{
    private static readonly DelegationRole[] Roles = Enum.GetValues<DelegationRole>();
    private static readonly RankLevel[] Ranks = Enum.GetValues<RankLevel>();
    private static readonly Guid[] Scans = [.. Enumerable.Range(0, 5).Select(n => new Guid(n, 0, 0, new byte[8]))];

    /// <summary>What joins people joins them again when it is asked again, and credentials that come twice are two papers.</summary>
    public bool CanBeRepeated => What is "speak" or "choose" or "withdraw" or "return" or "reassign" or "level" or "arrive";

    private DelegationRole Role => Roles[Number % Roles.Length];

    private RankLevel Rank => Ranks[Number % Ranks.Length];

    public IEnumerable<object> Decide(Delegation delegation, DateTimeOffset now) => Asked(delegation, now).AndRemind(delegation, Edition(), now);

    private IEnumerable<object> Asked(Delegation delegation, DateTimeOffset now) => What switch
    {
        "announce" => Announcement(Role).Decide(delegation, Ids(2), now),
        "join" => Joining().Decide(delegation, Ids(Number), now),
        "leave" => new ChangeComposition { Remove = [Somebody(delegation, 0)] }.Decide(delegation, [], now),
        "reassign" => Reassigning(delegation).Decide(delegation, [], now),
        "lead" => new ChangeComposition
        {
            Reassign = [new Reassignment { PersonId = Somebody(delegation, 0), Role = DelegationRole.HeadOfDelegation }, new Reassignment { PersonId = delegation.Members is [var head, ..] ? head.PersonId : Id, Role = Role }],
        }.Decide(delegation, [], now),
        "substitute" => Substituting(delegation).Decide(delegation, Edition(), Guid.CreateVersion7(), now),
        "exchange" => new SubstituteMember { Leaving = Somebody(delegation, 0), ComingMember = Somebody(delegation, 1) }.Decide(delegation, Edition(), null, now),
        "level" => new ChangeLevel { PersonId = Somebody(delegation, 0), Rank = Rank }.Decide(delegation, false, now),
        "propose" => Proposed(delegation).Propose(delegation, Edition(), new Written(Ids(Number)), now),
        "approve" => ApproveAmendment.Decide(delegation, Proposed(delegation), Edition(), new Written(Ids(Number)), now),
        "refuse" => RefuseAmendment.Decide(delegation, delegation.Amendment?.Id ?? Id, now),
        "take back" => TakeBackAmendment.Decide(delegation, delegation.Amendment?.Id ?? Id, now),
        "speak" => new RequestToSpeak { Preferences = [.. Enumerable.Range(1, Number)] }.Decide(delegation, Edition(), now, Id),
        "choose" => new RankRoundTableChoices { Choices = [.. Enumerable.Range(1, Number)], Seats = 1 + (Number / 2) }.Decide(delegation, now),
        "receive" => new ReceiveCredentials { Form = Form, IssuedBy = IssuedBy, Reason = "By hand." }.Decide(delegation, now),
        "accept" => AcceptCredentials.Decide(delegation, Number, now),
        "reject" => RejectCredentials.Decide(delegation, Number, now),
        "arrive" => new Scan { ScanId = Scans[Number], DelegationId = delegation.Id, PersonId = Number > 2 ? Somebody(delegation, 0) : null }.Decide(delegation, Edition(), now),
        "withdraw" => WithdrawDelegation.Decide(delegation, RemarkId, now),
        "return" => ReturnDelegation.Decide(delegation, now, Id),
        _ => throw new ArgumentOutOfRangeException(nameof(delegation), What, "No such step."),
    };

    /// <summary>Somebody of the delegation; nobody it knows while it has no members.</summary>
    private Guid Somebody(Delegation delegation, int more) => delegation.Members.Count == 0 ? Id : delegation.Members[(Number + more) % delegation.Members.Count].PersonId;

    private ChangeComposition Joining() => new() { Add = [.. Enumerable.Repeat(Member(Role), Number)] };

    private ChangeComposition Reassigning(Delegation delegation) => new() { Reassign = [new Reassignment { PersonId = Somebody(delegation, 1), Role = Role, Rank = Rank }] };

    private SubstituteMember Substituting(Delegation delegation) => new() { Leaving = Somebody(delegation, 0), Coming = new Head { Name = "x", Title = "y", Rank = Rank } };

    /// <summary>What is approved need not be what would be proposed now: the one that waits has its id and any content.</summary>
    private Amendment Proposed(Delegation delegation) => new(
        delegation.Amendment?.Id ?? Guid.CreateVersion7(), delegation.Id, Number % 2 == 0 ? Joining() : Reassigning(delegation));
}

public sealed class When_anything_is_asked_of_a_delegation_in_any_order
{
    private static readonly Arbitrary<Step[]> Steps = Arb.From(
        (from what in Gen.Elements(
             "speak", "choose", "receive", "receive", "accept", "accept", "reject", "arrive", "withdraw", "return",
             "announce", "join", "join", "leave", "reassign", "lead", "substitute", "exchange", "level", "propose", "approve", "refuse", "take back")
         from number in Gen.Choose(1, 4)
         from form in Gen.Elements(Enum.GetValues<CredentialsForm>())
         from issuedBy in Gen.Elements(Enum.GetValues<IssuingAuthority>())
         select new Step(what, number, form, issuedBy)).ArrayOf(),
        steps => steps.Length == 0 ? [] : Enumerable.Range(0, steps.Length).Select(left => steps.Where((_, n) => n != left).ToArray()));

    [Fact]
    public void a_withdrawn_delegation_has_nothing_in_force_and_a_coming_one_nothing_set_aside() => Always((_, now, _) =>
    {
        var listing = now.Listing;
        (listing.Standing is DelegationStanding.Withdrawn).ShouldBe(now.WithdrawnAt is not null);
        (listing.Standing is DelegationStanding.Withdrawn).ShouldBe(now.SetAside is not null);
        (listing.Standing is DelegationStanding.Withdrawn).ShouldBe(now.RemarkId is not null);
        if (listing.Standing is DelegationStanding.Withdrawn)
            (listing.SpeakingRequestedAt, listing.RoundTableChoicesAt, listing.RoundTableChoices.Count).ShouldBe((null, null, 0));
    });

    [Fact]
    public void once_announced_there_is_one_head_and_everybody_is_counted() => Always((_, now, _) =>
    {
        now.Members.Count(member => member.Role is DelegationRole.HeadOfDelegation).ShouldBe(now.AnnouncedAt is null ? 0 : 1);
        now.Listing.Members.ShouldBe(now.Members.Count);
        if (now.Members is [var first, ..])
            (first.Role, first.Rank).ShouldBe((DelegationRole.HeadOfDelegation, now.Listing.HeadRank!.Value));
        else
            now.Listing.HeadRank.ShouldBeNull();
        if (now.Listing.Standing is DelegationStanding.Announced)
            now.AnnouncedAt.ShouldNotBeNull();
        if (now.Listing.Standing is DelegationStanding.Invited)
            now.Members.ShouldBeEmpty();
    });

    [Fact]
    public void it_is_composed_as_rule_25_wants_it() => Always((_, now, _) =>
    {
        now.Members.Count(member => member.Role is DelegationRole.HeadOfDelegation or DelegationRole.Representative).ShouldBeLessThanOrEqualTo(5);
        now.Members.Count(member => member.Role is DelegationRole.AlternateRepresentative).ShouldBeLessThanOrEqualTo(5);
        now.Members.Select(member => member.PersonId).ShouldBeUnique();
    });

    [Fact]
    public void a_proposal_changes_nothing_and_none_waits_for_who_does_not_come() => Always((before, now, _) =>
    {
        if (now.Amendment is not null && now.Amendment != before.Amendment)
            (now.Members, now.Listing).ShouldBe((before.Members, before.Listing));
        if (now.Listing.Standing is not DelegationStanding.Announced)
            now.Amendment.ShouldBeNull();
    });

    [Fact]
    public void it_stays_who_it_is() => Always((before, now, _) =>
        (now.Id, now.Listing.EditionId, now.Listing.Participant, now.Listing.Name, now.Listing.Category, now.Listing.Group)
            .ShouldBe((before.Id, before.Listing.EditionId, before.Listing.Participant, before.Listing.Name, before.Listing.Category, before.Listing.Group)));

    [Fact]
    public void choices_have_a_receipt_and_no_more_seats_than_tables() => Always((_, now, _) =>
    {
        (now.Listing.RoundTableChoices.Count > 0).ShouldBe(now.Listing.RoundTableChoicesAt is not null);
        now.Listing.RoundTableSeats.ShouldBeInRange(now.Listing.RoundTableChoices.Count > 0 ? 1 : 0, now.Listing.RoundTableChoices.Count);
    });

    [Fact]
    public void nothing_comes_before_what_came_earlier() => Always((before, now, at) =>
    {
        // A place in a queue is kept, or given up for one at the end: never for an earlier one.
        foreach (var (old, current) in new[] { (before.Listing.SpeakingRequestedAt, now.Listing.SpeakingRequestedAt), (before.Listing.RoundTableChoicesAt, now.Listing.RoundTableChoicesAt) })
            (current is null || current == old || current == at).ShouldBeTrue();
        if (before.Listing.Standing is DelegationStanding.Withdrawn && now.Listing.Standing is DelegationStanding.Announced)
            (now.Listing.SpeakingRequestedAt is null || now.Listing.SpeakingRequestedAt == at).ShouldBeTrue();
    });

    [Fact]
    public void credentials_are_full_exactly_while_an_accepted_original_of_the_right_office_stands() => Always((before, now, _) =>
    {
        var full = now.Credentials.Any(paper => paper is
        {
            Form: CredentialsForm.Original, IssuedBy: IssuingAuthority.HeadOfState or IssuingAuthority.HeadOfGovernment or IssuingAuthority.ForeignMinister, AcceptedAt: not null, RejectedAt: null
        });
        (now.Listing.Credentials is CredentialsState.Full).ShouldBe(full);
        if (now.Listing.Credentials is CredentialsState.None)
            now.Credentials.Where(paper => paper.RejectedAt is null).ShouldBeEmpty();
        now.Credentials.Select(paper => paper.Number).ShouldBe(Enumerable.Range(1, now.Credentials.Count));
        now.Credentials.Count.ShouldBeGreaterThanOrEqualTo(before.Credentials.Count, "what came is not forgotten");
    });

    [Fact]
    public void who_has_been_present_has_been_present_and_nobody_arrives_twice() => Always((before, now, _) =>
    {
        now.Arrivals.Take(before.Arrivals.Count).ShouldBe(before.Arrivals);
        now.Arrivals.DistinctBy(arrival => arrival.ScanId).Count().ShouldBe(now.Arrivals.Count);
        now.Arrivals.DistinctBy(arrival => arrival.PersonId).Count().ShouldBe(now.Arrivals.Count);
        now.ArrivedAt.ShouldBe(now.Arrivals is [var first, ..] ? first.At : null);
    });

    [Fact]
    public void once_they_are_due_who_comes_without_full_credentials_has_been_reminded() => Always((before, now, at) =>
    {
        if (before.CredentialsRemindedAt is { } reminded)
            now.CredentialsRemindedAt.ShouldBe(reminded);
        else if (now.CredentialsRemindedAt is not null)
            now.ShouldSatisfyAllConditions(() => now.Listing.Standing.ShouldBe(DelegationStanding.Announced), () => now.Listing.Credentials.ShouldNotBe(CredentialsState.Full));
        if (now.Version > before.Version && Edition().Reminds(at) && now.Listing is { Standing: DelegationStanding.Announced, Credentials: not CredentialsState.Full })
            now.CredentialsRemindedAt.ShouldNotBeNull();
    }, from: Late);

    [Fact]
    public void what_is_asked_twice_is_done_once() => Check(Steps, steps =>
    {
        var delegation = Begun(steps);
        var at = Morning;
        foreach (var step in steps)
        {
            at = at.AddMinutes(1);
            if (Asked(delegation, step, at) is not { } events)
                continue;
            delegation = Fold(delegation, events);
            if (step.CanBeRepeated)
                step.Decide(delegation, at.AddSeconds(1)).ShouldBeEmpty();
        }
    });

    /// <summary>A few minutes before credentials are due.</summary>
    private static readonly DateTimeOffset Late = Edition().CredentialsDueAt().AddMinutes(-4);

    private static void Always(Action<Delegation, Delegation, DateTimeOffset> holds, DateTimeOffset? from = null) => Check(Steps, steps =>
    {
        var delegation = Begun(steps);
        var at = from ?? Morning;
        foreach (var step in steps)
        {
            at = at.AddMinutes(1);
            var events = Asked(delegation, step, at) ?? [];
            var next = Fold(delegation, events) with { Version = delegation.Version + events.Length };
            holds(delegation, next, at);
            delegation = next;
        }
    });

    /// <summary>Expected after a note verbale, or registered whole.</summary>
    private static Delegation Begun(Step[] steps) => steps.Length % 2 == 0 ? Given().State : Expected().State;

    /// <summary>Null when refused.</summary>
    private static object[]? Asked(Delegation delegation, Step step, DateTimeOffset at)
    {
        try
        {
            return [.. step.Decide(delegation, at)];
        }
        catch (Exception e) when (e is Refusal or Missing)
        {
            return null;
        }
    }

    private static void Check(Arbitrary<Step[]> arbitrary, Action<Step[]> holds) =>
        Prop.ForAll(arbitrary, holds).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000).WithQuietOnSuccess(true));
}
