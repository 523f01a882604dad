using Forum.Kit;

namespace Forum.Architecture.Tests;

/// <summary>Services share no files, so that Governance has its own list of who is a Member State. It says the same as the list with which Registration begins.</summary>
public sealed class When_data_is_held_twice
{
    [Fact]
    public void both_lists_have_the_same_Member_States_groups_and_days()
    {
        var registration = Rows("Registration", "Participants", "participants.csv").Where(row => row["status"] == "MemberState").Select(Said);
        Rows("Governance", "Members", "members.csv").Select(Said).ShouldBe(registration, ignoreOrder: true);
    }

    private static string Said(Dictionary<string, string> row) => $"{row["code"]},{row["group"]},{row["from"]},{row["to"]},{row["provenance"]}";

    private static IEnumerable<Dictionary<string, string>> Rows(params string[] path)
    {
        var lines = File.ReadAllLines(Repository.Path(["services", .. path]));
        var head = lines[0].Split(',');
        return lines.Skip(1).Select(line => head.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal));
    }
}
