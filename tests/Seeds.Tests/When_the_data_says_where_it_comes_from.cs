using System.Text.Json;
using Forum.Replay.Data;

namespace Forum.Seeds.Tests;

public sealed class When_the_data_says_where_it_comes_from
{
    [Fact]
    public void every_datum_of_the_first_dialogue_does() => DataFolder.Faults(Repository.Data).ShouldBeEmpty();

    [Fact]
    public void a_datum_that_does_not_is_a_fault() =>
        Faults("""{ "chair": "Tarja Filatov" }""").ShouldBe(["$.chair does not say where it comes from"]);

    [Fact]
    public void a_member_that_the_provenance_leaves_out_is_a_fault() =>
        Faults("""{ "chair": "Tarja Filatov", "topic": "remittances", "provenance": { "chair": { "source": "Seed", "locator": "A/61/515, para. 4" } } }""")
            .ShouldBe(["$.topic does not say where it comes from"]);

    [Fact]
    public void a_list_is_accounted_for_item_by_item() =>
        Faults("""{ "points": [ { "text": "a", "provenance": { "source": "Seed", "locator": "A/61/515, para. 10" } }, { "text": "b" } ] }""")
            .ShouldBe(["$.points[1].text does not say where it comes from"]);

    [Theory]
    [InlineData("Memory")]
    [InlineData("3")]
    [InlineData("")]
    public void memory_is_no_source(string source) =>
        Faults($$"""{ "chair": "Somebody", "provenance": { "source": "{{source}}", "locator": "somewhere" } }""").ShouldHaveSingleItem().ShouldContain("is not an allowed source");

    [Fact]
    public void a_source_without_a_place_is_a_fault() =>
        Faults("""{ "chair": "Somebody", "provenance": { "source": "Seed", "locator": "" } }""").ShouldBe(["$: the provenance names no place"]);

    [Fact]
    public void a_provenance_of_nothing_is_a_fault() =>
        Faults("""{ "chair": null, "provenance": { "chair, topic": { "source": "Seed", "locator": "A/61/515, para. 4" } } }""")
            .ShouldBe(["$: the provenance of topic belongs to no member"]);

    [Fact]
    public void a_cell_without_a_rule_is_a_fault() =>
        TableFaults("""{ "rules": [ { "columns": ["code"], "provenance": { "source": "Seed", "locator": "A/61/515, para. 4" } } ] }""")
            .ShouldBe(["FIN, rank: 0 rules say where it comes from"]);

    [Fact]
    public void a_cell_with_two_rules_is_a_fault() =>
        TableFaults(
            """
            { "rules": [
              { "columns": ["code", "rank"], "provenance": { "source": "Seed", "locator": "A/61/515, para. 4" } },
              { "columns": ["rank"], "where": { "code": ["FIN"] }, "provenance": { "source": "Synthetic", "locator": "seeds" } } ] }
            """)
            .ShouldBe(["FIN, rank: 2 rules say where it comes from"]);

    private static IReadOnlyList<string> Faults(string json) => ProvenanceOfJson.Faults(JsonElement.Parse(json));

    private static IReadOnlyList<string> TableFaults(string sidecar) =>
        ProvenanceOfTable.Faults(new Table(["code", "rank"], [new Dictionary<string, string> { ["code"] = "FIN", ["rank"] = "Minister" }]), JsonElement.Parse(sidecar));
}
