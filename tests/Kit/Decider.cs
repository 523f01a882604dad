using Forum.Hosting.Store;
using Shouldly;

namespace Forum.Kit;

/// <summary>Given what happened, when something is asked for, then this is decided. The state is folded with the aggregate's own <c>Evolve</c>.</summary>
public static class Decider
{
    public static Decider<T> Given<T>(Func<T, object, T> evolve, params IEnumerable<object> events) where T : new() =>
        new(events.Aggregate(new T(), evolve));
}

/// <summary>A state to decide on.</summary>
public sealed record Decider<T>(T State)
{
    public Decided When(Func<T, IEnumerable<object>> decide) => new(() => [.. decide(State)]);
}

/// <summary>What a decision came to; looked at once, by one of the methods.</summary>
public sealed class Decided(Func<IReadOnlyList<object>> decide)
{
    /// <summary>Exactly these events, in this order.</summary>
    public void Then(params object[] expected) => decide().ShouldBe(expected);

    /// <summary>Exactly one event, of which more is to be said.</summary>
    public T Then<T>() => decide().ShouldHaveSingleItem().ShouldBeOfType<T>();

    /// <summary>What was decided, to be looked at in another way.</summary>
    public IReadOnlyList<object> Events() => decide();

    public void ThenNothing() => decide().ShouldBeEmpty();

    public void ThenRefused(string code) => Should.Throw<Refusal>(() => _ = decide()).Code.ShouldBe(code);
}
