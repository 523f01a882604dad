using System.Collections;
using System.Diagnostics;
using Forum.Kit;

namespace Forum.Tests;

/// <summary>The spans of one trace that have ended, of all services in this process.</summary>
internal sealed class SpansOf : IEnumerable<Activity>, IDisposable
{
    private readonly List<Activity> ended = [];
    private readonly ActivityTraceId trace;
    private readonly ActivityListener listener;

    public SpansOf(ActivityTraceId trace)
    {
        this.trace = trace;
        listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Keep,
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>The caller's own span.</summary>
    public ActivitySpanId Caller { get; } = ActivitySpanId.CreateRandom();

    public string TraceParent => $"00-{trace}-{Caller}-01";

    public Activity Named(string name) => this.Single(span => span.DisplayName == name);

    public IEnumerable<Activity> Of(string source) => this.Where(span => span.Source.Name == source);

    /// <summary>Everything that is written in them.</summary>
    public IReadOnlyList<string> Texts() =>
    [
        .. this.SelectMany(span => span.TagObjects
            .Concat(span.Events.SelectMany(e => e.Tags))
            .Select(tag => $"{tag.Key}={tag.Value}")
            .Concat(span.Baggage.Select(item => $"{item.Key}={item.Value}"))
            .Append(span.DisplayName)
            .Append(span.StatusDescription ?? "")),
    ];

    /// <summary>Waits until spans of these names have ended.</summary>
    public Task Until(params string[] names) =>
        Eventually.True(() => Task.FromResult(names.All(name => this.Any(span => span.DisplayName == name))), $"these spans end: {string.Join(", ", names)}");

    public IEnumerator<Activity> GetEnumerator()
    {
        lock (ended)
            return ended.ToList().GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => listener.Dispose();

    private void Keep(Activity span)
    {
        if (span.TraceId != trace)
            return;
        lock (ended)
            ended.Add(span);
    }
}
