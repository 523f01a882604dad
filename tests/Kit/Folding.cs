using System.Reflection;
using JasperFx.Events.Aggregation;
using Shouldly;

namespace Forum.Kit;

/// <summary>
/// Asserts that the store folds every event of an aggregate: its generator takes the events from the arms of <c>Evolve</c>
/// and silently leaves out an arm that declares nothing (<c>X =&gt;</c> instead of <c>X _ =&gt;</c>).
/// </summary>
public static class Folding
{
    public static void Covers<T>(params IEnumerable<Type> events)
    {
        var evolver = typeof(T).Assembly.GetCustomAttributes<GeneratedEvolverAttribute>().Single(attribute => attribute.AggregateType == typeof(T)).EvolverType;
        var folded = (Type[])evolver.GetProperty("EventTypes")!.GetValue(Activator.CreateInstance(evolver))!;
        folded.ShouldBe(events, ignoreOrder: true);
    }
}
