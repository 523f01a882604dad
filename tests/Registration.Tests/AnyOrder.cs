using Forum.Hosting.Store;
using Forum.Registration.Delegations;
using FsCheck;
using FsCheck.Fluent;
using static Forum.Registration.Tests.Story;

namespace Forum.Registration.Tests;

/// <summary>Something that is asked of a delegation.</summary>
public sealed record Step(string What, int Number, CredentialsState Credentials)
{
    public IEnumerable<object> Decide(Delegation delegation, DateTimeOffset now) => What switch
    {
        "speak" => RequestToSpeak.Decide(delegation, now),
        "choose" => new RankRoundTableChoices { Choices = [.. Enumerable.Range(1, Number)], Seats = 1 + (Number / 2) }.Decide(delegation, now),
        "credentials" => new ReceiveCredentials { State = Credentials }.Decide(delegation, now),
        "withdraw" => WithdrawDelegation.Decide(delegation, RemarkId, now),
        "return" => ReturnDelegation.Decide(delegation, now),
        _ => throw new ArgumentOutOfRangeException(nameof(delegation), What, "No such step."),
    };
}

public sealed class When_anything_is_asked_of_a_delegation_in_any_order
{
    private static readonly Arbitrary<Step[]> Steps = Arb.From(
        (from what in Gen.Elements("speak", "choose", "credentials", "withdraw", "return")
         from number in Gen.Choose(1, 4)
         from credentials in Gen.Elements(Enum.GetValues<CredentialsState>())
         select new Step(what, number, credentials)).ArrayOf(),
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
    public void there_is_one_head_and_everybody_is_counted() => Always((_, now, _) =>
    {
        now.Members.Count(member => member.Role is DelegationRole.HeadOfDelegation).ShouldBe(1);
        now.Members[0].Role.ShouldBe(DelegationRole.HeadOfDelegation);
        now.Listing.Members.ShouldBe(now.Members.Count);
        now.Listing.HeadRank.ShouldBe(now.Members[0].Rank);
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
    public void what_is_asked_twice_is_done_once() => Check(Steps, steps =>
    {
        var delegation = Given().State;
        var at = Morning;
        foreach (var step in steps)
        {
            at = at.AddMinutes(1);
            if (Asked(delegation, step, at) is not { } events)
                continue;
            delegation = Fold(delegation, events);
            step.Decide(delegation, at.AddSeconds(1)).ShouldBeEmpty();
        }
    });

    private static void Always(Action<Delegation, Delegation, DateTimeOffset> holds) => Check(Steps, steps =>
    {
        var delegation = Given().State;
        var at = Morning;
        foreach (var step in steps)
        {
            at = at.AddMinutes(1);
            var next = Fold(delegation, Asked(delegation, step, at) ?? []);
            holds(delegation, next, at);
            delegation = next;
        }
    });

    /// <summary>Null when refused.</summary>
    private static object[]? Asked(Delegation delegation, Step step, DateTimeOffset at)
    {
        try
        {
            return [.. step.Decide(delegation, at)];
        }
        catch (Refusal)
        {
            return null;
        }
    }

    private static void Check(Arbitrary<Step[]> arbitrary, Action<Step[]> holds) =>
        Prop.ForAll(arbitrary, holds).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000).WithQuietOnSuccess(true));
}
