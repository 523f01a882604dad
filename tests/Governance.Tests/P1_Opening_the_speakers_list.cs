using System.Net.Http.Json;
using System.Text.Json;
using Forum.Contracts.Governance;
using Forum.Governance.Editions;
using Forum.Kit;
using Edition = Forum.Governance.Editions.Edition;
using EditionAnnounced = Forum.Governance.Editions.EditionAnnounced;
using EditionClosed = Forum.Governance.Editions.EditionClosed;
using RegistrationOpened = Forum.Governance.Editions.RegistrationOpened;
using SpeakersListOpeningAnnounced = Forum.Governance.Editions.SpeakersListOpeningAnnounced;

namespace Forum.Governance.Tests;

public sealed class P1_Opening_the_speakers_list
{
    /// <summary>Nine in the morning in New York, where summer time holds.</summary>
    private static readonly DateTimeOffset Opening = new(2006, 8, 1, 9, 0, 0, TimeSpan.FromHours(-4));
    private static readonly DateTimeOffset June = new(2006, 6, 1, 13, 0, 0, TimeSpan.Zero);
    private static readonly AnnounceSpeakersListOpening Command = new() { OpensAt = Opening, Reason = "As announced." };

    [Fact]
    public void it_opens_at_an_announced_instant_in_the_time_of_the_venue()
    {
        var announced = Given().When(edition => (Command with { OpensAt = Opening.ToUniversalTime() }).Decide(edition, June)).Then<SpeakersListOpeningAnnounced>();
        announced.Plan.SpeakersListOpensAt!.Value.ShouldBe(Opening);
        announced.Plan.SpeakersListOpensAt!.Value.Offset.ShouldBe(TimeSpan.FromHours(-4));
        announced.Plan.ShouldBe(Editions.Plan with { SpeakersListOpensAt = Opening });
    }

    [Fact]
    public void the_instant_moves_until_it_has_come_and_then_stands()
    {
        var moved = Command with { OpensAt = Opening.AddDays(1) };
        Given(Announced).When(edition => Command.Decide(edition, June)).ThenNothing();
        Given(Announced).When(edition => moved.Decide(edition, Opening.AddSeconds(-1))).Then<SpeakersListOpeningAnnounced>().Plan.SpeakersListOpensAt.ShouldBe(Opening.AddDays(1));
        Given(Announced).When(edition => moved.Decide(edition, Opening)).ThenRefused("speakers-list-open");
    }

    [Fact]
    public void it_is_to_come_and_before_the_end()
    {
        Given().When(edition => Command.Decide(edition, Opening)).ThenRefused("opens-in-the-past");
        Given().When(edition => (Command with { OpensAt = Opening.AddDays(60) }).Decide(edition, June)).ThenRefused("opens-after-edition");
        Given(new EditionClosed(Editions.Plan, June)).When(edition => Command.Decide(edition, June)).ThenRefused("edition-closed");
    }

    [Fact]
    public void whoever_hears_of_the_edition_afterwards_hears_of_it_too()
    {
        var edition = Given(Announced).State;
        OpenRegistration.Decide(edition, June).OfType<RegistrationOpened>().Single().Plan.SpeakersListOpensAt.ShouldBe(Opening);
        edition.State.ShouldBe(EditionState.Announced);
    }

    private static readonly object Announced = new SpeakersListOpeningAnnounced(Editions.Plan with { SpeakersListOpensAt = Opening }, EditionState.Announced, June);

    private static Decider<Edition> Given(params object[] events) =>
        Decider.Given<Edition>((edition, e) => edition.Evolve(e), [new EditionAnnounced(Guid.CreateVersion7(), Editions.Plan, June), .. events]);
}

[Collection<Governing>]
public sealed class P1_Opening_the_speakers_list_over_HTTP(GovernanceFixture fixture)
{
    [Fact]
    public async Task the_secretariat_announces_it_and_anybody_reads_it()
    {
        var id = await fixture.Edition(30);
        var at = DateTimeOffset.UtcNow.AddDays(3);
        using var client = fixture.Service.As("organizer");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/editions/{id}/speakers-list-opening") { Content = JsonContent.Create(new { opensAt = at, reason = "As announced." }), Headers = { { "If-Match", "\"1\"" } } };
        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync());

        using var anybody = fixture.Service.As(null);
        (await anybody.GetFromJsonAsync<JsonElement>($"/editions/{id}")).GetProperty("speakersListOpensAt").GetDateTimeOffset().ShouldBe(at);
        (await anybody.GetFromJsonAsync<JsonElement>($"/actions?subject={id}")).GetProperty("items").EnumerateArray().Select(action => action.GetProperty("act").GetString()).ShouldContain("AnnounceSpeakersListOpening");
    }
}
