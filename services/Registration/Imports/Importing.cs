using Forum.Hosting;
using JasperFx.Events.Projections;
using Marten;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Forum.Registration.Imports;

/// <summary>What belongs to the import of delegations from files.</summary>
internal static class Importing
{
    public static void AddImports(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<CommittingImports>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<CommittingImports>());
    }

    public static void Keep(StoreOptions store)
    {
        store.Events.AddEventTypes(Import.Events);
        store.Projections.Snapshot<Import>(SnapshotLifecycle.Inline);
        store.Schema.For<StagedRow>().Index(row => row.ImportId);
        store.Schema.For<StagedDelegation>().Index(delegation => delegation.ImportId).UseOptimisticConcurrency(true);
        store.Schema.For<StagedFile>();
    }

    public static void DealWithDeadlines(ForumService service) => service.WhenDue<RemoveImportRows>(RemoveImportRows.Deadline);

    public static void Map(IEndpointRouteBuilder routes)
    {
        UploadImport.Map(routes);
        ListImports.Map(routes);
        GetImport.Map(routes);
        ListImportRows.Map(routes);
        ListImportDelegations.Map(routes);
        CommitImport.Map(routes);
        AbandonImport.Map(routes);
        ExportDelegations.Map(routes);
    }
}
