using System.Text.Json.Nodes;

namespace Forum.Contracts.Tests;

public sealed class When_a_message_goes_over_the_wire
{
    private const string WhatAChangeMeans =
        """
        The message no longer looks as its golden file says. Services are deployed one by one and messages wait in queues: for a release, old and new meet both ways.

        Additive, and free: a member that is not `required` and may be null or empty, whose absence means what was so before; a message of a new name.
        Breaking, and never done under the same name: a member removed or renamed, a type or a unit changed, an optional member made `required`, a value of an enum
        renamed or removed, the record moved to another namespace. Then: a record of a new name beside the old one, and both announced for one release.
        (A new value of an enum breaks those who switch over it: bring the listeners first, then announce it.)

        If the change is additive, write the golden files anew and commit them with it, so that the diff is read:
          FORUM_WRITE_GOLDEN=1 dotnet test --project tests/Contracts.Tests
        """;

    public static TheoryData<string> Messages => [.. Message.Types.Select(Message.Name)];

    [Theory, MemberData(nameof(Messages))]
    public void it_looks_as_its_golden_file_says(string name) => Wire.Write(Samples.Of(Message.Named(name))).ShouldBe(Golden.Of(name), WhatAChangeMeans);

    [Fact]
    public void its_words_are_those_of_the_golden_file() => Golden.WordsNow.ShouldBe(Golden.Of(Golden.Words), WhatAChangeMeans);

    [Theory, MemberData(nameof(Messages))]
    public void its_golden_file_can_be_read_back_whole(string name)
    {
        var read = Wire.Read(Message.Named(name), Body(name)).ShouldNotBeNull();
        JsonNode.DeepEquals(Wire.Body(read), Body(name)).ShouldBeTrue(WhatAChangeMeans);
    }

    /// <summary>A newer sender may say more than this reader knows of.</summary>
    [Theory, MemberData(nameof(Messages))]
    public void a_member_that_is_not_known_yet_is_passed_over(string name)
    {
        var newer = Body(name);
        newer["saidOnlyByNewerSenders"] = "x";
        var read = Wire.Read(Message.Named(name), newer).ShouldNotBeNull();
        JsonNode.DeepEquals(Wire.Body(read), Body(name)).ShouldBeTrue();
    }

    /// <summary>Else what is not set in it would not stand in its golden file.</summary>
    [Theory, MemberData(nameof(Messages))]
    public void its_sample_sets_every_member(string name)
    {
        var unset = Unset(Samples.Of(Message.Named(name))).ToArray();
        unset.ShouldBeEmpty();
    }

    [Fact]
    public void every_golden_file_has_its_message() => Golden.Names.ShouldBe(Message.Types.Select(Message.Name).Append(Golden.Words), ignoreOrder: true);

    private static JsonObject Body(string name) => JsonNode.Parse(Golden.Of(name))!["message"]!.AsObject();

    private static IEnumerable<string> Unset(object part)
    {
        foreach (var property in part.GetType().GetProperties())
        {
            switch (property.GetValue(part))
            {
                case null:
                    yield return $"{part.GetType().Name}.{property.Name}";
                    break;
                case System.Collections.IEnumerable items and not string:
                    foreach (var unset in items.Cast<object>().Where(item => Message.Declared.Contains(item.GetType())).SelectMany(Unset))
                        yield return unset;
                    break;
                case var value when Message.Declared.Contains(value.GetType()):
                    foreach (var unset in Unset(value))
                        yield return unset;
                    break;
            }
        }
    }
}
