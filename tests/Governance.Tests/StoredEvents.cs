using Forum.Governance.Editions;
using Forum.Kit;

namespace Forum.Governance.Tests;

public sealed class When_events_are_stored
{
    [Fact]
    public void every_event_of_an_edition_is_folded() => Folding.Covers<Edition>(
        typeof(EditionAnnounced), typeof(RegistrationOpened), typeof(RegistrationClosed), typeof(EditionClosed));
}
