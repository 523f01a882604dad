using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.ExistingProcesses;

/// <summary>Notes that a process of others has come to its end; asked twice, done once.</summary>
public sealed record EndExistingProcess
{
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    public static IEnumerable<object> Decide(ExistingProcess process, DateTimeOffset now) => process.Ended ? [] : [new ExistingProcessEnded(now)];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/existing-processes/{id:guid}/end", (Guid id, EndExistingProcess command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                session.Note<EndExistingProcess>(id, command.Reason, time.GetUtcNow());
                return session.Decide<ExistingProcess>(id, expected, process => Decide(process, time.GetUtcNow()), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(EndExistingProcess))
            .WithTags("Non-duplication");
}
