using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Forum.Console.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Forum.Console.Editions;

/// <summary>What a viewer of an edition is sent: its counts as they look, as markup.</summary>
/// <param name="Number">Rises with every change.</param>
/// <param name="At">When the services were asked, UTC.</param>
public sealed record CountsShown(long Number, DateTimeOffset At, string Markup);

/// <summary>
/// Follows the editions that somebody looks at. However many look at one, the services are asked for it once a second;
/// when the last one leaves they are not asked any more.
/// </summary>
public sealed class LiveEditions(EditionReader reader, IServiceScopeFactory scopes, ILoggerFactory logging, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Followed> followed = new(StringComparer.Ordinal);

    /// <summary>How many editions somebody looks at.</summary>
    public int Watched => followed.Count;

    /// <summary>The counts now, and again whenever they change, until the viewer leaves.</summary>
    public async IAsyncEnumerable<CountsShown> Watch(string code, [EnumeratorCancellation] CancellationToken ct)
    {
        var edition = Join(code);
        try
        {
            for (var seen = 0L; ;)
            {
                var shown = await edition.After(seen).WaitAsync(ct);
                seen = shown.Number;
                yield return shown;
            }
        }
        finally
        {
            Leave(code, edition);
        }
    }

    private Followed Join(string code)
    {
        lock (followed)
        {
            var edition = followed.GetOrAdd(code, static _ => new Followed());
            if (edition.Viewers++ == 0)
                _ = Follow(code, edition);
            return edition;
        }
    }

    private void Leave(string code, Followed edition)
    {
        lock (followed)
        {
            if (--edition.Viewers > 0)
                return;
            followed.TryRemove(code, out _);
            edition.Abandoned.Cancel();
        }
    }

    private async Task Follow(string code, Followed edition)
    {
        var log = logging.CreateLogger<LiveEditions>();
        var abandoned = edition.Abandoned.Token;
        try
        {
            while (true)
            {
                try
                {
                    if ((await reader.Latest(code, abandoned)).Value is { } now)
                        edition.Show(now, await Render(now));
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    log.LogError(e, "The counts of {Edition} could not be shown", code);
                }

                await Task.Delay(EditionReader.Pause, time, abandoned);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
    }

    private async Task<string> Render(EditionAtATime now)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logging);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<EditionCounts>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(EditionCounts.Now)] = now }))).ToHtmlString());
    }

    /// <summary>An edition that somebody looks at.</summary>
    private sealed class Followed
    {
        private readonly Lock gate = new();
        private TaskCompletionSource<CountsShown> next = Fresh();
        private CountsShown? current;

        public int Viewers { get; set; }

        public CancellationTokenSource Abandoned { get; } = new();

        /// <summary>What is shown, as soon as it is not what the viewer has seen.</summary>
        public Task<CountsShown> After(long seen)
        {
            lock (gate)
                return current is { } shown && shown.Number > seen ? Task.FromResult(shown) : next.Task;
        }

        public void Show(EditionAtATime now, string markup)
        {
            lock (gate)
            {
                if (string.Equals(markup, current?.Markup, StringComparison.Ordinal))
                    return;
                current = new CountsShown((current?.Number ?? 0) + 1, now.At, markup);
                next.TrySetResult(current);
                next = Fresh();
            }
        }

        private static TaskCompletionSource<CountsShown> Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
