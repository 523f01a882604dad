using System.Reflection;
using Forum.Hosting.Store;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using Marten;
using Marten.Schema;

namespace Forum.Hosting.ReadModels;

/// <summary>An aggregate of the service whose current state is kept beside its stream, folded with every append: the service's read model of it.</summary>
/// <param name="Name">In kebab case, e.g. <c>speakers-list</c>.</param>
/// <param name="Type">What its events are folded into.</param>
/// <param name="Alias">What its streams are marked with in the store.</param>
/// <param name="Table">Where the states are kept.</param>
internal sealed record Snapshot(string Name, Type Type, string Alias, string Table)
{
    private static readonly MethodInfo Folding = typeof(Snapshot).GetMethod(nameof(FoldAs), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly Func<IQuerySession, Guid, long, CancellationToken, Task<object?>> fold =
        Folding.MakeGenericMethod(Type).CreateDelegate<Func<IQuerySession, Guid, long, CancellationToken, Task<object?>>>();

    /// <summary>The state after the event of that version, folded from the events and from nothing else; null when there is none.</summary>
    public Task<object?> Fold(IQuerySession session, Guid stream, long version, CancellationToken ct) => fold(session, stream, version, ct);

    private static async Task<object?> FoldAs<T>(IQuerySession session, Guid stream, long version, CancellationToken ct) where T : class =>
        await session.Events.AggregateStreamAsync<T>(stream, version, token: ct);
}

/// <summary>What the service keeps: the aggregates that it folds from its own events, and documents that come about otherwise.</summary>
internal sealed class Snapshots
{
    private readonly Dictionary<string, Snapshot> byName;
    private readonly Dictionary<string, Snapshot> byAlias;

    public Snapshots(IDocumentStore store)
    {
        var options = (StoreOptions)store.Options;
        var kept = store.Options.AllKnownDocumentTypes();
        byName = kept
            .Where(document => options.Projections.TryFindAggregate(document.DocumentType, out var projection) && projection.Scope is AggregationScope.SingleStream)
            .Select(document => new Snapshot(Words.Kebab(document.DocumentType.Name), document.DocumentType, ((EventRegistry)options.Events).AggregateAliasFor(document.DocumentType), Table(document)))
            .ToDictionary(snapshot => snapshot.Name, StringComparer.Ordinal);
        byAlias = byName.Values.ToDictionary(snapshot => snapshot.Alias, StringComparer.Ordinal);
        Documents = [.. kept.Where(document => !byName.Values.Any(snapshot => snapshot.Type == document.DocumentType)).Select(document => (Words.Kebab(document.DocumentType.Name), Table(document)))];
    }

    public IEnumerable<Snapshot> All => byName.Values;

    /// <summary>Names and tables of what is not folded from the service's own events: what it was told by others, texts, records of its work.</summary>
    public IReadOnlyList<(string Name, string Table)> Documents { get; }

    public Snapshot? Named(string name) => byName.GetValueOrDefault(name);

    /// <summary>The aggregate of a stream; null when this version of the service knows none of that mark.</summary>
    public Snapshot? Of(string alias) => byAlias.GetValueOrDefault(alias);

    private static string Table(IDocumentType document) => document.TableName.QualifiedName;
}
