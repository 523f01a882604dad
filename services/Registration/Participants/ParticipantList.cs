using System.Collections.Frozen;
using System.Text.Json;

namespace Forum.Registration.Participants;

/// <summary>
/// A version of the list of Member States, observer States and entities, as of any day: 192 Members on 14 September 2006. Organizations that take part are not on it.
/// Status is asked as of a date and never as of today. A version does not change; a newer list is a new version.
/// </summary>
public sealed class ParticipantList
{
    /// <summary>The version that the forum begins with. Its names are those of 2006.</summary>
    public static readonly ParticipantList Shipped = Read();

    private readonly FrozenDictionary<string, ListedParticipant[]> byCode;

    public ParticipantList(int number, IEnumerable<ListedParticipant> lines, IReadOnlyDictionary<string, Provenance> sources)
    {
        Number = number;
        Lines = [.. lines.OrderBy(line => line.Code, StringComparer.Ordinal).ThenBy(line => line.From)];
        Sources = sources;
        byCode = Lines.GroupBy(line => line.Code).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>1 for the shipped list, and then one more for each newer one.</summary>
    public int Number { get; }

    /// <summary>By code and first day.</summary>
    public IReadOnlyList<ListedParticipant> Lines { get; }

    /// <summary>Where the lines come from.</summary>
    public IReadOnlyDictionary<string, Provenance> Sources { get; }

    public ListedParticipant? Find(string code, DateOnly asOf) =>
        byCode.TryGetValue(code, out var lines) ? Array.Find(lines, line => line.HoldsOn(asOf)) : null;

    /// <summary>True when the code is on the list on some day, if not on the one asked for.</summary>
    public bool Knows(string code) => byCode.ContainsKey(code);

    /// <summary>By code.</summary>
    public IEnumerable<ListedParticipant> AsOf(DateOnly day) => Lines.Where(line => line.HoldsOn(day));

    private static ParticipantList Read()
    {
        using var sources = typeof(ParticipantList).Assembly.GetManifestResourceStream("participants.provenance.json")!;
        using var file = new StreamReader(typeof(ParticipantList).Assembly.GetManifestResourceStream("participants.csv")!);
        var provenance = JsonSerializer.Deserialize<Dictionary<string, Provenance>>(sources, ListFile.OfSources)!;
        // Read by the rules for everybody's list: the forum's own is no exception.
        var checkedRows = ListFile.Read(file.ReadToEnd()).Check(new ParticipantList(0, [], provenance));
        var faults = checkedRows.Rows.Where(row => row.State is LineState.Faulty).SelectMany(row => row.Messages.Select(message => $"{row.Row}: {message.Text}")).ToArray();
        return faults.Length == 0
            ? new ParticipantList(1, checkedRows.Rows.Select(row => row.Line!), provenance)
            : throw new InvalidDataException($"The shipped list of participants is faulty:{Environment.NewLine}{string.Join(Environment.NewLine, faults)}");
    }
}
