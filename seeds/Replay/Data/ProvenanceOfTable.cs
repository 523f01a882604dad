using System.Text.Json;

namespace Forum.Replay.Data;

/// <summary>
/// Every cell of a CSV file is accounted for by exactly one rule of the file beside it: <c>columns</c>, the provenance of their cells, and
/// the rows it is for, by the values that a column has there (<c>where</c>) or has not (<c>unless</c>).
/// </summary>
public static class ProvenanceOfTable
{
    /// <summary>The cells without provenance or with two, and the rules that are wrong or idle; empty when all is well.</summary>
    public static IReadOnlyList<string> Faults(Table table, JsonElement sidecar)
    {
        var faults = new List<string>();
        var rules = sidecar.GetProperty("rules").EnumerateArray().Select((rule, index) => Rule.Read(rule, index, faults)).ToArray();
        foreach (var column in rules.SelectMany(rule => rule.Columns).Where(column => !table.Columns.Contains(column)))
            faults.Add($"there is no column {column}");

        var used = new HashSet<int>();
        foreach (var row in table.Rows)
        {
            foreach (var column in table.Columns.Where(column => row[column].Length > 0))
            {
                var matching = rules.Where(rule => rule.Columns.Contains(column) && rule.IsFor(row)).ToArray();
                if (matching.Length != 1)
                    faults.Add($"{row[table.Columns[0]]}, {column}: {matching.Length} rules say where it comes from");
                used.UnionWith(matching.Select(rule => rule.Index));
            }
        }

        faults.AddRange(rules.Where(rule => !used.Contains(rule.Index)).Select(rule => $"rule {rule.Index} accounts for no cell"));
        return faults;
    }

    private sealed record Rule(int Index, IReadOnlyList<string> Columns, IReadOnlyDictionary<string, string[]> Where, IReadOnlyDictionary<string, string[]> Unless)
    {
        public bool IsFor(IReadOnlyDictionary<string, string> row) =>
            Where.All(condition => condition.Value.Contains(row[condition.Key])) && !Unless.Any(condition => condition.Value.Contains(row[condition.Key]));

        public static Rule Read(JsonElement rule, int index, List<string> faults)
        {
            ProvenanceOfJson.Check(rule.GetProperty("provenance"), $"rule {index}", faults);
            return new Rule(index, [.. rule.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!)], Values(rule, "where"), Values(rule, "unless"));
        }

        private static Dictionary<string, string[]> Values(JsonElement rule, string name) => rule.TryGetProperty(name, out var conditions)
            ? conditions.EnumerateObject().ToDictionary(c => c.Name, c => c.Value.EnumerateArray().Select(v => v.GetString()!).ToArray())
            : [];
    }
}
