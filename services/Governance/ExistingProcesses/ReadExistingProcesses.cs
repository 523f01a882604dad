using Forum.Governance.Actions;
using Forum.Governance.Lists;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.ExistingProcesses;

/// <summary>A process of others, as anybody may read it.</summary>
/// <param name="Scope">What it does; null in the list.</param>
public sealed record ExistingProcessNotice(Guid Id, long Version, string Name, string Keeper, Uri? Address, bool Ended, string? Scope)
{
    internal static ExistingProcessNotice Of(ExistingProcess process, string? scope = null) => new(process.Id, process.Version, process.Name, process.Keeper, process.Address, process.Ended, scope);
}

/// <summary>The register of existing processes.</summary>
public static class ReadExistingProcesses
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/existing-processes", (IQuerySession session, Guid? after, int? limit, CancellationToken ct) =>
                session.Query<ExistingProcess>().Stretch(process => process.Id, after, limit, process => ExistingProcessNotice.Of(process), ct))
            .AllowAnonymous()
            .WithName("ListExistingProcesses")
            .WithSummary("Lists what others do already")
            .WithTags("Non-duplication");

        routes.MapGet("/existing-processes/{id:guid}", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var process = await session.Require<ExistingProcess>(id, ct);
                var notice = ExistingProcessNotice.Of(process, (await session.LoadAsync<WrittenText>(process.ScopeId, ct))?.Body);
                return new Versioned<ExistingProcessNotice>(notice, notice.Version);
            })
            .AllowAnonymous()
            .WithName("ReadExistingProcess")
            .WithSummary("Shows an existing process")
            .WithTags("Non-duplication");
    }
}
