using System.Globalization;

namespace Forum.Replay.Data;

/// <summary>A line of statements.csv: a statement in plenary, in the order of delivery.</summary>
/// <param name="Number">Place in the order of delivery, from 1.</param>
/// <param name="Meeting">Number of the plenary meeting.</param>
/// <param name="Office">The office that opens; null for a participant's statement.</param>
/// <param name="Participant">Null for an opening statement.</param>
/// <param name="DeliveredAt">With the venue's offset.</param>
public sealed record Statement(int Number, int Meeting, string? Office, string? Participant, DateTimeOffset DeliveredAt)
{
    public const string File = "statements.csv";

    public static readonly IReadOnlyList<string> Columns = ["number", "meeting", "office", "participant", "deliveredAt"];

    public static IReadOnlyList<Statement> Read(string folder) => [.. Table.Read(Path.Combine(folder, File)).Rows.Select(row => new Statement(
        int.Parse(row["number"]),
        int.Parse(row["meeting"]),
        row["office"] is { Length: > 0 } office ? office : null,
        row["participant"] is { Length: > 0 } participant ? participant : null,
        DateTimeOffset.Parse(row["deliveredAt"], CultureInfo.InvariantCulture)))];

    public IReadOnlyList<string> Cells() => [$"{Number}", $"{Meeting}", Office ?? "", Participant ?? "", DeliveredAt.ToString("yyyy-MM-ddTHH:mm:sszzz")];
}
