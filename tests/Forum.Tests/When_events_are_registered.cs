using System.Reflection;
using JasperFx.Events.Aggregation;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Tests;

/// <summary>An event that no aggregate folds is stored and never seen; one that is folded but not registered is not found under its name after a restart.</summary>
[Collection<StoriesOfFourServices>]
public sealed class When_events_are_registered(FourServices forum)
{
    public static TheoryData<string> Services => [.. Infrastructure.Services];

    [Theory, MemberData(nameof(Services))]
    public void they_are_those_that_are_folded(string service)
    {
        var ours = Assembly.Load(new AssemblyName($"Forum.{char.ToUpperInvariant(service[0])}{service[1..]}"));
        var registered = forum.Of(service).GetRequiredService<IDocumentStore>().Options.Events.AllKnownEventTypes().Select(known => known.EventType);
        var folded = ours.GetCustomAttributes<GeneratedEvolverAttribute>().SelectMany(evolver => Folded(evolver.EvolverType)).Distinct();
        registered.Where(type => type.Assembly == ours).ShouldBe(folded, ignoreOrder: true);
    }

    private static Type[] Folded(Type evolver) => (Type[])evolver.GetProperty("EventTypes")!.GetValue(Activator.CreateInstance(evolver))!;
}
