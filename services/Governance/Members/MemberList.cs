using System.Collections.Frozen;
using System.Globalization;
using Forum.Contracts.Registration;

namespace Forum.Governance.Members;

/// <summary>A Member of the United Nations in a span of days. Names are Registration's to know.</summary>
/// <param name="Code">ISO 3166-1 alpha-3.</param>
/// <param name="Group">Null for a Member in no regional group.</param>
/// <param name="From">First day; null when it is not known, and then before any edition.</param>
/// <param name="To">Last day; null while it holds.</param>
public sealed record Member(string Code, RegionalGroup? Group, DateOnly? From, DateOnly? To)
{
    public bool HoldsOn(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);
}

/// <summary>Who is a Member of the United Nations as of any day: each of them is a Friend of the Forum unless it says otherwise.</summary>
public static class MemberList
{
    /// <summary>The form of a participant's code.</summary>
    internal const string Code = "^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$";

    private static readonly FrozenDictionary<string, Member[]> ByCode = Read().GroupBy(member => member.Code).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    public static Member? Find(string code, DateOnly asOf) => ByCode.TryGetValue(code, out var spans) ? Array.Find(spans, span => span.HoldsOn(asOf)) : null;

    /// <summary>By code.</summary>
    public static IReadOnlyList<Member> AsOf(DateOnly day) =>
        [.. ByCode.Values.SelectMany(spans => spans).Where(span => span.HoldsOn(day)).OrderBy(member => member.Code, StringComparer.Ordinal)];

    private static IEnumerable<Member> Read()
    {
        using var reader = new StreamReader(typeof(MemberList).Assembly.GetManifestResourceStream("members.csv")!);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            // The file is our own: no cell holds a comma or a quote.
            var cells = line.Split(',');
            yield return new Member(cells[0], cells[1].Length == 0 ? null : Enum.Parse<RegionalGroup>(cells[1]), Day(cells[2]), Day(cells[3]));
        }
    }

    private static DateOnly? Day(string cell) => cell.Length == 0 ? null : DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
