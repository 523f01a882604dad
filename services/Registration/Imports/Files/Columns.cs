using System.Collections.Frozen;
using Forum.Hosting.Store;

namespace Forum.Registration.Imports.Files;

/// <summary>What a column of the list can say.</summary>
public enum Column
{
    /// <summary>Code of the participant, e.g. <c>FRA</c>.</summary>
    DelegationCode,

    Category,

    /// <summary>Name of an organization. For who stands on the list of participants it may stand there, too, but says nothing.</summary>
    DelegationName,

    /// <summary>The forum's own id of the person, as an export has it.</summary>
    PersonId,

    /// <summary>The sender's own mark of the person, the same in every file.</summary>
    Reference,

    Name,
    Title,
    Role,
    Rank,
}

/// <summary>Which columns a file has, by the names in its first row: in any order, whatever the case, with blanks, hyphens or underscores.</summary>
public sealed class Columns
{
    private static readonly FrozenDictionary<string, Column> Names = new Dictionary<string, Column>(StringComparer.Ordinal)
    {
        ["delegation code"] = Column.DelegationCode,
        ["delegation"] = Column.DelegationCode,
        ["participant"] = Column.DelegationCode,
        ["participant code"] = Column.DelegationCode,
        ["country code"] = Column.DelegationCode,
        ["code"] = Column.DelegationCode,
        ["category"] = Column.Category,
        ["participant category"] = Column.Category,
        ["delegation name"] = Column.DelegationName,
        ["organization"] = Column.DelegationName,
        ["organisation"] = Column.DelegationName,
        ["organization name"] = Column.DelegationName,
        ["affiliation"] = Column.DelegationName,
        ["person id"] = Column.PersonId,
        ["reference"] = Column.Reference,
        ["external reference"] = Column.Reference,
        ["ref"] = Column.Reference,
        ["name"] = Column.Name,
        ["person name"] = Column.Name,
        ["full name"] = Column.Name,
        ["title"] = Column.Title,
        ["function"] = Column.Title,
        ["position"] = Column.Title,
        ["job title"] = Column.Title,
        ["role"] = Column.Role,
        ["delegation role"] = Column.Role,
        ["rank"] = Column.Rank,
        ["rank level"] = Column.Rank,
        ["protocol rank"] = Column.Rank,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly int[] positions = new int[Enum.GetValues<Column>().Length];

    private Columns() => Array.Fill(positions, -1);

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<HeadedColumn> Headings { get; private init; } = [];

    /// <summary>How many columns the first row names.</summary>
    public int Count => Headings.Count;

    /// <summary>The name of a column as an export writes it and messages say it.</summary>
    public static string Heading(Column column) => column switch
    {
        Column.DelegationCode => "delegation_code",
        Column.Category => "category",
        Column.DelegationName => "delegation_name",
        Column.PersonId => "person_id",
        Column.Reference => "reference",
        Column.Name => "name",
        Column.Title => "title",
        Column.Role => "role",
        Column.Rank => "rank",
    };

    /// <summary>The column of that name; null when there is none.</summary>
    public static Column? Known(string heading) => Names.TryGetValue(Words.Plain(heading), out var column) ? column : null;

    /// <exception cref="Refusal">A column is missing without which nothing can be said of a row, or is there twice.</exception>
    public static Columns Of(SheetRow first)
    {
        var headings = first.Cells.Select(cell => new HeadedColumn(Words.Shown(cell.Text), Known(cell.Text) is { } known ? Heading(known) : null)).ToArray();
        var columns = new Columns { Headings = headings };
        for (var n = 0; n < first.Cells.Count; n++)
        {
            if (Known(first.Cells[n].Text) is not { } column)
                continue;
            if (columns.positions[(int)column] >= 0)
                throw new Refusal("column-twice", $"Two columns say {Heading(column)}. Keep one.", Heading(column));
            columns.positions[(int)column] = n;
        }

        Column[] missing = [.. new[] { Column.DelegationCode, Column.Name }.Where(column => !columns.Has(column))];
        if (missing.Length > 0)
            throw new Refusal("column-missing", $"The first row has to name the columns. Missing: {string.Join(", ", missing.Select(Heading))}.", Heading(missing[0]));
        return columns;
    }

    public bool Has(Column column) => positions[(int)column] >= 0;

    public Cell Cell(SheetRow row, Column column) => positions[(int)column] is var at and >= 0 && at < row.Cells.Count ? row.Cells[at] : new Cell("");
}

/// <summary>A column of the file.</summary>
/// <param name="Heading">As the file has it.</param>
/// <param name="ReadAs">The column it is taken for; null when it is not known and not read.</param>
public sealed record HeadedColumn(string Heading, string? ReadAs);
