namespace Forum.Hosting.Tests;

public sealed class When_somebody_rests_until_there_is_something_to_do : IDisposable
{
    private static readonly TimeSpan ForEver = Timeout.InfiniteTimeSpan;

    private readonly LightSleep sleep = new();

    public void Dispose() => sleep.Dispose();

    [Fact]
    public async Task what_is_asked_for_meanwhile_ends_the_rest()
    {
        var rest = sleep.For(ForEver, TestContext.Current.CancellationToken);
        rest.IsCompleted.ShouldBeFalse();

        sleep.Wake();

        await rest;
    }

    [Fact]
    public async Task what_is_asked_for_while_it_looks_is_looked_at_before_it_rests()
    {
        sleep.Wake();

        await sleep.For(ForEver, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task what_is_asked_for_ten_times_is_looked_at_once()
    {
        for (var time = 0; time < 10; time++)
            sleep.Wake();
        await sleep.For(ForEver, TestContext.Current.CancellationToken);

        using var over = new CancellationTokenSource();
        var rest = sleep.For(ForEver, over.Token);
        rest.IsCompleted.ShouldBeFalse();
        await over.CancelAsync();
        await rest.ShouldThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task what_was_asked_for_elsewhere_is_seen_after_the_rest() => await sleep.For(TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken);
}
