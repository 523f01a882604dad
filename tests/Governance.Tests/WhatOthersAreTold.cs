using Forum.Governance.Chairmanships;
using Forum.Governance.FocalPoints;
using Forum.Hosting.Events;
using JasperFx.Events;
using Wire = Forum.Contracts.Governance;

namespace Forum.Governance.Tests;

public sealed class When_others_are_told
{
    private static readonly Term Ecuador = Term("ECU"), France = Term("FRA");

    [Fact]
    public void a_handover_tells_all_three_places()
    {
        var told = Announcements.From(Committed(new TroikaRotated(Ecuador, France, Editions.Noon))).ShouldBeOfType<Wire.TroikaRotated>();
        told.Revision.ShouldBe(3);
        told.Troika.Outgoing.ShouldNotBeNull().Participants.ShouldBe(["ECU"]);
        told.Troika.InOffice.Participants.ShouldBe(["FRA"]);
        told.Troika.Incoming.ShouldBeNull();
        Announcements.For(told).ShouldBe(Audience.Everybody);
    }

    [Fact]
    public void a_mandate_is_told_of_to_its_participant_only()
    {
        var mandate = new Mandate(Guid.CreateVersion7(), "an-account", Wire.FocalPointCapacity.Primary, null, Editions.Noon);
        var told = Announcements.From(Committed(new FocalPointRevoked("FRA", mandate, Editions.Noon))).ShouldBeOfType<Wire.FocalPointRevoked>();
        (told.Mandate.Participant, told.Mandate.Subject, told.Mandate.RevokedAt).ShouldBe(("FRA", "an-account", Editions.Noon));
        Announcements.For(told).ShouldBe(Audience.Of("FRA"));
    }

    [Fact]
    public void what_is_read_here_alone_is_told_to_nobody() =>
        Announcements.From(Committed(new AlternationJustified(Guid.CreateVersion7(), Editions.Noon))).ShouldBeNull();

    private static Term Term(string participant) => new(Guid.CreateVersion7(), [new Chair { Participant = participant, Development = Development.Developing }]);

    private static Event<T> Committed<T>(T data) where T : notnull => new(data) { StreamId = Guid.CreateVersion7(), Version = 3 };
}
