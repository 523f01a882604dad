namespace Forum.Rehearsal.Holding;

/// <summary>Something that happened at the rehearsed forum.</summary>
/// <param name="At">On the edition's clock.</param>
/// <param name="About">A meeting, a delegation, the secretariat.</param>
/// <param name="Disturbance">Number of the disturbance that it is, or that it comes from; null for what goes by the programme.</param>
public sealed record Happened(DateTimeOffset At, string About, string What, int? Disturbance = null);

/// <summary>What happened, in the order in which it was noted.</summary>
public sealed class Journal(Action<string> say)
{
    private readonly List<Happened> entries = [];
    private readonly Lock turn = new();

    public IReadOnlyList<Happened> Entries
    {
        get
        {
            lock (turn)
                return [.. entries];
        }
    }

    public void Note(DateTimeOffset at, string about, string what, int? disturbance = null)
    {
        lock (turn)
            entries.Add(new Happened(at, about, what, disturbance));
        say($"{at:ddd HH:mm}  {about}: {what}");
    }
}
