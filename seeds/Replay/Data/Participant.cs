using Forum.Contracts.Registration;

namespace Forum.Replay.Data;

/// <summary>A line of participants.csv: who registers, with whom, and what is asked for.</summary>
/// <param name="Code">ISO alpha-3 of a State; a code of our own for everybody else.</param>
/// <param name="Name">Null for a State, whose name is on the reference list.</param>
/// <param name="Category"></param>
/// <param name="Title">Function of the head of delegation.</param>
/// <param name="Rank">Level of that function.</param>
/// <param name="Credentials"></param>
/// <param name="Speaks">Whether it asks for the floor in plenary.</param>
/// <param name="Choices">The round tables at which it asks for a seat, best first; a seat at each.</param>
/// <param name="Members">How many people come, the head among them.</param>
/// <param name="Course">What becomes of the registration.</param>
public sealed record Participant(
    string Code, string? Name, ParticipantCategory Category, string Title, RankLevel Rank, CredentialsState Credentials, bool Speaks, IReadOnlyList<int> Choices, int Members, Course Course)
{
    public const string File = "participants.csv";

    public static readonly IReadOnlyList<string> Columns = ["participant", "name", "category", "title", "rank", "credentials", "speaks", "choices", "members", "course"];

    public static IReadOnlyList<Participant> Read(string folder) => [.. Table.Read(Path.Combine(folder, File)).Rows.Select(row => new Participant(
        row["participant"],
        row["name"] is { Length: > 0 } name ? name : null,
        Enum.Parse<ParticipantCategory>(row["category"]),
        row["title"],
        Enum.Parse<RankLevel>(row["rank"]),
        Enum.Parse<CredentialsState>(row["credentials"]),
        row["speaks"] is "yes",
        [.. row["choices"].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)],
        int.Parse(row["members"]),
        Enum.Parse<Course>(row["course"])))];

    public IReadOnlyList<string> Cells() =>
        [Code, Name ?? "", $"{Category}", Title, $"{Rank}", $"{Credentials}", Speaks ? "yes" : "no", string.Join(' ', Choices), $"{Members}", $"{Course}"];
}

/// <summary>What becomes of a registration.</summary>
public enum Course
{
    Stays,

    /// <summary>Is withdrawn, with everything it held.</summary>
    Withdraws,

    /// <summary>Is withdrawn and comes back, at the end of every queue.</summary>
    Returns,
}
