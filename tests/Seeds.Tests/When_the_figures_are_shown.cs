using System.Text.Json;
using Forum.Replay;

namespace Forum.Seeds.Tests;

public sealed class When_the_figures_are_shown
{
    private static readonly ComparedFigure[] Compared =
    [
        new("roundTableMeanAtLeast", "… to a table, at least", 3, 48.25m, 48.25m, true, "/api/publishing", "Publishing, from 201 events", null),
        new("ministers", "… by ministers", 2, 47, 46, false, "/api/publishing", "Publishing, from 46 events", null),
        new("chairOfRoundTable2", "Chair of round table 2", 4, null, null, true, "not in source", null, "page missing in source copy"),
    ];

    [Fact]
    public void the_file_holds_a_list_of_them()
    {
        var list = JsonElement.Parse(Figures.Json(Compared));
        list.EnumerateArray().Select(figure => string.Join(' ', figure.EnumerateObject().Select(member => member.Name)))
            .ShouldBe(["name paragraph expected derived matches source", "name paragraph expected derived matches source", "name paragraph expected derived matches source unknown"]);
        list[0].GetProperty("derived").GetDecimal().ShouldBe(48.25m);
        list[1].GetProperty("matches").GetBoolean().ShouldBeFalse();
        list[2].GetProperty("expected").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void the_table_says_which_differ_and_why_one_is_unknown()
    {
        var lines = Figures.Table(Compared).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(5);
        lines[2].ShouldBe("… to a table, at least      3     48.25    48.25  yes  Publishing, from 201 events");
        lines[3].ShouldBe("… by ministers              2        47       46  NO   Publishing, from 46 events");
        lines[4].ShouldBe("Chair of round table 2      4   unknown  unknown  yes  page missing in source copy");
    }
}
