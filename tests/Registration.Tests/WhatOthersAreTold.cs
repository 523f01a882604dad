using System.Text.Json;
using Forum.Registration.Delegations;
using JasperFx.Events;
using static Forum.Registration.Tests.Story;
using Wire = Forum.Contracts.Registration;

namespace Forum.Registration.Tests;

public sealed class When_the_others_are_told_of_a_delegation
{
    [Fact]
    public void every_event_tells_how_the_delegation_is_listed_from_then_on()
    {
        var told = new List<object>();
        var delegation = new Delegation();
        object[] events = [.. Register(State())];
        foreach (var next in new Func<Delegation, IEnumerable<object>>[]
            {
                AsksForTheFloor, ChoosesTables, BringsTheOriginal, AcceptsIt, RejectsIt,
                d => CredentialsReminder.Decide(d, Edition(), Edition().CredentialsDueAt()), Arrives, Withdraws, Returns, _ => [],
            })
        {
            foreach (var e in events)
            {
                delegation = delegation.Evolve(e);
                var message = Tell(e, told.Count + 1);
                told.Add(message);
                var body = JsonSerializer.SerializeToElement(message);
                body.GetProperty("DelegationId").GetGuid().ShouldBe(Id);
                body.GetProperty("Revision").GetInt64().ShouldBe(told.Count);
                JsonElement.DeepEquals(body.GetProperty("Delegation"), JsonSerializer.SerializeToElement(delegation.Listing)).ShouldBeTrue(body.ToString());
            }

            events = [.. next(delegation)];
        }

        told.Select(message => message.GetType()).ShouldBe(
        [
            typeof(Wire.DelegationAnnounced), typeof(Wire.SpeakingRequested), typeof(Wire.RoundTableChoicesRanked),
            typeof(Wire.DelegationChanged), typeof(Wire.DelegationChanged), typeof(Wire.DelegationChanged),
            typeof(Wire.CredentialsReminderRaised), typeof(Wire.DelegationArrived), typeof(Wire.DelegationWithdrawn), typeof(Wire.DelegationReturned),
        ]);
    }

    [Fact]
    public void something_else_is_not_told() => Announcements.From(new Event<string>("something else")).ShouldBeNull();

    private static object Tell(object e, int version)
    {
        var stored = (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(e.GetType()), e)!;
        stored.StreamId = Id;
        stored.Version = version;
        return Announcements.From(stored).ShouldNotBeNull();
    }
}
