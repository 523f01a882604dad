using System.Diagnostics;
using Forum.Hosting.Store;
using Forum.Hosting.Telemetry;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Forum.Hosting.Bus;

/// <summary>
/// The way of recovery of the announcements: reads the event store in order and sends whatever the fast lane has not had confirmed,
/// storing its progress only afterwards. So everything committed is announced at least once, and nothing that is not committed.
/// </summary>
internal sealed class Announcer(ForumService service, IBus bus, FastLane lane, ILogger<Announcer> log) : SubscriptionBase
{
    public new const string Name = "announcer";

    /// <summary>After an outage the first message goes alone, then so many at once.</summary>
    private const int Chunk = 64;

    public override async Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        var announcements = new List<(IEvent Event, object Message)>();
        foreach (var e in page.Events)
        {
            if (!await lane.Confirms(e.Id, cancellationToken) && service.Announce(e) is { } message)
                announcements.Add((e, message));
        }

        var probed = false;
        var next = 0;
        while (next < announcements.Count)
        {
            var chunk = announcements[next..(probed ? Math.Min(next + Chunk, announcements.Count) : next + 1)];
            try
            {
                await SendAll(chunk, cancellationToken);
                next += chunk.Count;
                probed = true;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // Staying here keeps the position; throwing would pause the subscription for longer than most outages last.
                if (probed || next == 0)
                    log.LogWarning("The broker does not confirm ({Reason}); {Count} announcements wait", e.GetBaseException().Message, announcements.Count - next);
                probed = false;
                await Task.Delay(TimeSpan.FromMilliseconds(250), cancellationToken);
            }
        }

        return NullChangeListener.Instance;
    }

    private async Task SendAll(List<(IEvent Event, object Message)> chunk, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(3));
        await Task.WhenAll(chunk.Select(announcement => Send(bus, announcement.Event, announcement.Message, fresh: false, patience.Token)));
    }

    /// <summary>Sends one announcement; returns when the broker has confirmed it.</summary>
    internal static async Task Send(IBus bus, IEvent e, object message, bool fresh, CancellationToken ct)
    {
        var committed = e.Headers?.TryGetValue(TracedSessions.TraceHeader, out var header) is true
            && ActivityContext.TryParse(header?.ToString(), traceState: null, isRemote: true, out var parent) ? parent : default;

        // The announcement belongs to the trace of the command that caused it; the daemon's own span is only linked.
        var surrounding = Activity.Current;
        Activity.Current = null;
        try
        {
            using var span = ForumTelemetry.Source.StartActivity(
                $"announce {message.GetType().Name}",
                ActivityKind.Producer,
                committed,
                tags: [new("forum.stream_id", e.StreamId), new("forum.event_id", e.Id), new("forum.revision", e.Version)],
                links: surrounding is null ? null : [new(surrounding.Context)]);
            DomainIds.Put(DomainIds.Of(message));
            await bus.Publish(
                message,
                message.GetType(),
                context =>
                {
                    context.MessageId = e.Id;
                    context.CorrelationId = e.StreamId;
                    context.Headers.Set(Settling.CommittedHeader, e.Timestamp.ToUnixTimeMilliseconds());
                    if (fresh)
                        context.Headers.Set(FastLane.FreshHeader, true);
                },
                ct);
        }
        finally
        {
            Activity.Current = surrounding;
        }
    }
}
