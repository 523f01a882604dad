using Npgsql;

namespace Forum.Kit;

/// <summary>A database of one service for one test class, with a login that owns nothing else. It is dropped at the end.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string name;

    private TestDatabase(string database, string connectionString)
    {
        name = database;
        ConnectionString = connectionString;
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
        return new TestDatabase(database, mine.ConnectionString);
    }

    /// <summary>The rows of a query, for looking at what was stored.</summary>
    public async Task<IReadOnlyList<T>> Query<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(await reader.GetFieldValueAsync<T>(0));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await Execute($"drop database {name} with (force)");
        await Execute($"drop role {name}");
    }

    private static async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Settings.Postgres) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
