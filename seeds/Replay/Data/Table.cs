namespace Forum.Replay.Data;

/// <summary>A CSV file with a line of column names. No cell holds a comma or a quotation mark, so that the file reads as it is.</summary>
public sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyDictionary<string, string>> Rows)
{
    public static Table Read(string file)
    {
        var lines = File.ReadAllLines(file);
        var columns = lines[0].Split(',');
        return new Table(columns, [.. lines.Skip(1).Select((line, index) => Row(columns, line, $"{Path.GetFileName(file)}, line {index + 2}"))]);
    }

    /// <summary>The file's text, from rows of cells in the order of the columns.</summary>
    public static string Text(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var lines = rows.Prepend(columns).Select(cells => cells.FirstOrDefault(cell => cell.AsSpan().ContainsAny(',', '"', '\n')) is { } odd
            ? throw new InvalidDataException($"The cell '{odd}' would not read back.")
            : string.Join(',', cells));
        return string.Concat(lines.Select(line => $"{line}\n"));
    }

    private static Dictionary<string, string> Row(string[] columns, string line, string place)
    {
        var cells = line.Split(',');
        if (cells.Length != columns.Length || line.Contains('"', StringComparison.Ordinal))
            throw new InvalidDataException($"{place}: {columns.Length} cells without quotation marks are expected.");
        return columns.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
