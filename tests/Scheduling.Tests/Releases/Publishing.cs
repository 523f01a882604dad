using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Forum.Contracts.Governance;
using Forum.Contracts.Registration;
using Forum.Kit;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Releases;
using JasperFx.Events;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Scheduling.Tests.Releases;

/// <summary>An edition whose programme is published over the API.</summary>
internal sealed class Publishing(SchedulingFixture fixture, Guid edition)
{
    private readonly IDocumentStore store = fixture.Service.Services.GetRequiredService<IDocumentStore>();

    public HttpClient Organizer { get; } = fixture.Service.As("organizer");

    public HttpClient Anybody { get; } = fixture.Service.As(null);

    public Guid Edition => edition;

    public string Address => $"/editions/{edition}";

    /// <summary>An edition in rehearsal, on whose clock it is June before the session: nothing is frozen yet.</summary>
    public static async Task<Publishing> Begin(SchedulingFixture fixture)
    {
        var publishing = new Publishing(fixture, Guid.CreateVersion7());
        await publishing.Set(1, Dialogue.Noon);
        return publishing;
    }

    /// <summary>Governance tells that the edition's clock was set; waits until Scheduling knows.</summary>
    public async Task Set(long revision, DateTimeOffset clock)
    {
        var said = new EditionAnnounced
        {
            EditionId = edition,
            Revision = revision,
            Edition = Dialogue.Edition with { Clock = new EditionClock { Kind = ClockKind.Rehearsal, StartsAt = clock, Speed = 1, SetGoingAt = DateTimeOffset.UtcNow } },
        };
        var messageId = Guid.CreateVersion7();
        await Eventually.True(
            async () =>
            {
                // Said again until somebody listens; the first time around the queues may not be there yet.
                await fixture.Say(said, messageId);
                await using var session = store.QuerySession();
                return (await session.LoadAsync<Scheduling.Editions.KnownEdition>(edition))?.Version == revision;
            },
            "the edition is known");
    }

    public Task<Guid> Plan(string kind, int number, int day = 14, int from = 10, Guid? room = null) => Organizer.Create("/meetings", new
    {
        editionId = edition,
        kind,
        number,
        title = $"A meeting, number {number}",
        startsAt = Dialogue.Summer(day, from),
        endsAt = Dialogue.Summer(day, from + 3),
        roomId = room,
    });

    public Task Name(Guid meeting, string participant, string role, string? name = null) =>
        Organizer.Change($"/meetings/{meeting}", "officers", new { role, name = name ?? $"Somebody of {participant}", title = "Minister", participant });

    /// <summary>Puts a meeting otherwise into the draft.</summary>
    public async Task Put(Guid meeting, string title, int day, int from, Guid? room = null)
    {
        var version = (await Anybody.Read($"/meetings/{meeting}")).Number("version");
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/meetings/{meeting}")
        {
            Content = JsonContent.Create(new { title, startsAt = Dialogue.Summer(day, from), endsAt = Dialogue.Summer(day, from + 3), roomId = room }),
        };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        using var answer = await Organizer.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync());
    }

    public Task<JsonElement> Draft() => Organizer.Read($"{Address}/programme-draft");

    public async Task<(int Status, string Code)> Release(object? body = null, long? version = null, string? key = null) =>
        await Organizer.Post($"{Address}/releases", body ?? new { }, version ?? (await Draft()).GetProperty("version").GetInt64(), key: key);

    public Task<JsonElement> Latest() => Anybody.Read($"{Address}/releases/latest");

    public async Task<IReadOnlyList<JsonElement>> Releases() => [.. (await Anybody.Read($"{Address}/releases")).Items()];

    public async Task<IReadOnlyList<IEvent>> Stream()
    {
        await using var session = store.QuerySession();
        return await session.Events.FetchStreamAsync(ProgrammeOfWork.IdOf(edition));
    }

    public async Task<IReadOnlyList<IEvent>> Stream(Guid id)
    {
        await using var session = store.QuerySession();
        return await session.Events.FetchStreamAsync(id);
    }

    /// <summary>A delegation announces itself with what it asks for; waits until it is known.</summary>
    public async Task<(Guid Id, Delegation Delegation)> Announce(string participant, string name, params int[] tables)
    {
        var delegation = Dialogue.Delegation(participant) with { EditionId = edition, Name = name };
        if (tables.Length > 0)
            delegation = delegation.Chooses(Dialogue.Noon, tables.Length, tables);
        var id = Guid.CreateVersion7();
        await fixture.Say(id, 2, delegation);
        await Known(id, 2);
        return (id, delegation);
    }

    /// <summary>The same, with a request for the floor that was received so many hours after noon.</summary>
    public async Task<(Guid Id, Delegation Delegation)> AskForTheFloor(string participant, string name, int hour)
    {
        var delegation = (Dialogue.Delegation(participant) with { EditionId = edition, Name = name }).Asks(Dialogue.Noon.AddHours(hour));
        var id = Guid.CreateVersion7();
        await fixture.Say(id, 2, delegation);
        await Known(id, 2);
        return (id, delegation);
    }

    /// <summary>Seven and a half minutes a statement, and two and a half between two.</summary>
    public async Task PlanTheList()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Address}/speakers-list/plan") { Content = JsonContent.Create(new { limitMinutes = 7.5 }) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{(await Anybody.Read($"{Address}/speakers-list")).Number("version")}\"");
        using var answer = await Organizer.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    public async Task Known(Guid delegation, long revision) => await Eventually.True(
        async () =>
        {
            await using var session = store.QuerySession();
            return (await session.LoadAsync<KnownDelegation>(delegation))?.Version >= revision;
        },
        "the delegation is known");

    /// <summary>A client with a mandate for the participant.</summary>
    public async Task<HttpClient> ActFor(string participant)
    {
        await fixture.Say(new FocalPointDesignated
        {
            FocalPointsId = Guid.CreateVersion7(),
            Revision = 1,
            Mandate = new Mandate { MandateId = Guid.CreateVersion7(), Participant = participant, Subject = $"delegation-{participant}", Capacity = FocalPointCapacity.Primary },
        });
        var client = fixture.Service.As("delegation", participant);
        await Eventually.True(
            async () =>
            {
                using var answer = await client.GetAsync(new Uri($"{Address}/notices", UriKind.Relative));
                return answer.StatusCode is HttpStatusCode.OK;
            },
            "the mandate is known");
        return client;
    }
}
