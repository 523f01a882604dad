using Forum.Contracts.Registration;
using Forum.Replay.Api;
using Forum.Replay.Data;
using Forum.Replay.Stages;

namespace Forum.Seeds.Tests;

/// <summary>The replay asks for what is missing, wherever an earlier run stopped.</summary>
public sealed class When_a_delegation_is_brought_on
{
    private static readonly Participant France =
        new("FRA", null, ParticipantCategory.MemberState, "Minister", RankLevel.Minister, CredentialsState.Full, Speaks: true, [2, 1], 2, Course.Stays);

    private static readonly DelegationSeen Registered = new(Guid.NewGuid(), 1, "FRA", DelegationStanding.Announced, null, [], 0);
    private static readonly DelegationSeen Asked = Registered with { Version = 2, SpeakingRequestedAt = DateTimeOffset.UnixEpoch };
    private static readonly DelegationSeen Complete = Asked with { Version = 3, RoundTableChoices = [2, 1], RoundTableSeats = 2 };
    private static readonly DelegationSeen Withdrawn = Registered with { Version = 4, Standing = DelegationStanding.Withdrawn };
    private static readonly DelegationSeen BackAgain = Complete with { Version = 5 };

    [Fact]
    public void it_asks_for_the_floor() => Next(France, Registered).ShouldBe("AskForTheFloor");

    [Fact]
    public void then_it_chooses_its_tables() => Next(France, Asked).ShouldBe("Choose");

    [Fact]
    public void then_nothing_is_left_to_do() => Next(France, Complete).ShouldBeNull();

    [Fact]
    public void whoever_does_not_speak_does_not_ask_for_the_floor() => Next(France with { Speaks = false }, Registered).ShouldBe("Choose");

    [Fact]
    public void whoever_withdraws_does_so_after_having_asked_for_everything()
    {
        var withdrawing = France with { Course = Course.Withdraws };
        Next(withdrawing, Registered).ShouldBe("AskForTheFloor");
        Next(withdrawing, Complete).ShouldBe("Withdraw");
        Next(withdrawing, Withdrawn).ShouldBeNull();
    }

    [Fact]
    public void whoever_comes_back_withdraws_once()
    {
        var returning = France with { Course = Course.Returns };
        Next(returning, Complete).ShouldBe("Withdraw");
        Next(returning, Withdrawn).ShouldBe("Return");
        Next(returning, BackAgain).ShouldBeNull();
    }

    [Fact]
    public void the_trace_of_an_edition_is_always_the_same()
    {
        var edition = Guid.Parse("0199a6a0-0000-7000-8000-000000000001");
        RegisterDelegations.TraceOf(edition).ShouldBe(RegisterDelegations.TraceOf(edition));
        RegisterDelegations.TraceOf(edition).ShouldMatch("^[0-9a-f]{32}$");
        RegisterDelegations.TraceOf(Guid.NewGuid()).ShouldNotBe(RegisterDelegations.TraceOf(edition));
    }

    private static string? Next(Participant participant, DelegationSeen delegation) => RegisterDelegations.NextStep(participant, delegation)?.Name;
}
