using Npgsql;

namespace Forum.Operations.Records;

/// <summary>
/// The database of Operations: its own login, and a small pool that can never starve what the forum does. Nothing in it is traced.
/// Tables that grow with what is taken in are cut by day; days that are over are dropped as a whole.
/// </summary>
public sealed class RecordStore(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>How long spans and log lines are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private const long MigrationLock = 0x464F524F50; // "FOROP"

    private static readonly string[] ByDay = ["span", "span_link", "log_line"];

    private volatile bool isReady;

    /// <summary>True when the schema is in place.</summary>
    public bool IsReady => isReady;

    public NpgsqlDataSource Source => source;

    /// <summary>Brings the schema into place; several replicas may do so at once.</summary>
    /// <exception cref="NpgsqlException">The store cannot be reached.</exception>
    public async Task Migrate(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var turn = await connection.BeginTransactionAsync(ct);
        await Run(connection, $"select pg_advisory_xact_lock({MigrationLock})", ct);
        await Run(connection, await Schema(ct), ct);
        await KeepDays(connection, ct);
        await turn.CommitAsync(ct);
        isReady = true;
    }

    /// <summary>Makes room for today and tomorrow, and drops the days that are over.</summary>
    public async Task TurnThePage(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var turn = await connection.BeginTransactionAsync(ct);
        await Run(connection, $"select pg_advisory_xact_lock({MigrationLock})", ct);
        await KeepDays(connection, ct);
        await turn.CommitAsync(ct);
    }

    /// <summary>True when there is a place for what began then.</summary>
    public bool Takes(DateTimeOffset startsAt)
    {
        var today = Today;
        return startsAt >= At(today.AddDays(-Kept.Days)) && startsAt < At(today.AddDays(2));
    }

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private async Task KeepDays(NpgsqlConnection connection, CancellationToken ct)
    {
        var today = Today;
        foreach (var table in ByDay)
        {
            // Today's spans may have begun a day or more ago, and clocks are not all alike.
            for (var day = today.AddDays(-Kept.Days); day <= today.AddDays(1); day = day.AddDays(1))
                await Run(connection, $"create table if not exists {table}_{day:yyyyMMdd} partition of {table} for values from ('{At(day):O}') to ('{At(day.AddDays(1)):O}')", ct);
        }

        var last = today.AddDays(-Kept.Days);
        var over = new List<string>();
        await using (var command = new NpgsqlCommand("select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent where p.relname = any($1)", connection))
        {
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = ByDay });
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                var name = reader.GetString(0);
                if (DateOnly.TryParseExact(name[(name.LastIndexOf('_') + 1)..], "yyyyMMdd", out var day) && day < last)
                    over.Add(name);
            }
        }

        foreach (var table in over)
            await Run(connection, $"drop table {table}", ct);
    }

    private static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static async Task<string> Schema(CancellationToken ct)
    {
        using var text = new StreamReader(typeof(RecordStore).Assembly.GetManifestResourceStream("schema.sql")!);
        return await text.ReadToEndAsync(ct);
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>Waits for the database, brings its schema into place, and turns the page every hour.</summary>
internal sealed class RecordKeeping(RecordStore records, TimeProvider time, ILogger<RecordKeeping> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!records.IsReady)
        {
            try
            {
                await records.Migrate(stoppingToken);
            }
            catch (NpgsqlException fault)
            {
                log.LogWarning("The database is not there yet ({Reason})", fault.GetBaseException().Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
        }

        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await records.TurnThePage(stoppingToken);
            }
            catch (NpgsqlException fault)
            {
                log.LogWarning("No page was turned ({Reason}); trying again in an hour", fault.GetBaseException().Message);
            }
        }
    }
}
