using System.Runtime.CompilerServices;
using Marten;
using Marten.Services;
using Npgsql;
using Meeting = Forum.Scheduling.Meetings.Meeting;

namespace Forum.Scheduling.Floors;

/// <summary>
/// Follows the floors that somebody looks at, for all readers of this process together: four times a second one query asks for the versions of their streams, and whoever changed
/// one here is not waited for at all. What has moved is read once and handed to all readers, each change by itself and in order.
/// </summary>
public sealed class FloorWatch(IServiceProvider services, TimeProvider time, ILogger<FloorWatch> log) : DocumentSessionListenerBase
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);

    /// <summary>Not all that bears on who is next stands in the streams that are asked for, such as another meeting that rises.</summary>
    private static readonly TimeSpan ReadAnyway = TimeSpan.FromSeconds(5);

    /// <summary>Who missed more than this is shown the floor as it stands.</summary>
    private const int MostMissed = 200;

    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Watched> watched = [];
    private TaskCompletionSource stirred = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool watching;

    /// <summary>How many floors somebody looks at.</summary>
    public int Watching
    {
        get
        {
            lock (gate)
                return watched.Count;
        }
    }

    /// <summary>The floor as it stands, or what a reader missed since it saw it last, and then every change, until the reader leaves.</summary>
    /// <param name="seen">Id of the moment that the reader saw last; null when it saw none.</param>
    public async IAsyncEnumerable<FloorMoment> Follow(FloorMoment now, string? seen, [EnumeratorCancellation] CancellationToken ct)
    {
        var floor = Join(now);
        try
        {
            var link = floor.Last;
            var current = link.Moment;
            if (FloorMoment.VersionOf(seen) is not { } version || version > current.Floor.Version)
            {
                yield return current with { Change = FloorChange.Snapshot };
            }
            else
            {
                foreach (var missed in await Since(current, version, ct))
                    yield return missed;
                if (version == current.Floor.Version && !string.Equals(seen, current.Id, StringComparison.Ordinal))
                    yield return current with { Change = FloorChange.Next };
            }

            while (true)
            {
                link = await link.Next.WaitAsync(ct);
                yield return link.Moment;
            }
        }
        finally
        {
            Leave(floor);
        }
    }

    /// <summary>Whoever changed a floor in this process need not wait to be asked.</summary>
    public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        if (Watching > 0 && commit.GetStreams().Any(stream => stream.AggregateType == typeof(Floor) || stream.AggregateType == typeof(RightsOfReply) || stream.AggregateType == typeof(Meeting)))
            Stir();
        return Task.CompletedTask;
    }

    private void Stir()
    {
        lock (gate)
            stirred.TrySetResult();
    }

    private Watched Join(FloorMoment now)
    {
        lock (gate)
        {
            if (!watched.TryGetValue(now.Meeting.Id, out var floor))
                watched[now.Meeting.Id] = floor = new Watched(now);
            floor.Readers++;
            if (!watching)
            {
                watching = true;
                _ = Task.Run(Watch);
            }

            return floor;
        }
    }

    private void Leave(Watched floor)
    {
        lock (gate)
        {
            if (--floor.Readers == 0)
                watched.Remove(floor.MeetingId);
        }
    }

    private async Task Watch()
    {
        while (true)
        {
            Watched[] floors;
            Task stirring;
            lock (gate)
            {
                watching = watched.Count > 0;
                if (!watching)
                    return;
                floors = [.. watched.Values];
                if (stirred.Task.IsCompleted)
                    stirred = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                stirring = stirred.Task;
            }

            try
            {
                await Look(floors);
            }
            catch (Exception e)
            {
                // The readers keep what they have; the next look tells them what they missed.
                log.LogWarning("The floors could not be looked at ({Reason}); trying again", e.GetBaseException().Message);
            }

            using var resting = new CancellationTokenSource();
            await Task.WhenAny(stirring, Task.Delay(Rest, time, resting.Token));
            await resting.CancelAsync();
        }
    }

    private async Task Look(IReadOnlyList<Watched> floors)
    {
        var store = services.GetRequiredService<IDocumentStore>();
        var versions = await Versions(store, [.. floors.SelectMany(floor => floor.Streams).Distinct()]);
        foreach (var floor in floors)
        {
            var found = string.Join('/', floor.Streams.Select(stream => versions.GetValueOrDefault(stream)));
            if (string.Equals(found, floor.Versions, StringComparison.Ordinal) && time.GetElapsedTime(floor.ReadAt) < ReadAnyway)
                continue;
            var at = time.GetTimestamp();
            await using var session = store.QuerySession();
            var now = await FloorMoment.Of(session, floor.MeetingId, CancellationToken.None);
            var before = floor.Last.Moment;
            foreach (var moment in await Since(now, before.Floor.Version, CancellationToken.None))
                floor.Show(moment);
            if (now.Floor.Version == before.Floor.Version && now.Id != before.Id)
                floor.Show(now with { Change = FloorChange.Next });
            (floor.Versions, floor.ReadAt) = (found, at);
        }
    }

    private async Task<Dictionary<Guid, long>> Versions(IDocumentStore store, Guid[] streams)
    {
        await using var command = services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            $"select id, version from {store.Options.Events.DatabaseSchemaName}.mt_streams where id = any($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = streams });
        await using var reader = await command.ExecuteReaderAsync();
        var versions = new Dictionary<Guid, long>();
        while (await reader.ReadAsync())
            versions[reader.GetGuid(0)] = reader.GetInt64(1);
        return versions;
    }

    /// <summary>What happened on the floor after a version of it, each by itself, as the floor stood then.</summary>
    private async Task<IReadOnlyList<FloorMoment>> Since(FloorMoment now, long version, CancellationToken ct)
    {
        if (version >= now.Floor.Version)
            return [];
        if (now.Floor.Version - version > MostMissed)
            return [now];
        await using var session = services.GetRequiredService<IDocumentStore>().LightweightSession();
        var floor = version == 0 ? new Floor() : await session.Events.AggregateStreamAsync<Floor>(now.Floor.Id, version, token: ct) ?? new Floor();
        var moments = new List<FloorMoment>();
        foreach (var e in await session.Events.FetchStreamAsync(now.Floor.Id, version: now.Floor.Version, fromVersion: version + 1, token: ct))
        {
            floor = floor.Evolve(e.Data) with { Version = (int)e.Version };
            if (Told(e.Data) is { } change)
                moments.Add(now with { Floor = floor, Change = change });
        }

        return moments;
    }

    /// <summary>What readers are told of an event; null when nothing.</summary>
    private static FloorChange? Told(object e) => e switch
    {
        TableTimesSet => FloorChange.TimesSet,
        FloorGiven => FloorChange.Given,
        SpeechStarted => FloorChange.Started,
        SpeechPaused => FloorChange.Paused,
        SpeechResumed => FloorChange.Resumed,
        SpeechLimitChanged => FloorChange.LimitChanged,
        SpeechEnded => FloorChange.Ended,
        CalledInVain => FloorChange.CalledAbsent,
        LastSpeakerHeard => FloorChange.LastSpeakerHeard,
        PointOfOrderRaised => FloorChange.PointOfOrderRaised,
        PointOfOrderRuled => FloorChange.PointOfOrderRuled,
        _ => null,
    };

    /// <summary>A floor that somebody looks at.</summary>
    private sealed class Watched(FloorMoment first)
    {
        private volatile Link last = new(first);

        public Guid MeetingId { get; } = first.Meeting.Id;

        public IReadOnlyList<Guid> Streams { get; } = [first.Meeting.Id, first.Floor.Id, first.Edition.Id, RightsOfReply.IdFor(first.Edition.Id)];

        public int Readers { get; set; }

        public string? Versions { get; set; }

        public long ReadAt { get; set; }

        public Link Last => last;

        public void Show(FloorMoment moment)
        {
            var next = new Link(moment);
            var before = last;
            last = next;
            before.Show(next);
        }
    }

    /// <summary>A moment, and the one after it as soon as there is one: each reader goes along at its own pace.</summary>
    private sealed class Link(FloorMoment moment)
    {
        private readonly TaskCompletionSource<Link> next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public FloorMoment Moment { get; } = moment;

        public Task<Link> Next => next.Task;

        public void Show(Link link) => next.SetResult(link);
    }
}

/// <summary>Wires what follows the floors.</summary>
internal static class WatchingFloors
{
    public static void AddFloors(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FloorWatch>();
        builder.Services.ConfigureMarten((provider, store) => store.Listeners.Add(provider.GetRequiredService<FloorWatch>()));
    }
}
