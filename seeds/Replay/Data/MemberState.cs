namespace Forum.Replay.Data;

/// <summary>A line of member-states-2006.csv: a Member State of the United Nations in September 2006.</summary>
public sealed record MemberState(string Code, string Name)
{
    public const string File = "member-states-2006.csv";

    public static IReadOnlyList<MemberState> Read(string folder) =>
        [.. Table.Read(Path.Combine(folder, File)).Rows.Select(row => new MemberState(row["iso3"], row["name_2006"]))];
}
