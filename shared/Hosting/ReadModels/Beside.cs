using Forum.Hosting.Store;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace Forum.Hosting.ReadModels;

/// <summary>What a rebuild found when it held what it folded against what is read.</summary>
internal sealed record Found(long Events, long Documents, long Different, long Missing, long Surplus);

/// <summary>
/// The states of one aggregate, folded anew in a table beside the one that is read. Nobody waits while it is filled: appends go on, and streams that moved on meanwhile are
/// folded again. At the end those who write wait for as long as it takes to catch up with the last few; readers never wait, and see all of the old or all of the new.
/// </summary>
internal sealed class Beside(IDocumentStore store, NpgsqlDataSource source, Snapshot snapshot)
{
    private const int AtATime = 200, FewEnough = 200, Passes = 20;

    private readonly string events = store.Options.Events.DatabaseSchemaName, table = snapshot.Table, folded = $"{snapshot.Table}_beside", progress = $"{snapshot.Table}_folded";

    private string Behind => $"from {events}.mt_streams s left join {progress} f on f.id = s.id where s.type = $1 and not s.is_archived and (f.version is null or f.version < s.version)";

    /// <summary>Begins with nothing, whatever an earlier attempt has left.</summary>
    /// <exception cref="NotRebuilt">The table has columns of a kind that is not known here.</exception>
    public async Task Begin(CancellationToken ct)
    {
        await using (var columns = source.CreateCommand(
            "select count(*) from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped and attgenerated = '' and attname not in ('id', 'data', 'mt_version', 'mt_dotnet_type', 'mt_last_modified')"))
        {
            columns.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table });
            if (await columns.ExecuteScalarAsync(ct) is not 0L)
                throw new NotRebuilt("unknown-columns");
        }

        await Drop(ct);
        // Unlogged: what a crash of the database takes away is folded again. Without the unique indexes: states of different instants stand in it until it has caught up.
        await Execute(
            $"""
            create unlogged table {folded} (id uuid primary key, data jsonb not null, mt_version bigint not null);
            create unlogged table {progress} (id uuid primary key, version bigint not null)
            """, ct);
    }

    public Task Drop(CancellationToken ct) => Execute($"drop table if exists {folded}; drop table if exists {progress}", ct);

    /// <summary>Folds every stream, and those again that moved on meanwhile, until only few are behind.</summary>
    /// <param name="tell">Is told how many events are folded of how many.</param>
    public async Task CatchUp(Func<long, long, Task> tell, CancellationToken ct)
    {
        for (var pass = 0; pass < Passes; pass++)
        {
            var caughtUp = 0;
            Guid? last = null;
            while (await Next(source.CreateCommand(), last, AtATime, ct) is { Count: > 0 } streams)
            {
                await Fold(streams, ct);
                (caughtUp, last) = (caughtUp + streams.Count, streams[^1].Id);
                var (done, all) = await Progress(ct);
                await tell(done, all);
            }

            if (caughtUp <= FewEnough)
                return;
        }
    }

    /// <summary>Catches up with the last appends while no others can be made, compares, and replaces what differs.</summary>
    /// <param name="replace">False to compare only.</param>
    public async Task<Found> PutInPlace(bool replace, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await PutInPlaceNow(replace, ct);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable)
            {
                // Whoever writes for longer than that is let finish, and nobody queues behind this meanwhile.
                await CatchUp(static (_, _) => Task.CompletedTask, ct);
            }
        }
    }

    private async Task<Found> PutInPlaceNow(bool replace, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // An append writes its stream, its events and its state in one transaction: while none can write a state, what is committed of the one is of the other.
        await Execute(connection, $"set local lock_timeout = '2s'; lock table {table} in share row exclusive mode; set local lock_timeout = 0", ct);
        while (await Next(new NpgsqlCommand { Connection = connection }, last: null, AtATime, ct) is { Count: > 0 } streams)
            await Fold(streams, ct);
        // Archiving a stream does not move it on: what was folded of one that was archived meanwhile goes.
        foreach (var beside in new[] { folded, progress })
            await Execute(connection, $"delete from {beside} b using {events}.mt_streams s where s.id = b.id and s.is_archived", ct);

        var found = await Compare(connection, ct);
        if (replace)
        {
            // First all that goes, then all that comes: two that exchanged what is unique never hold it at once.
            await Execute(
                connection,
                $"""
                delete from {table} d where not exists (select from {folded} f where f.id = d.id and f.data = d.data and f.mt_version = d.mt_version);
                insert into {table} (id, data, mt_version, mt_dotnet_type) select f.id, f.data, f.mt_version, '{snapshot.Type.FullName}' from {folded} f where not exists (select from {table} d where d.id = f.id)
                """, ct);
        }

        await transaction.CommitAsync(ct);
        return found;
    }

    private async Task<Found> Compare(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select (select coalesce(sum(version), 0)::bigint from {progress}), count(f.id), count(*) filter (where f.data <> d.data or f.mt_version <> d.mt_version),
                   count(*) filter (where d.id is null), count(*) filter (where f.id is null)
            from {table} d full join {folded} f on f.id = d.id
            """, connection)
        { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new Found(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4));
    }

    /// <summary>The next streams that are behind.</summary>
    private async Task<List<(Guid Id, long Version)>> Next(NpgsqlCommand command, Guid? last, int most, CancellationToken ct)
    {
        await using var _ = command;
        command.CommandText = $"select s.id, s.version {Behind} and ($2 is null or s.id > $2) order by s.id limit $3";
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = snapshot.Alias });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)last ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        var streams = new List<(Guid, long)>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            streams.Add((reader.GetGuid(0), reader.GetInt64(1)));
        return streams;
    }

    private async Task Fold(List<(Guid Id, long Version)> streams, CancellationToken ct)
    {
        var states = new List<(Guid Id, string Data, long Version)>(streams.Count);
        await using (var session = store.QuerySession())
        {
            foreach (var (id, version) in streams)
            {
                try
                {
                    if (await snapshot.Fold(session, id, version, ct) is { } state)
                        states.Add((id, store.Options.Serializer().ToJson(state), version));
                }
                catch (Exception e) when (!ct.IsCancellationRequested && !StoreAway.Explains(e))
                {
                    throw new NotRebuilt($"{e.GetType().Name} in stream {id}");
                }
            }
        }

        await using var command = source.CreateCommand(
            $"""
            with gone as (delete from {folded} where id = any($1) and id <> all($3)),
                 noted as (insert into {progress} (id, version) select * from unnest($1, $2) on conflict (id) do update set version = excluded.version)
            insert into {folded} (id, data, mt_version) select * from unnest($3, $4, $5) on conflict (id) do update set data = excluded.data, mt_version = excluded.mt_version
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. streams.Select(stream => stream.Id)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. streams.Select(stream => stream.Version)] });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. states.Select(state => state.Id)] });
        command.Parameters.Add(new NpgsqlParameter { Value = states.Select(state => state.Data).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. states.Select(state => state.Version)] });
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<(long Done, long All)> Progress(CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            $"select (select coalesce(sum(version), 0)::bigint from {progress}), (select coalesce(sum(version), 0)::bigint from {events}.mt_streams where type = $1 and not is_archived)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = snapshot.Alias });
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private async Task Execute(string sql, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await Execute(connection, sql, ct);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
