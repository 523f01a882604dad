using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Forum.Replay;

/// <summary>A figure of the source beside the one that the forum counted.</summary>
/// <param name="Name"></param>
/// <param name="Label">For the table.</param>
/// <param name="Paragraph">Paragraph of A/61/515; null when it is said of the document.</param>
/// <param name="Expected">Null when the source does not say it.</param>
/// <param name="Derived">Null when the forum does not know it.</param>
/// <param name="Matches">True when both are equal, or both unknown.</param>
/// <param name="Source">Where it can be looked up: the events it was counted from.</param>
/// <param name="Derivation">For the table: who derived it, from how many events; null when nobody did.</param>
/// <param name="Unknown">Why the source does not say it; null when it does.</param>
public sealed record ComparedFigure(
    string Name, [property: JsonIgnore] string Label, int? Paragraph, decimal? Expected, decimal? Derived, bool Matches, string Source, [property: JsonIgnore] string? Derivation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Unknown);

/// <summary>The table of figures, for reading and as JSON.</summary>
public static class Figures
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Json(IReadOnlyList<ComparedFigure> figures) => $"{JsonSerializer.Serialize(figures, Form)}\n";

    public static string Table(IReadOnlyList<ComparedFigure> figures)
    {
        string[] head = ["Figure", "Para.", "Expected", "Derived", "OK", "Where derived"];
        string[][] rows = [head, .. figures.Select(Row)];
        int[] widths = [.. Enumerable.Range(0, head.Length).Select(column => rows.Max(row => row[column].Length))];

        var table = new StringBuilder();
        foreach (var (index, row) in rows.Index())
        {
            table.AppendLine(Line(row, widths));
            if (index == 0)
                table.AppendLine(string.Join("  ", widths.Select(width => new string('-', width))));
        }

        return table.ToString();
    }

    private static string[] Row(ComparedFigure figure) =>
    [
        figure.Label,
        figure.Paragraph?.ToString(CultureInfo.InvariantCulture) ?? "-",
        figure.Expected is { } expected ? Number(expected) : "unknown",
        figure.Derived is { } derived ? Number(derived) : "unknown",
        figure.Matches ? "yes" : "NO",
        figure.Unknown ?? figure.Derivation ?? "not derived",
    ];

    /// <summary>Numbers stand to the right of their column, words to the left.</summary>
    private static string Line(string[] row, int[] widths) =>
        string.Join("  ", row.Select((cell, column) => column is >= 1 and <= 3 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd();

    private static string Number(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
