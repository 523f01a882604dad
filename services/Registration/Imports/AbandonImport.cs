using Forum.Hosting.Access;
using Forum.Hosting.Deadlines;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.Imports;

/// <summary>Gives an import up that was not committed; its rows are removed at once.</summary>
public static class AbandonImport
{
    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">It was committed already.</exception>
    public static IEnumerable<object> Decide(Import import, DateTimeOffset now) => import.State switch
    {
        ImportState.Previewed when import.RowsRemovedAt is not null => [new ImportAbandoned(now)],
        ImportState.Previewed => [new ImportAbandoned(now), new ImportRowsRemoved(now)],
        ImportState.Abandoned => [],
        ImportState.Committing or ImportState.Completed => throw new Refusal("import-committed", "This import was committed. What it registered is changed delegation by delegation."),
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/imports/{id:guid}/abandonment", async (Guid id, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var import = await session.Require<Import>(id, ct);
                var edition = await session.Require<KnownEdition>(import.EditionId, ct);
                session.LiftDeadline(RemoveImportRows.Deadline, id);
                RemoveImportRows.Remove(session, id);
                return await session.Decide<Import>(id, expected, current => Decide(current, edition.Edition.Clock.Now(time)), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(AbandonImport))
            .WithTags("Imports");
}
