using Forum.Publishing.Points;
using Marten;

namespace Forum.Publishing.Notes;

/// <summary>All notes of an edition as they count, laid out by round table and by point, so that many points are counted from one reading.</summary>
public sealed class NotesOfEdition
{
    private readonly IReadOnlyList<NoteHead> notes;
    private readonly ILookup<Guid, NoteHead> byPoint;
    private readonly Dictionary<Guid, NoteHead> byId;
    private readonly Dictionary<int, HashSet<string>> heardAtTable;
    private readonly HashSet<string> heard;

    public NotesOfEdition(IReadOnlyList<NoteHead> notes)
    {
        this.notes = notes;
        byPoint = notes.Where(note => note.Point is not null).ToLookup(note => note.Point!.Value);
        byId = notes.ToDictionary(note => note.Id);
        heardAtTable = notes.Where(note => note.RoundTable is not null).GroupBy(note => note.RoundTable!.Value).ToDictionary(table => table.Key, Delegations);
        heard = Delegations(notes);
    }

    /// <summary>The notes under a point: those whose takers put them there, and those that were gathered.</summary>
    public IReadOnlyList<NoteHead> Under(Point point) =>
        [.. byPoint[point.Id].Concat(point.Notes.Where(byId.ContainsKey).Select(id => byId[id])).DistinctBy(note => note.Id)];

    /// <summary>What the notes come to for a point.</summary>
    public Counts CountsOf(Point point)
    {
        var stances = StancesOf(Under(point));
        var present = point.RoundTable is { } table ? heardAtTable.GetValueOrDefault(table) ?? [] : heard;
        // A note of another table that was gathered here was heard on the point, too.
        var elsewhere = stances.Keys.Count(delegation => !present.Contains(delegation));
        return new Counts(
            stances.Values.Count(stance => stance is Stance.Support),
            stances.Values.Count(stance => stance is Stance.Dissent),
            stances.Values.Count(stance => stance is Stance.Neutral),
            present.Count + elsewhere);
    }

    /// <summary>How many delegations were noted, of those that fit; what is null leaves it open.</summary>
    public int Heard(int? roundTable, Point? point, Stance? stance)
    {
        var within = (point is null ? notes : Under(point)).Where(note => roundTable is null || note.RoundTable == roundTable);
        return stance is { } asked ? StancesOf([.. within]).Values.Count(held => held == asked) : Delegations(within).Count;
    }

    /// <summary>Of each delegation the stance that it took last.</summary>
    private static Dictionary<string, Stance> StancesOf(IReadOnlyList<NoteHead> notes) => notes
        .GroupBy(note => note.Delegation, StringComparer.Ordinal)
        .ToDictionary(said => said.Key, said => said.OrderBy(note => note.At).ThenBy(note => note.Id).Last().Stance, StringComparer.Ordinal);

    private static HashSet<string> Delegations(IEnumerable<NoteHead> notes) => notes.Select(note => note.Delegation).ToHashSet(StringComparer.Ordinal);
}

/// <summary>Finds notes.</summary>
internal static class FindingNotes
{
    public static async Task<NotesOfEdition> NotesOf(this IQuerySession session, Guid editionId, CancellationToken ct) =>
        new(await session.Query<NoteHead>().Where(head => head.EditionId == editionId).ToListAsync(ct));
}
