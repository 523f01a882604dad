namespace Forum.Publishing.Notes;

/// <summary>A revision, for those who may read it.</summary>
public sealed record NoteRevision(Guid Revision, IReadOnlyList<Guid> BasedOn, string Author, string Delegation, Stance Stance, Guid? Point, string Text, DateTimeOffset At)
{
    internal static NoteRevision Of(NoteText text) => new(text.Id, text.BasedOn, text.Author, text.Delegation, text.Stance, text.Point, text.Text, text.At);
}

/// <summary>Revisions that stand side by side, and what they both came from. Saving a revision that is based on all of them settles it.</summary>
/// <param name="Base">The last revision that all of them rest on; null when they have none in common.</param>
/// <param name="Sides">In the order in which they were saved.</param>
/// <param name="Differing">Members in which they differ: <c>delegation</c>, <c>stance</c>, <c>point</c>, <c>text</c>.</param>
public sealed record NoteMerge(NoteRevision? Base, IReadOnlyList<NoteRevision> Sides, IReadOnlyList<string> Differing)
{
    /// <summary>The merge to be made; null where there is one head.</summary>
    /// <param name="texts">All revisions of the note.</param>
    public static NoteMerge? Of(InterventionNote note, IReadOnlyCollection<NoteText> texts)
    {
        if (note.Heads.Count < 2)
            return null;
        var byId = texts.ToDictionary(text => text.Id);
        NoteText[] sides = [.. note.Heads.Where(byId.ContainsKey).Select(head => byId[head])];
        if (sides.Length < 2)
            return null;
        var common = sides.Select(side => Ancestors(side, byId)).Aggregate((one, other) => one.Intersect(other).ToHashSet());
        var last = common.Select(id => byId[id]).OrderBy(text => text.At).ThenBy(text => text.Id).LastOrDefault();
        return new NoteMerge(last is null ? null : NoteRevision.Of(last), [.. sides.Select(NoteRevision.Of)], [.. Members.Where(member => sides.Select(member.Read).Distinct().Skip(1).Any()).Select(member => member.Name)]);
    }

    private static readonly (string Name, Func<NoteText, object?> Read)[] Members =
        [("delegation", text => text.Delegation), ("stance", text => text.Stance), ("point", text => text.Point), ("text", text => text.Text)];

    private static HashSet<Guid> Ancestors(NoteText text, Dictionary<Guid, NoteText> byId)
    {
        var found = new HashSet<Guid>();
        var waiting = new Stack<Guid>(text.BasedOn);
        while (waiting.TryPop(out var id))
        {
            if (byId.TryGetValue(id, out var ancestor) && found.Add(id))
            {
                foreach (var further in ancestor.BasedOn)
                    waiting.Push(further);
            }
        }

        return found;
    }
}
