using System.Reflection;
using JasperFx.Events.Aggregation;

namespace Forum.Architecture.Tests;

/// <summary>
/// The store's generator takes an aggregate's events from the arms of its <c>Evolve</c> and silently leaves out an arm that declares nothing
/// (<c>X =&gt;</c> instead of <c>X _ =&gt;</c>). Such an event would be stored and never seen.
/// </summary>
public sealed class When_an_aggregate_is_folded
{
    public static TheoryData<string> Aggregates => [.. Evolvers.Keys];

    private static Dictionary<string, GeneratedEvolverAttribute> Evolvers { get; } = Ours.Assemblies
        .SelectMany(assembly => assembly.GetCustomAttributes<GeneratedEvolverAttribute>())
        .ToDictionary(evolver => evolver.AggregateType.FullName!, StringComparer.Ordinal);

    [Theory, MemberData(nameof(Aggregates))]
    public void none_of_its_events_is_left_out(string aggregate)
    {
        var evolver = Evolvers[aggregate];
        var folded = (Type[])evolver.EvolverType.GetProperty("EventTypes")!.GetValue(Activator.CreateInstance(evolver.EvolverType))!;
        folded.ShouldBe(Listed(evolver.AggregateType), ignoreOrder: true);
    }

    /// <summary>An aggregate lists its events in a static member <c>Events</c>, from which the service registers them.</summary>
    private static IEnumerable<Type> Listed(Type aggregate)
    {
        const BindingFlags Anywhere = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var listed = aggregate.GetField("Events", Anywhere)?.GetValue(null) ?? aggregate.GetProperty("Events", Anywhere)?.GetValue(null);
        return (IEnumerable<Type>)listed.ShouldNotBeNull($"{aggregate.Name} has no static member Events");
    }
}
