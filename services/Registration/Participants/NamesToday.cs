using System.Collections.Frozen;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Forum.Registration.Participants;

/// <summary>What a participant is called today, short and formal, in one language; null where the source does not say.</summary>
public sealed record NameToday(string? Short, string? Formal);

/// <summary>
/// What a participant is called today in the six official languages of the United Nations. These are no names of an earlier day:
/// what it was called then stands on the list.
/// </summary>
public sealed record NamesToday(NameToday Ar, NameToday En, NameToday Es, NameToday Fr, NameToday Ru, NameToday Zh, string Provenance)
{
    private static readonly FrozenDictionary<int, NamesToday> ById = Read();

    /// <summary>Null when the source names the participant in no language.</summary>
    public static NamesToday? Of(int participant) => ById.GetValueOrDefault(participant);

    private static FrozenDictionary<int, NamesToday> Read()
    {
        using var file = new StreamReader(typeof(NamesToday).Assembly.GetManifestResourceStream("names-today.csv")!);
        using var csv = new CsvReader(file, new CsvConfiguration(CultureInfo.InvariantCulture));
        csv.Read();
        csv.ReadHeader();
        var names = new Dictionary<int, NamesToday>();
        while (csv.Read())
            names.Add(csv.GetField<int>("id"), new NamesToday(In("ar"), In("en"), In("es"), In("fr"), In("ru"), In("zh"), csv.GetField("provenance")!));
        return names.ToFrozenDictionary();

        NameToday In(string language) => new(Cell($"{language}_short"), Cell($"{language}_formal"));

        string? Cell(string column) => csv.GetField(column) is { Length: > 0 } cell ? cell : null;
    }
}
