using System.Text.Json.Serialization;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Forum.Hosting.ReadModels;

/// <summary>Where a read model comes from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReadModelOrigin>))]
public enum ReadModelOrigin
{
    /// <summary>Folded from the service's own events, one state a stream, with every append: it can be rebuilt from them.</summary>
    OwnEvents,

    /// <summary>Written otherwise: what other services told, texts that stand beside a stream, records of the service's work. It is in no events of the service.</summary>
    Written,
}

/// <summary>Something that the service keeps to be read.</summary>
/// <param name="ReadModel">Its name, in kebab case.</param>
/// <param name="Documents">About how many there are, as the database estimates; null when it has not counted yet.</param>
/// <param name="LastRebuild">The latest rebuild that was asked for; null when there was none, or it cannot be.</param>
public sealed record ReadModelNotice(string ReadModel, ReadModelOrigin Origin, long? Documents, Rebuild? LastRebuild);

/// <summary>What the service keeps to be read, and which of it can be rebuilt from its events: those first.</summary>
internal static class ListReadModels
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/read-models", async (Snapshots snapshots, IQuerySession session, NpgsqlDataSource source, CancellationToken ct) =>
            {
                var counted = await Count(source, [.. snapshots.All.Select(snapshot => snapshot.Table), .. snapshots.Documents.Select(document => document.Table)], ct);
                var rebuilds = session.DocumentStore.Options.Schema.For<Rebuild>();
                var latest = (await session.QueryAsync<Rebuild>($"where id in (select distinct on (data ->> 'ReadModel') id from {rebuilds} order by data ->> 'ReadModel', id desc)", ct))
                    .ToDictionary(rebuild => rebuild.ReadModel, StringComparer.Ordinal);
                var own = snapshots.All.Select(snapshot => new ReadModelNotice(snapshot.Name, ReadModelOrigin.OwnEvents, counted.GetValueOrDefault(snapshot.Table), latest.GetValueOrDefault(snapshot.Name)));
                var written = snapshots.Documents.Select(document => new ReadModelNotice(document.Name, ReadModelOrigin.Written, counted.GetValueOrDefault(document.Table), LastRebuild: null));
                return TypedResults.Ok(new Page<ReadModelNotice>([.. own.OrderBy(model => model.ReadModel, StringComparer.Ordinal), .. written.OrderBy(model => model.ReadModel, StringComparer.Ordinal)], null));
            })
            .Allow(Role.Operator)
            .WithName(nameof(ListReadModels))
            .WithTags("Operations");

    private static async Task<Dictionary<string, long?>> Count(NpgsqlDataSource source, string[] tables, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select name, coalesce((select c.reltuples::bigint from pg_class c where c.oid = to_regclass(name)), -1) from unnest($1) name");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = tables });
        var counted = new Dictionary<string, long?>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            counted[reader.GetString(0)] = reader.GetInt64(1) is >= 0 and var rows ? rows : null;
        return counted;
    }
}
