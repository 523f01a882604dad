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
    private readonly EventsTaken taken = new(100_000);
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

    /// <summary>
    /// True when the broker has confirmed the announcement of this event; true only once. An event that is still in a lane is waited for:
    /// the recovery reads what was committed a moment ago, and under load would send again what is about to be sent.
    /// </summary>
    public ValueTask<bool> Confirms(Guid eventId, CancellationToken ct) => taken.Confirms(eventId, ct);

    public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        foreach (var e in commit.GetEvents())
        {
            var lane = lanes[(uint)e.StreamId.GetHashCode() % Lanes];
            taken.Add(e.Id);
            if (SteppedBack || !lane.Writer.TryWrite(e))
                Drop(e);
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
                    Drop(e);
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
            {
                taken.Leave(e.Id);
                return;
            }

            await Announcer.Send(services.GetRequiredService<IBus>(), e, message, fresh: true, patience.Token);
            taken.Confirm(e.Id);
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            Drop(e);
            Volatile.Write(ref stepsBackUntil, time.GetTimestamp() + time.TimestampFrequency);
            log.LogInformation("The fast lane steps back for a second ({Reason})", fault.GetBaseException().Message);
        }
    }

    private void Drop(IEvent e)
    {
        taken.Leave(e.Id);
        Dropped.Add(1);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(readers);
        stopping.Dispose();
    }
}

/// <summary>
/// The events that are in a lane, and the latest that the broker has confirmed, up to a number: on a replica that does not lead the daemon nobody ever asks for them.
/// </summary>
internal sealed class EventsTaken(int capacity)
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<bool>> outcomes = new();
    private readonly ConcurrentQueue<Guid> confirmed = new();

    public void Add(Guid id) => outcomes[id] = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Confirm(Guid id)
    {
        if (outcomes.TryGetValue(id, out var outcome))
            outcome.TrySetResult(true);
        confirmed.Enqueue(id);
        if (confirmed.Count > capacity && confirmed.TryDequeue(out var oldest))
            outcomes.TryRemove(oldest, out _);
    }

    /// <summary>Nobody has confirmed it, and nobody here will send it.</summary>
    public void Leave(Guid id)
    {
        if (outcomes.TryRemove(id, out var outcome))
            outcome.TrySetResult(false);
    }

    /// <summary>What becomes of an event that was taken; false for one that was not.</summary>
    public async ValueTask<bool> Confirms(Guid id, CancellationToken ct)
    {
        if (!outcomes.TryGetValue(id, out var outcome))
            return false;
        var isConfirmed = await outcome.Task.WaitAsync(ct);
        outcomes.TryRemove(id, out _);
        return isConfirmed;
    }
}
