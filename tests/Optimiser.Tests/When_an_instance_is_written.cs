using System.Text.Json;
using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Tests;

public sealed class When_an_instance_is_written
{
    private static readonly Instance Two = new()
    {
        Name = "two tables",
        Groups = [new("Africa", 53)],
        Participants = [new() { Id = "KEN", Group = "Africa", Wishes = [new("1"), new("2", 3.5)], ReceivedAt = new(2006, 9, 1, 10, 0, 0, TimeSpan.Zero) }],
        Tables = [new() { Id = "1", Capacity = 1 }, new() { Id = "2", Capacity = 1, Shares = [new("Africa", 0, 1)] }],
        Pins = [new() { Id = "kept", Participant = "KEN", Table = "2" }],
    };

    [Fact]
    public void it_can_be_read_again()
    {
        var json = JsonSerializer.Serialize(Two, InstanceJson.Options);
        JsonSerializer.Serialize(InstanceJson.Read(json), InstanceJson.Options).ShouldBe(json);
    }

    [Fact]
    public void another_instance_has_another_hash() =>
        InstanceJson.Hash(Two with { Policy = new() { Seed = 1 } }).ShouldNotBe(InstanceJson.Hash(Two));

    [Fact]
    public void a_member_that_it_does_not_have_is_refused() =>
        Should.Throw<JsonException>(() => InstanceJson.Read("""{"participants":[],"bribes":[]}"""));
}
