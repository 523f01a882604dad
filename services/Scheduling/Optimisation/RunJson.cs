using System.Text.Json;
using Forum.Optimiser.Instances;

namespace Forum.Scheduling.Optimisation;

/// <summary>Papers of runs, and what is said between a service and its solver, as JSON: that of instances, in which what is null is left out, and may be left out when it is read.</summary>
internal static class RunJson
{
    public static JsonSerializerOptions Options { get; } = new(InstanceJson.Options) { RespectRequiredConstructorParameters = false };
}
