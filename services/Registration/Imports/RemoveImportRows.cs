using Forum.Hosting.Deadlines;
using Forum.Hosting.Store;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.Imports;

/// <summary>Removes the rows of an import when they have been kept long enough: they name people, and the delegations say all that is needed of them.</summary>
public sealed class RemoveImportRows(IDocumentSession session, TimeProvider time) : IWhenDue
{
    public const string Deadline = "import-rows";

    /// <summary>So long the rows can be read after the last delegation, and so long a preview waits to be committed.</summary>
    public static readonly TimeSpan After = TimeSpan.FromDays(7), Unless = TimeSpan.FromDays(14);

    public static IEnumerable<object> Decide(Import import, DateTimeOffset now) => import switch
    {
        { RowsRemovedAt: not null } or { State: ImportState.Committing } => [],
        _ => [new ImportRowsRemoved(now)],
    };

    public async Task Due(Deadline deadline, CancellationToken ct)
    {
        if (await session.LoadAsync<Import>(deadline.Subject, ct) is null)
        {
            // Its upload was broken off.
            Remove(session, deadline.Subject);
            return;
        }

        var stream = await session.Events.FetchForWriting<Import>(deadline.Subject, ct);
        var edition = await session.Require<KnownEdition>(stream.Aggregate!.EditionId, ct);
        object[] events = [.. Decide(stream.Aggregate, edition.Edition.Clock.Now(time))];
        if (events.Length == 0)
            return;
        stream.AppendMany(events);
        Remove(session, deadline.Subject);
    }

    internal static void Remove(IDocumentOperations session, Guid import)
    {
        session.DeleteWhere<StagedRow>(row => row.ImportId == import);
        session.DeleteWhere<StagedDelegation>(delegation => delegation.ImportId == import && delegation.Outcome == DelegationOutcome.Waiting);
        session.Delete<StagedFile>(import);
    }
}
