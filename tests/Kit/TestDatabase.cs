using Npgsql;

namespace Forum.Kit;

/// <summary>A database of one service for one test class, with a login that owns nothing else. It is dropped at the end.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>All databases of a process are made and dropped over the same connections: to begin one costs the server more than most of what is asked over it.</summary>
    private static readonly NpgsqlDataSource Administration = Source(Settings.Postgres);

    private readonly string name;
    private readonly NpgsqlDataSource source;

    private TestDatabase(string database, string connectionString, NpgsqlDataSource source)
    {
        name = database;
        ConnectionString = connectionString;
        this.source = source;
    }

    /// <summary>For the service.</summary>
    public string ConnectionString { get; }

    public static async Task<TestDatabase> Create(string service)
    {
        var database = $"test_{service}_{Guid.NewGuid():N}"[..40];
        var password = Guid.NewGuid().ToString("N");
        await Execute($"create role {database} login password '{password}'");
        await Execute($"create database {database} owner {database}");
        await Execute($"revoke connect on database {database} from public");
        var mine = new NpgsqlConnectionStringBuilder(Settings.Postgres) { Database = database, Username = database, Password = password, MaxPoolSize = 20 };
        return new TestDatabase(database, mine.ConnectionString, Source(mine.ConnectionString));
    }

    /// <summary>A database that somebody else has made and will drop, on a node that may be stopped meanwhile: no connection is kept.</summary>
    public static TestDatabase At(string connectionString) => new("", connectionString, Source(connectionString + ";Pooling=false"));

    /// <summary>The rows of a query, for looking at what was stored.</summary>
    public async Task<IReadOnlyList<T>> Query<T>(string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(await reader.GetFieldValueAsync<T>(0));
        return rows;
    }

    /// <summary>The tables in which a row says one of the words, whatever the column, bytes included; and what the planner has kept of their contents.</summary>
    public async Task<IReadOnlyList<string>> TablesThatSay(IReadOnlyCollection<string> words)
    {
        var tables = await Query<string>(
            "select format('%I.%I', table_schema, table_name) from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1");
        // A parameter and no text of the statement: statements are written to traces.
        var pattern = string.Join('|', words.Concat(words.Select(word => Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(word)))));
        var found = new List<string>();
        foreach (var table in tables.Append("pg_catalog.pg_stats"))
        {
            await using var command = source.CreateCommand($"select exists (select 1 from {table} t where t::text ~* $1)");
            command.Parameters.Add(new NpgsqlParameter { Value = pattern });
            if (await command.ExecuteScalarAsync() is true)
                found.Add(table);
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        if (name.Length == 0)
            return;
        await Eventually.True(Drop, $"nobody uses {name} any more");
        await Execute($"drop role {name}");
    }

    /// <summary>False when somebody who was sent away has not gone within the five seconds that PostgreSQL waits for it.</summary>
    private async Task<bool> Drop()
    {
        try
        {
            await Execute($"drop database {name} with (force)");
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.ObjectInUse)
        {
            return false;
        }
    }

    private static async Task Execute(string sql)
    {
        // To make or to drop a database is a checkpoint of all of them, which takes as long as the disk does.
        await using var command = Administration.CreateCommand(sql);
        command.CommandTimeout = (int)Eventually.Patience.TotalSeconds;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>For questions of the tests. To learn all types of the database first would take longer than most of them.</summary>
    private static NpgsqlDataSource Source(string connectionString) => new NpgsqlDataSourceBuilder(connectionString).ConfigureTypeLoading(types => types.EnableTypeLoading(false)).Build();
}
