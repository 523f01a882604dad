using System.Text.Json;

namespace Forum.Replay.Data;

/// <summary>
/// Every reference datum in a JSON file says where it comes from: an object carries <c>provenance</c>, which is one provenance for all its
/// members or one for each ("startsAt, endsAt" names two). What lies within a member that is accounted for is accounted for with it.
/// </summary>
public static class ProvenanceOfJson
{
    private const string Mark = "provenance";

    /// <summary>What the file is, for its reader; not a datum.</summary>
    private const string About = "about";

    /// <summary>The members without provenance, and the provenances that name no allowed source or no place; empty when all is well.</summary>
    public static IReadOnlyList<string> Faults(JsonElement root)
    {
        var faults = new List<string>();
        Walk(root, "$", accounted: false, faults);
        return faults;
    }

    private static void Walk(JsonElement element, string path, bool accounted, List<string> faults)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var own = Own(element, path, faults);
                foreach (var member in element.EnumerateObject().Where(m => m.Name is not (Mark or About)))
                    Walk(member.Value, $"{path}.{member.Name}", accounted || own(member.Name), faults);
                break;
            case JsonValueKind.Array when element.GetArrayLength() > 0:
                foreach (var (index, item) in element.EnumerateArray().Index())
                    Walk(item, $"{path}[{index}]", accounted, faults);
                break;
            default:
                if (!accounted)
                    faults.Add($"{path} does not say where it comes from");
                break;
        }
    }

    private static Func<string, bool> Own(JsonElement element, string path, List<string> faults)
    {
        if (!element.TryGetProperty(Mark, out var provenance))
            return static _ => false;
        if (provenance.ValueKind is JsonValueKind.Object && provenance.TryGetProperty("source", out _))
        {
            Check(provenance, path, faults);
            return static _ => true;
        }

        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in provenance.EnumerateObject())
        {
            Check(entry.Value, $"{path}.{entry.Name}", faults);
            foreach (var name in entry.Name.Split(',', StringSplitOptions.TrimEntries))
            {
                if (!element.TryGetProperty(name, out _))
                    faults.Add($"{path}: the provenance of {name} belongs to no member");
                if (!named.Add(name))
                    faults.Add($"{path}.{name} has two provenances");
            }
        }

        return named.Contains;
    }

    /// <summary>Adds what is wrong with one provenance.</summary>
    internal static void Check(JsonElement provenance, string path, List<string> faults)
    {
        var source = provenance.TryGetProperty("source", out var s) ? s.GetString() : null;
        var locator = provenance.TryGetProperty("locator", out var l) ? l.GetString() : null;
        if (!Enum.TryParse<Source>(source, out var known) || !Enum.IsDefined(known) || int.TryParse(source, out _))
            faults.Add($"{path}: {source ?? "nothing"} is not an allowed source");
        if (string.IsNullOrWhiteSpace(locator))
            faults.Add($"{path}: the provenance names no place");
        foreach (var member in provenance.EnumerateObject().Where(m => m.Name is not ("source" or "locator" or "note")))
            faults.Add($"{path}: a provenance has no {member.Name}");
    }
}
