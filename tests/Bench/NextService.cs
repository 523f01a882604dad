using System.Collections.Concurrent;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Forum.Bench;

/// <summary>
/// Committed here -> committed in the next service, at 200 a second: Registration to Scheduling,
/// against insert, publish with confirm, consume and insert with the bare clients. PostgreSQL's own commit times are read on both sides.
/// </summary>
internal static class NextService
{
    private const int PerSecond = 200;

    public static async Task<IReadOnlyList<Measure>> Measure(Stage stage, bool quick)
    {
        var duration = TimeSpan.FromSeconds(quick ? 5 : 20);
        await using var floor = await Bare.Open(stage);
        var p50 = new List<(double, double)>();
        var p99 = new List<(double, double)>();
        await Compiler.IsDone(() => Ours(stage, duration / 2), stage.RegistrationProcess, stage.SchedulingProcess);
        await floor.Run(duration / 2);
        for (var round = 1; round <= 3; round++)
        {
            var ours = await Ours(stage, duration);
            var bare = await floor.Run(duration);
            var (o50, o99, b50, b99) = (At(ours, 0.5), At(ours, 0.99), At(bare, 0.5), At(bare, 0.99));
            Console.WriteLine($"Effect in the next service, round {round}: p50 {o50:0.00} ms, floor {b50:0.00} ms, ratio {o50 / b50:0.00}; p99 {o99:0.0} ms, floor {b99:0.0} ms ({ours.Count} of ours, {bare.Count} of the floor)");
            p50.Add((o50, b50));
            p99.Add((o99, b99));
        }

        return [Bench.Measure.Of("effect in the next service, 200/s, p50", "ms", p50), Bench.Measure.Of("effect in the next service, 200/s, p99", "ms", p99)];
    }

    private static double At(IReadOnlyList<double> ordered, double share) => Bench.Measure.Percentile(ordered, share);

    private static async Task<IReadOnlyList<double>> Ours(Stage stage, TimeSpan duration)
    {
        var from = (await stage.RegistrationStore.Query<long>("select coalesce(max(seq_id), 0) from mt_events"))[0];
        await new Load(stage.Registration, stage.Token, stage.EditionId).Pace(PerSecond, duration);
        await stage.UntilArrived(from);
        var committed = await Times(stage.RegistrationStore.ConnectionString, $"select stream_id, pg_xact_commit_timestamp(xmin) from mt_events where seq_id > {from}");
        var effects = await Times(stage.SchedulingStore.ConnectionString, "select id, pg_xact_commit_timestamp(xmin) from mt_doc_knowndelegation");
        return Between(committed, effects);
    }

    internal static IReadOnlyList<double> Between(IReadOnlyDictionary<Guid, DateTime> committed, IReadOnlyDictionary<Guid, DateTime> effects)
    {
        if (committed.Count == 0 || committed.Keys.Any(id => !effects.ContainsKey(id)))
            throw new InvalidOperationException("Not every commit had its effect, so there is nothing to measure.");
        return [.. committed.Select(commit => (effects[commit.Key] - commit.Value).TotalMilliseconds).Order()];
    }

    internal static async Task<IReadOnlyDictionary<Guid, DateTime>> Times(string store, string sql)
    {
        await using var source = NpgsqlDataSource.Create(store);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var times = new Dictionary<Guid, DateTime>();
        while (await reader.ReadAsync())
            times[reader.GetGuid(0)] = reader.GetDateTime(1);
        return times;
    }

    /// <summary>The same with RabbitMQ.Client and Npgsql alone: a durable quorum queue, confirms, one insert on each side.</summary>
    private sealed class Bare : IAsyncDisposable
    {
        private readonly NpgsqlDataSource source;
        private readonly string store;
        private readonly IConnection connection;
        private readonly IChannel publishing;
        private readonly IChannel consuming;
        private readonly ConcurrentDictionary<Guid, byte> waiting = new();

        private Bare(string store, IConnection connection, IChannel publishing, IChannel consuming)
        {
            this.store = store;
            this.connection = connection;
            this.publishing = publishing;
            this.consuming = consuming;
            source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(store) { MaxAutoPrepare = 10, AutoPrepareMinUsages = 1, NoResetOnClose = true }.ConnectionString);
        }

        public static async Task<Bare> Open(Stage stage)
        {
            var opened = await new ConnectionFactory { Uri = new Uri(stage.BrokerUri), ConsumerDispatchConcurrency = 16 }.CreateConnectionAsync();
            var sender = await opened.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
            var receiver = await opened.CreateChannelAsync();
            await receiver.QueueDeclareAsync("floor", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" });
            await receiver.BasicQosAsync(0, 32, global: false);
            var bare = new Bare(stage.FloorStore.ConnectionString, opened, sender, receiver);
            var consumer = new AsyncEventingBasicConsumer(receiver);
            consumer.ReceivedAsync += async (_, delivery) =>
            {
                var id = new Guid(delivery.Body.Span);
                await bare.Insert("effect", id);
                await receiver.BasicAckAsync(delivery.DeliveryTag, multiple: false);
                bare.waiting.TryRemove(id, out var _);
            };
            await receiver.BasicConsumeAsync("floor", autoAck: false, consumer);
            return bare;
        }

        public async Task<IReadOnlyList<double>> Run(TimeSpan duration)
        {
            var running = new List<Task>();
            var since = System.Diagnostics.Stopwatch.StartNew();
            for (var sent = 0; since.Elapsed < duration; sent++)
            {
                var due = TimeSpan.FromSeconds(sent / (double)PerSecond) - since.Elapsed;
                if (due > TimeSpan.Zero)
                    await Task.Delay(due);
                running.Add(Send());
            }

            await Task.WhenAll(running);
            await Kit.Eventually.True(() => Task.FromResult(waiting.IsEmpty), "the floor has consumed everything");
            var committed = await Times(store, "select id, pg_xact_commit_timestamp(xmin) from registered where body = 'bare'");
            var effects = await Times(store, "select id, pg_xact_commit_timestamp(xmin) from effect");
            await using var clear = source.CreateCommand("truncate registered; truncate effect");
            await clear.ExecuteNonQueryAsync();
            return Between(committed, effects);
        }

        public async ValueTask DisposeAsync()
        {
            await publishing.DisposeAsync();
            await consuming.DisposeAsync();
            await connection.DisposeAsync();
            await source.DisposeAsync();
        }

        private async Task Send()
        {
            var id = Guid.CreateVersion7();
            waiting[id] = 0;
            await Insert("registered", id);
            await publishing.BasicPublishAsync("", "floor", mandatory: false, new BasicProperties { Persistent = true }, id.ToByteArray());
        }

        private async Task Insert(string table, Guid id)
        {
            await using var insert = source.CreateCommand($"insert into {table} (id, body) values ($1, 'bare')");
            insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
            await insert.ExecuteNonQueryAsync();
        }
    }
}
