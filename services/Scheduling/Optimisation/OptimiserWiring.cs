using Forum.Optimiser.Instances;
using Marten;
using Microsoft.AspNetCore.OpenApi;

namespace Forum.Scheduling.Optimisation;

/// <summary>What a replica of the service is there for: <c>Forum:Roles</c>, "api", "worker" or both, which is how it is when nothing is said.</summary>
/// <param name="Api">True for one that answers requests and hears messages.</param>
/// <param name="Worker">True for one that solves what the optimiser is asked for.</param>
public sealed record ReplicaRoles(bool Api, bool Worker)
{
    /// <exception cref="InvalidOperationException">It names another role, or none.</exception>
    public static ReplicaRoles Of(IConfiguration configuration)
    {
        var names = (configuration["Forum:Roles"] ?? "api,worker").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0 || names.Except(["api", "worker"], StringComparer.Ordinal).Any())
            throw new InvalidOperationException("Forum:Roles is api, worker, or both with a comma between.");
        return new ReplicaRoles(names.Contains("api", StringComparer.Ordinal), names.Contains("worker", StringComparer.Ordinal));
    }
}

/// <summary>Wires the optimiser.</summary>
internal static class OptimiserWiring
{
    /// <summary>Described by their own names, which nothing else has.</summary>
    private static readonly Type[] Own = [typeof(Instance), typeof(Solution), typeof(RankAim)];

    public static ReplicaRoles AddOptimiser(this WebApplicationBuilder builder)
    {
        var roles = ReplicaRoles.Of(builder.Configuration);
        builder.Services.AddSingleton<RunWatch>().AddSingleton<SolvingProcess>();
        builder.Services.AddSingleton<Solving>(static services => services.GetRequiredService<SolvingProcess>().Solve);
        // Rooms, sessions and seats of a posed problem are others than those of an edition.
        builder.Services.Configure<OpenApiOptions>("v1", static options => options.CreateSchemaReferenceId = static type =>
            OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } id && type.Type.Namespace == typeof(Instance).Namespace && !Own.Contains(type.Type) ? $"Instance{id}" : OpenApiOptions.CreateDefaultSchemaReferenceId(type));
        builder.Services.ConfigureMarten(static (provider, store) => store.Listeners.Add(provider.GetRequiredService<RunWatch>()));
        if (roles.Api)
            builder.Services.AddSingleton(RunRetention.From(builder.Configuration)).AddHostedService<ForgetRuns>();
        if (roles.Worker)
            builder.Services.AddHostedService<RunWorker>();
        return roles;
    }

    public static void Keep(StoreOptions store)
    {
        store.Schema.For<OptimisationRun>().Index(run => run.EditionId!);
        store.Schema.For<RunPaper>();
        store.Schema.For<RunAtWork>().Duplicate(work => work.LeasedUntil).Duplicate(work => work.Small).Duplicate(work => work.AskedAt);
    }
}
