using System.Net;

namespace Forum.Governance.Tests;

/// <summary>Each new activity says which existing processes it was held against; one that would do the same again waits for the Chair's note.</summary>
[Collection<Governing>]
public sealed class G7_Non_duplication_register(GovernanceFixture fixture)
{
    private readonly HttpClient organizer = fixture.Organizer;

    [Fact]
    public async Task an_activity_names_what_it_was_held_against()
    {
        var edition = await fixture.Edition();
        (await Propose(edition)).Code.ShouldBe("no-process-checked");
        (await Propose(edition, (Guid.CreateVersion7(), "None"))).Code.ShouldBe("process-unknown");
        var process = await Process();
        (await Propose(edition, (process, "None"), (process, "None"))).Code.ShouldBe("process-named-twice");
        (await Propose(edition, (process, "Complementary"))).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task what_overlaps_with_nothing_begins()
    {
        var activity = $"/activities/{(await Propose(await fixture.Edition(), (await Process(), "None"))).Id}";
        await organizer.MustPost($"{activity}/start", new { reason = "The Friends agreed." }, of: activity);
        (await fixture.Anybody.See(activity)).Text("state").ShouldBe("UnderWay");
    }

    [Fact]
    public async Task an_unresolved_overlap_waits_for_the_Chair_s_note()
    {
        var activity = $"/activities/{(await Propose(await fixture.Edition(), (await Process(), "Unresolved"), (await Process(), "None"))).Id}";
        (await fixture.Anybody.See(activity)).Warnings().ShouldBe(["overlap-unresolved"]);
        (await organizer.Post($"{activity}/start", new { reason = "The Friends agreed." }, of: activity)).Code.ShouldBe("overlap-unresolved");
        await organizer.MustPost($"{activity}/chairs-note", new { note = "The other process ends this year." }, of: activity);
        (await fixture.Anybody.See(activity)).Text("chairsNote").ShouldBe("The other process ends this year.");
        await organizer.MustPost($"{activity}/start", new { reason = "The Friends agreed." }, of: activity);
    }

    [Fact]
    public async Task a_process_that_has_ended_stays_readable()
    {
        var process = $"/existing-processes/{await Process()}";
        await organizer.MustPost($"{process}/end", new { reason = "Its mandate ran out." }, of: process);
        var shown = await fixture.Anybody.See(process);
        shown.GetProperty("ended").GetBoolean().ShouldBeTrue();
        shown.Text("scope").ShouldBe("Statistics on migration.");
    }

    private async Task<Guid> Process() =>
        (await organizer.Post("/existing-processes", new { name = "A process", keeper = "An organization", address = "https://example.org/process", scope = "Statistics on migration.", reason = "The Troika named it." })).Id;

    private Task<Told> Propose(Guid edition, params (Guid Process, string Overlap)[] held) => organizer.Post("/activities", new
    {
        editionId = edition,
        title = "An activity",
        purpose = "To compare figures.",
        @checked = held.Select(process => new { processId = process.Process, overlap = process.Overlap }),
        reason = "A government proposed it.",
    });
}
