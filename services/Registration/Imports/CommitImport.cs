using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using Forum.Hosting.Access;
using Forum.Hosting.Deadlines;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.Imports;

/// <summary>Takes what the preview shows as good. It is done in the background, a delegation at a time; asked twice, done once.</summary>
public sealed record CommitImport
{
    /// <summary>Why, as it is noted with every delegation that is registered or changed.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">The import was abandoned, or its rows are gone.</exception>
    public static IEnumerable<object> Decide(Import import, DateTimeOffset now) => import.State switch
    {
        ImportState.Previewed when import.RowsRemovedAt is not null => throw new Refusal("import-expired", "The rows of this import have been removed. Upload the file again."),
        ImportState.Previewed => [new ImportCommitted(now)],
        ImportState.Abandoned => throw new Refusal("import-abandoned", "This import was abandoned. Upload the file again."),
        ImportState.Committing or ImportState.Completed => [],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/imports/{id:guid}/commit", async (Guid id, CommitImport command, ExpectedVersion expected, IDocumentSession session, CommittingImports committing, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var import = await session.Require<Import>(id, ct);
                var edition = await session.Require<KnownEdition>(import.EditionId, ct);
                var now = edition.Edition.Clock.Now(time);
                if (import.State is ImportState.Previewed && await session.LoadAsync<StagedFile>(id, ct) is { } file)
                {
                    session.Update(file with { Reason = command.Reason, TraceParent = Activity.Current?.Id });
                    session.LiftDeadline(RemoveImportRows.Deadline, id);
                }

                var changed = await session.Decide<Import>(id, expected, current => Decide(current, now), ct);
                committing.Wake();
                http.Response.Headers.ETag = ExpectedVersion.Tag(changed.Version);
                return TypedResults.Accepted(http.Request.PathBase + $"/imports/{id}");
            })
            .Allow(Role.Organizer)
            .WithName(nameof(CommitImport))
            .WithTags("Imports");
}
