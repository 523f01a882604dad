using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Forum.Hosting.Telemetry;
using JasperFx.Events;
using Marten;
using Marten.Services;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Forum.Hosting.Bus;

/// <summary>
/// Announces events right after their commit, from memory: one at a time per stream, many streams at once.
/// It promises nothing: what it drops, the <see cref="Announcer"/> sends.
/// </summary>
internal sealed class FastLane : DocumentSessionListenerBase, IAsyncDisposable
{
    /// <summary>Marks what is sent for the first time; what the recovery sends may have been sent before.</summary>
    public const string FreshHeader = "Forum-Fresh";

    private const int Lanes = 16;
    private const int Depth = 256;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly Counter<long> Dropped =
        ForumTelemetry.Meter.CreateCounter<long>("forum.announcer.dropped", "{event}", "Events that the fast lane left to the recovery.");

    private readonly IServiceProvider services;
    private readonly ForumService service;
    private readonly TimeProvider time;
    private readonly ILogger<FastLane> log;
    private readonly ConfirmedEvents confirmed = new(100_000);
    private readonly CancellationTokenSource stopping = new();
    private readonly Channel<IEvent>[] lanes;
    private readonly Task[] readers;
    private long stepsBackUntil;

    public FastLane(IServiceProvider services, ForumService service, TimeProvider time, ILogger<FastLane> log)
    {
        this.services = services;
        this.service = service;
        this.time = time;
        this.log = log;
        // An idle lane starts to send on the thread of the commit: waking another one takes longer than handing over to the broker's client.
        lanes = [.. Enumerable.Range(0, Lanes).Select(_ => Channel.CreateBounded<IEvent>(new BoundedChannelOptions(Depth) { SingleReader = true, AllowSynchronousContinuations = true }))];
        readers = [.. lanes.Select(lane => Task.Run(() => Run(lane.Reader)))];
    }

    /// <summary>True when the broker has confirmed the announcement of this event; true only once.</summary>
    public bool HasConfirmed(Guid eventId) => confirmed.Take(eventId);

    public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        foreach (var e in commit.GetEvents())
        {
            var lane = lanes[(uint)e.StreamId.GetHashCode() % Lanes];
            if (SteppedBack || !lane.Writer.TryWrite(e))
                Dropped.Add(1);
        }

        return Task.CompletedTask;
    }

    private bool SteppedBack => time.GetTimestamp() < Volatile.Read(ref stepsBackUntil);

    private async Task Run(ChannelReader<IEvent> lane)
    {
        try
        {
            await foreach (var e in lane.ReadAllAsync(stopping.Token))
            {
                if (SteppedBack)
                    Dropped.Add(1);
                else
                    await Send(e);
            }
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // Shutting down, perhaps when the bus was gone already: the recovery sends what is left, here or after the next start.
        }
    }

    private async Task Send(IEvent e)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        patience.CancelAfter(Patience);
        try
        {
            if (service.Announce(e) is not { } message)
                return;
            await Announcer.Send(services.GetRequiredService<IBus>(), e, message, fresh: true, patience.Token);
            confirmed.Add(e.Id);
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            Dropped.Add(1);
            Volatile.Write(ref stepsBackUntil, time.GetTimestamp() + time.TimestampFrequency);
            log.LogInformation("The fast lane steps back for a second ({Reason})", fault.GetBaseException().Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(readers);
        stopping.Dispose();
    }
}

/// <summary>The latest events that the broker has confirmed, up to a number: on a replica that does not lead the daemon nobody ever asks for them.</summary>
internal sealed class ConfirmedEvents(int capacity)
{
    private readonly ConcurrentDictionary<Guid, byte> ids = new();
    private readonly ConcurrentQueue<Guid> order = new();

    public void Add(Guid id)
    {
        ids[id] = 0;
        order.Enqueue(id);
        if (order.Count > capacity && order.TryDequeue(out var oldest))
            ids.TryRemove(oldest, out _);
    }

    public bool Take(Guid id) => ids.TryRemove(id, out _);
}
