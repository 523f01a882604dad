using System.Net;
using Forum.Governance.Chairmanships;
using Forum.Governance.Editions;
using FsCheck;
using FsCheck.Fluent;

namespace Forum.Governance.Tests;

/// <summary>Exactly one Chair-in-Office, or declared co-chairs, at any time; an atomic handover; a Troika of three places of which a vacancy is shown.</summary>
[Collection<Governing>]
public sealed class G1_Edition_and_chairmanship(GovernanceFixture fixture)
{
    private readonly HttpClient organizer = fixture.Organizer;

    [Fact]
    public async Task the_Troika_has_three_places_and_shows_the_vacant_ones()
    {
        var chairmanship = $"/chairmanships/{await fixture.Chairmanship(await fixture.Edition())}";
        var shown = await fixture.Anybody.See(chairmanship);
        shown.Items("troika").Select(place => (place.Text("place"), place.GetProperty("vacant").GetBoolean())).ShouldBe([("Outgoing", true), ("InOffice", false), ("Incoming", true)]);
        shown.Warnings().ShouldBe(["incoming-chair-vacant"]);
    }

    [Fact]
    public async Task co_chairs_are_declared_and_each_named_once()
    {
        var together = await fixture.Chairmanship(await fixture.Edition(), GovernanceFixture.Chair("DEU", "Developed"), GovernanceFixture.Chair("MAR", "Developing"));
        (await fixture.Anybody.See($"/chairmanships/{together}")).Items("troika").ElementAt(1).Items("chairs").Select(chair => chair.Text("participant")).ShouldBe(["DEU", "MAR"]);
        var twice = await organizer.Post("/chairmanships", new
        {
            code = "named-twice",
            title = "The forum",
            editionId = await fixture.Edition(),
            chairs = new[] { GovernanceFixture.Chair("DEU", "Developed"), GovernanceFixture.Chair("DEU", "Developed") },
            reason = "To try it.",
        });
        twice.Code.ShouldBe("chair-named-twice");
    }

    [Fact]
    public async Task a_handover_moves_all_three_places_at_once()
    {
        var (first, second) = (await fixture.Edition(100), await fixture.Edition(400));
        var chairmanship = $"/chairmanships/{await fixture.Chairmanship(first)}";
        (await organizer.Post($"{chairmanship}/handover", new { reason = "The year is over." }, of: chairmanship)).Code.ShouldBe("incoming-chair-vacant");
        await organizer.MustPost($"{chairmanship}/incoming", new { editionId = second, chairs = new[] { GovernanceFixture.Chair("FRA", "Developed") }, reason = "It offered to host." }, of: chairmanship);
        await organizer.MustPost($"{chairmanship}/handover", new { reason = "The year is over." }, of: chairmanship);

        var troika = (await fixture.Anybody.See(chairmanship)).Items("troika").ToArray();
        troika[0].Items("chairs").Single().Text("participant").ShouldBe("ECU");
        troika[1].Items("chairs").Single().Text("participant").ShouldBe("FRA");
        troika[2].GetProperty("vacant").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task of_many_handovers_at_the_same_instant_one_is_made()
    {
        var chairmanship = $"/chairmanships/{await fixture.Chairmanship(await fixture.Edition(100))}";
        await organizer.MustPost($"{chairmanship}/incoming", new { editionId = await fixture.Edition(400), chairs = new[] { GovernanceFixture.Chair("FRA", "Developed") }, reason = "It offered." }, of: chairmanship);
        var version = (await organizer.Read(chairmanship)).Version;
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => organizer.Post($"{chairmanship}/handover", new { reason = "Now." }, version: version)));
        answers.Count(answer => answer.Status is HttpStatusCode.NoContent).ShouldBe(1);
        answers.Where(answer => answer.Status is not HttpStatusCode.NoContent).ShouldAllBe(answer => answer.Status == HttpStatusCode.PreconditionFailed);
        (await fixture.Anybody.See(chairmanship)).Items("troika").ElementAt(1).Items("chairs").Single().Text("participant").ShouldBe("FRA");
    }

    [Fact]
    public async Task an_edition_is_chaired_once()
    {
        var edition = await fixture.Edition();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => organizer.Post("/chairmanships", new
        {
            code = $"chaired-once-{n}",
            title = "The forum",
            editionId = edition,
            chairs = new[] { GovernanceFixture.Chair("ECU", "Developing") },
            reason = "It offered to host.",
        })));
        answers.Count(answer => answer.Status is HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.Status is not HttpStatusCode.Created).ShouldAllBe(answer => answer.Code == "edition-chaired-already");
    }

    [Fact]
    public async Task an_edition_does_not_end_before_it_is_known_who_chairs_next()
    {
        var edition = await fixture.Edition();
        var chairmanship = $"/chairmanships/{await fixture.Chairmanship(edition)}";
        (await organizer.Post($"/editions/{edition}/closing", new { reason = "It is over." }, of: $"/editions/{edition}")).Code.ShouldBe("incoming-chair-vacant");
        (await organizer.See($"/editions/{edition}")).Text("state").ShouldBe("Announced");
        await organizer.MustPost($"{chairmanship}/incoming", new { editionId = await fixture.Edition(400), chairs = new[] { GovernanceFixture.Chair("FRA", "Developed") }, reason = "It offered." }, of: chairmanship);
        await organizer.MustPost($"/editions/{edition}/closing", new { reason = "It is over." }, of: $"/editions/{edition}");
        (await organizer.See($"/editions/{edition}")).Text("state").ShouldBe("Closed");
    }

    [Fact]
    public async Task an_edition_without_a_chairmanship_ends_as_the_Dialogue_of_2006_did()
    {
        var edition = await fixture.Edition();
        await organizer.MustPost($"/editions/{edition}/closing", new { reason = "It is over." }, of: $"/editions/{edition}");
    }

    [Fact]
    public async Task who_stood_down_leaves_the_place_and_the_edition_to_another()
    {
        var chairmanship = $"/chairmanships/{await fixture.Chairmanship(await fixture.Edition(100))}";
        var next = await fixture.Edition(400);
        await organizer.MustPost($"{chairmanship}/incoming", new { editionId = next, chairs = new[] { GovernanceFixture.Chair("FRA", "Developed") }, reason = "It offered." }, of: chairmanship);
        (await organizer.Post($"{chairmanship}/incoming", new { editionId = next, chairs = new[] { GovernanceFixture.Chair("ITA", "Developed") }, reason = "It offered." }, of: chairmanship)).Code.ShouldBe("incoming-chair-designated");
        await organizer.MustPost($"{chairmanship}/incoming/standing-down", new { reason = "It took its offer back." }, of: chairmanship);
        (await fixture.Anybody.See(chairmanship)).Items("troika").ElementAt(2).GetProperty("vacant").GetBoolean().ShouldBeTrue();
        await organizer.MustPost($"{chairmanship}/incoming", new { editionId = next, chairs = new[] { GovernanceFixture.Chair("ITA", "Developed") }, reason = "It offered." }, of: chairmanship);
    }

    [Fact]
    public async Task the_next_edition_starts_after_the_present_one()
    {
        var chairmanship = $"/chairmanships/{await fixture.Chairmanship(await fixture.Edition(100))}";
        (await organizer.Post($"{chairmanship}/incoming", new { editionId = await fixture.Edition(50), chairs = new[] { GovernanceFixture.Chair("FRA", "Developed") }, reason = "It offered." }, of: chairmanship)).Code.ShouldBe("edition-not-later");
    }

    /// <summary>Whatever is asked in whatever order: there is a Chair, nobody holds two places, and a handover passes the places on.</summary>
    [Fact]
    public void any_order_of_commands_keeps_one_chair_in_office()
    {
        var plan = Editions.Plan;
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, 2).ListOf().ToArbitrary(), steps =>
        {
            var chairmanship = new Chairmanship().Evolve(new ChairmanshipAssumed(Guid.CreateVersion7(), "code", "Title", Term(), Editions.Noon));
            foreach (var step in steps)
            {
                var before = chairmanship;
                try
                {
                    var next = new Edition { Id = Guid.CreateVersion7(), Plan = plan with { StartsOn = plan.EndsOn.AddDays(1), EndsOn = plan.EndsOn.AddDays(2) } };
                    IEnumerable<object> events = step switch
                    {
                        0 => new DesignateIncomingChair { EditionId = next.Id, Chairs = Term().Chairs, Reason = "r" }.Decide(chairmanship, new Edition { Plan = plan }, next, null, Editions.Noon),
                        1 => HandOver.Decide(chairmanship, Editions.Noon),
                        _ => StandDownIncomingChair.Decide(chairmanship, Editions.Noon),
                    };
                    chairmanship = events.Aggregate(chairmanship, (state, e) => state.Evolve(e));
                }
                catch (Hosting.Store.Refusal)
                {
                    chairmanship.ShouldBe(before);
                }

                chairmanship.InOffice.ShouldNotBeNull();
                new[] { chairmanship.Outgoing, chairmanship.InOffice, chairmanship.Incoming }.OfType<Term>().Select(term => term.EditionId).ShouldBeUnique();
                if (chairmanship.InOffice != before.InOffice)
                    (chairmanship.Outgoing, chairmanship.InOffice).ShouldBe((before.InOffice, before.Incoming));
            }
        }));
    }

    private static Term Term() => new(Guid.CreateVersion7(), [new Chair { Participant = "ECU", Development = Development.Developing }]);
}
