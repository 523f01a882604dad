using System.Text.Json;
using Forum.Hosting.Events;
using Forum.Registration.Delegations;
using Forum.Registration.ListsOfParticipants;
using Forum.Registration.Organizations;
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
    public void of_an_organization_its_code_and_standing_are_told_and_not_who_objects_or_why()
    {
        var accreditation = new Accreditation
        {
            EditionId = Edition().Id,
            Code = "NGO-1",
            Name = "An organization",
            Category = ParticipantCategory.Ngo,
            Standing = Wire.AccreditationStanding.Circulated,
            CirculatedUntil = Evening,
        };
        var objected = accreditation with { Standing = Wire.AccreditationStanding.Objected };
        (object Event, Type? Message, bool ForEverybody)[] said =
        [
            (new OrganizationProposed(Id, accreditation with { Standing = Wire.AccreditationStanding.Proposed, CirculatedUntil = null }, RemarkId, Noon), null, false),
            (new OrganizationCirculated(accreditation, Noon), typeof(Wire.OrganizationCirculated), true),
            (new OrganizationObjected(objected, "FRA", RemarkId, Noon), typeof(Wire.OrganizationObjected), true),
            (new ObjectionWithdrawn(objected, "FRA", Noon), null, false),
            (new ObjectionWithdrawn(accreditation, "FRA", Noon), typeof(Wire.OrganizationCirculated), true),
            (new CirculationEnded(objected, Noon), null, false),
            (new OrganizationCleared(accreditation with { Standing = Wire.AccreditationStanding.Cleared }, Clearance.NoObjection, Noon), typeof(Wire.OrganizationCleared), true),
            (new ProposalWithdrawn(accreditation with { Standing = Wire.AccreditationStanding.Withdrawn }, Noon), typeof(Wire.OrganizationWithdrawn), true),
            (new ProposalWithdrawn(accreditation with { Standing = Wire.AccreditationStanding.Withdrawn, CirculatedUntil = null }, Noon), typeof(Wire.OrganizationWithdrawn), false),
        ];
        foreach (var (e, message, forEverybody) in said)
        {
            var told = Announcements.From(Stored(e, 3));
            told?.GetType().ShouldBe(message);
            if (told is null)
            {
                message.ShouldBeNull();
                continue;
            }

            Announcements.For(told).IsEverybody.ShouldBe(forEverybody);
            Announcements.For(told).Includes("NGO-1").ShouldBeTrue();
            var body = JsonSerializer.Serialize(told);
            body.ShouldNotContain("FRA");
            body.ShouldNotContain(RemarkId.ToString());
            body.ShouldNotContain("An organization");
        }
    }

    [Fact]
    public void an_issued_list_is_told_to_everybody_once_it_is_final()
    {
        var issued = new ListOfParticipantsIssued(Id, Edition().Id, 2, "A/INF/61/4/Rev.1", ListKind.Final, new DateOnly(2006, 9, 15), Delegations: 3, People: 7, "hash", Noon);
        var told = Tell(issued, 2).ShouldBeOfType<Wire.ListOfParticipantsIssued>();
        told.ShouldBe(new Wire.ListOfParticipantsIssued
        {
            ListId = Id,
            Revision = 2,
            EditionId = issued.EditionId,
            Symbol = "A/INF/61/4/Rev.1",
            Kind = ListKind.Final,
            IssuedOn = new DateOnly(2006, 9, 15),
            Delegations = 3,
            People = 7,
            ContentHash = "hash",
        });
        Announcements.For(told).IsEverybody.ShouldBeTrue();
        Announcements.For(told with { Kind = ListKind.Provisional }).ShouldBe(Audience.Secretariat);
    }

    [Fact]
    public void something_else_is_not_told() => Announcements.From(new Event<string>("something else")).ShouldBeNull();

    private static object Tell(object e, int version) => Announcements.From(Stored(e, version)).ShouldNotBeNull();

    private static IEvent Stored(object e, int version)
    {
        var stored = (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(e.GetType()), e)!;
        stored.StreamId = Id;
        stored.Version = version;
        return stored;
    }
}
