using Forum.Kit;

namespace Forum.Tests;

/// <summary>A message that nobody can read is put aside where it can be seen; the queue behind it goes on.</summary>
[Collection<StoriesOfFourServices>]
public sealed class When_a_message_is_poisoned(FourServices forum)
{
    [Fact]
    public async Task it_ends_in_the_error_queue_and_the_others_go_on()
    {
        var edition = await forum.Secretariat.OpensAnEdition();
        const string NoJson = "{ this is no JSON";
        var lacksMembers = $$$"""
            { "messageId": "{{{Guid.NewGuid()}}}", "messageType": ["urn:message:Forum.Contracts.Registration:DelegationAnnounced"], "message": { "delegationId": "{{{Guid.NewGuid()}}}" } }
            """;
        await forum.Broker.Publish("scheduling-follow-delegation", NoJson);
        await forum.Broker.Publish("Forum.Contracts.Registration:DelegationAnnounced", lacksMembers);

        var denmark = await forum.Delegation("DNK").Registers(edition);
        await denmark.AsksForTheFloor();
        await Eventually.Holds(async () => (await forum.Secretariat.Speakers(edition)).ShouldBe(["DNK"]), "what came after it has been dealt with");
        await Eventually.Holds(
            async () =>
            {
                (await PutAside("scheduling-follow-delegation")).ShouldBe([NoJson, lacksMembers], ignoreOrder: true);
                (await PutAside("publishing-follow-delegation")).ShouldBe([lacksMembers]);
            },
            "both are in the error queues");
    }

    private async Task<IReadOnlyList<string>> PutAside(string queue) =>
        (await forum.Broker.Queues()).Contains($"{queue}_error") ? await forum.Broker.Peek($"{queue}_error") : [];
}
