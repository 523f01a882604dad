using System.Net.Http.Json;
using Forum.Kit;

namespace Forum.Tests;

/// <summary>
/// The store goes back to an instant and the broker comes back empty. What lay in its queues at the instant is told again and arrives, what had arrived takes effect once,
/// what happened afterwards is gone, and who was erased afterwards is known to be erased again.
/// </summary>
public sealed class When_the_store_is_restored(RestorableForum forum) : IClassFixture<RestorableForum>
{
    [Fact]
    public async Task what_was_lost_with_the_broker_arrives_and_what_had_arrived_does_nothing_again()
    {
        var edition = await forum.Secretariat.OpensAnEdition();
        var france = await forum.Delegation("FRA").Registers(edition);
        var finland = await forum.Delegation("FIN").Registers(edition);
        await france.AsksForTheFloor();
        await Eventually.Holds(async () => (await forum.Secretariat.Speakers(edition)).ShouldBe(["FRA"]), "France stands on the list");
        await forum.BackUp();

        // Scheduling does not listen: what it would hear lies in the broker, confirmed, when the instant comes.
        await forum.Stop("scheduling");
        await finland.AsksForTheFloor();
        foreach (var service in new[] { "governance", "registration", "publishing" })
            await forum.UntilAnnounced(service);
        var before = await Streams();
        var instant = await forum.Now();

        // None of this will have been.
        await finland.Withdraws();
        var head = await HeadOf(france);
        await Erase(head);

        await forum.Stop();
        await forum.DestroyNodes();
        await forum.Restore(instant);
        (await Streams()).ShouldBe(before, "the store is as it was");
        await forum.Start();

        forum.ToBeErasedAgain.ShouldBe([head]);
        (await HeadOf(france)).ShouldBe(head, "is there again, until erased");
        await Erase(head);

        await Eventually.Holds(async () => (await forum.Secretariat.Speakers(edition)).ShouldBe(["FRA", "FIN"]), "what was lost with the broker has arrived");
        foreach (var service in Infrastructure.Services)
            await forum.UntilAnnounced(service);
        var books = new Books(forum.Infrastructure);
        await books.NothingIsLost();
        await books.NothingIsAppliedTwice();
        (await Streams()).Except(before).ShouldHaveSingleItem().ShouldStartWith("scheduling", customMessage: "its speakers' list has Finland now, and nothing else happened anywhere");

        // And it goes on.
        var norway = await forum.Delegation("NOR").Registers(edition);
        await norway.AsksForTheFloor();
        await Eventually.Holds(async () => (await forum.Secretariat.Speakers(edition)).ShouldBe(["FRA", "FIN", "NOR"]), "Norway stands on the list");
    }

    /// <summary>Every stream with its version.</summary>
    private async Task<IReadOnlyList<string>> Streams()
    {
        var streams = new List<string>();
        foreach (var service in Infrastructure.Services)
            streams.AddRange(await forum.Infrastructure.DatabaseOf(service).Query<string>($"select '{service} ' || id || ' ' || version from mt_streams where version > 0 order by id"));
        return streams;
    }

    private async Task<Guid> HeadOf(DelegationOf delegation)
    {
        using var registration = forum.Client("registration", "organizer");
        return (await registration.Read($"/delegations/{delegation.Id}")).GetProperty("head").GetProperty("personId").GetGuid();
    }

    private async Task Erase(Guid person)
    {
        using var registration = forum.Client("registration", "organizer");
        using var answer = await registration.PostAsJsonAsync($"/people/{person}/erasure", new { reason = "AskedFor" });
        answer.EnsureSuccessStatusCode();
    }
}
