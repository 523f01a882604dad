using System.Diagnostics.Metrics;
using Forum.Operations.Records;
using Npgsql;

namespace Forum.Operations.Backups;

/// <summary>How well the store is backed up.</summary>
/// <param name="LastEndedAt">When the last backup was finished; null when none was ever made.</param>
/// <param name="Receives">True while every change is received where the backups are.</param>
/// <param name="Unreceived">Bytes of changes that the server keeps because they have not been received; null when it keeps none for backups.</param>
internal sealed record BackupState(DateTimeOffset? LastEndedAt, bool Receives, long? Unreceived);

/// <summary>
/// Asks the server twice a minute how its backups are, for whoever collects metrics. What is not known is left out: a server that does not answer has no figures, and a forum
/// that was never backed up has no age of its last backup.
/// </summary>
internal sealed class BackupWatch : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private static readonly Meter Meter = new("Forum.Operations");

    private static BackupState? known;
    private static TimeProvider clock = TimeProvider.System;

    private static readonly ObservableGauge<double> Age = Meter.CreateObservableGauge(
        "forum.backup.age", static () => known?.LastEndedAt is { } ended ? [new Measurement<double>((clock.GetUtcNow() - ended).TotalSeconds)] : Array.Empty<Measurement<double>>(), "s", "How long ago the last backup was finished.");

    private static readonly ObservableGauge<int> Receiving = Meter.CreateObservableGauge(
        "forum.backup.receiving", static () => known is { LastEndedAt: not null } state ? [new Measurement<int>(state.Receives ? 1 : 0)] : Array.Empty<Measurement<int>>(), description: "1 while every change is received where the backups are.");

    private static readonly ObservableGauge<long> Unreceived = Meter.CreateObservableGauge(
        "forum.backup.unreceived", static () => known?.Unreceived is { } bytes ? [new Measurement<long>(bytes)] : Array.Empty<Measurement<long>>(), "By", "Changes that have not been received where the backups are.");

    private readonly RecordStore records;
    private readonly ILogger<BackupWatch> log;

    public BackupWatch(RecordStore records, TimeProvider time, ILogger<BackupWatch> log)
    {
        (this.records, this.log) = (records, log);
        clock = time;
    }

    /// <exception cref="NpgsqlException">The store cannot be reached.</exception>
    public static async Task<BackupState> Read(NpgsqlDataSource source, CancellationToken ct)
    {
        // Every login may see the slots; the slot's name is the one in deploy/local/lib/backups.sh.
        await using var command = source.CreateCommand(
            """
            select (select max(ended_at) from backup),
                   coalesce((select s.active from pg_replication_slots s where s.slot_name = 'forum_backup'), false),
                   (select pg_wal_lsn_diff(pg_current_wal_lsn(), s.restart_lsn)::bigint from pg_replication_slots s where s.slot_name = 'forum_backup')
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return State(reader);
    }

    private static BackupState State(NpgsqlDataReader row) => new(
        row.IsDBNull(0) ? null : row.GetFieldValue<DateTimeOffset>(0), row.GetBoolean(1), row.IsDBNull(2) ? null : row.GetInt64(2));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                known = records.IsReady ? await Read(records.Source, stoppingToken) : null;
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
            {
                known = null;
                log.LogWarning("Nothing is known of backups ({Reason})", fault.GetBaseException().Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
