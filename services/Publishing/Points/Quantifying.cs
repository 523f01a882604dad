namespace Forum.Publishing.Points;

/// <summary>How many delegations said what on a point. Each is counted once, by the last that it said.</summary>
/// <param name="Support">Delegations that supported it.</param>
/// <param name="Dissent">Delegations that spoke against it.</param>
/// <param name="Neutral">Delegations that spoke on it and did neither.</param>
/// <param name="Heard">Delegations that were heard at the round table, on whatever; of a point of no table, at the edition.</param>
public sealed record Counts(int Support, int Dissent, int Neutral, int Heard)
{
    /// <summary>Delegations that spoke on the point.</summary>
    public int Spoke => Support + Dissent + Neutral;

    /// <summary>True when these have at least as much behind them in every respect, and more in one: more support, a larger share of those heard, less dissent.</summary>
    internal bool Outweigh(Counts other)
    {
        var share = ((long)Support * other.Heard).CompareTo((long)other.Support * Heard);
        return Support >= other.Support && share >= 0 && Dissent <= other.Dissent && (Support > other.Support || share > 0 || Dissent < other.Dissent);
    }
}

/// <summary>The quantifier that counts carry, under a version of the policy (rules M2 to M4). Pure: whoever has both comes to the same word.</summary>
public static class Quantifying
{
    /// <summary>Strongest first; of two of the same strength the first is taken unless the writer says otherwise.</summary>
    private static readonly Quantifier[] FromStrongest =
    [
        Quantifier.Consensus, Quantifier.GeneralConsensus, Quantifier.NearlyAll, Quantifier.Participants, Quantifier.Recognition, Quantifier.Most, Quantifier.WidespreadSupport,
        Quantifier.Many, Quantifier.Several, Quantifier.ANumberOf, Quantifier.Some, Quantifier.AFew, Quantifier.Suggested, Quantifier.Unattributed,
    ];

    /// <summary>The strongest quantifier that the counts carry; null when nobody supported the point.</summary>
    /// <param name="confirmed">Whether the chair has confirmed a consensus.</param>
    public static Quantifier? Strongest(Counts counts, QuantifierTable table, bool confirmed) =>
        FromStrongest.Where(quantifier => Carries(counts, table, confirmed, quantifier)).Cast<Quantifier?>().FirstOrDefault();

    /// <summary>All that the counts carry: the strongest, and what is weaker. A writer may choose among these.</summary>
    public static IReadOnlyList<Quantifier> Allowed(Counts counts, QuantifierTable table, bool confirmed) =>
        [.. FromStrongest.Where(quantifier => Carries(counts, table, confirmed, quantifier))];

    /// <summary>How much a quantifier says, 0 for one that says nothing of how many.</summary>
    public static int Strength(Quantifier quantifier) => quantifier switch
    {
        Quantifier.Consensus or Quantifier.GeneralConsensus => 9,
        Quantifier.NearlyAll => 8,
        Quantifier.Participants or Quantifier.Recognition => 7,
        Quantifier.Most or Quantifier.WidespreadSupport => 6,
        Quantifier.Many => 5,
        Quantifier.Several or Quantifier.ANumberOf => 4,
        Quantifier.Some => 3,
        Quantifier.AFew => 2,
        Quantifier.Suggested => 1,
        Quantifier.Unattributed or Quantifier.Others => 0,
        _ => throw new ArgumentOutOfRangeException(nameof(quantifier), quantifier, "No strength for this quantifier."),
    };

    /// <summary>True where the chair could confirm a consensus: nobody dissents, and enough of those heard spoke on it.</summary>
    public static bool CanBeConsensus(Counts counts, QuantifierTable table) =>
        counts is { Support: > 0, Dissent: 0 } && IsShare(counts.Spoke, counts.Heard, atLeast: table.ConsensusSpokenFrom);

    private static bool Carries(Counts counts, QuantifierTable table, bool confirmed, Quantifier quantifier) => quantifier switch
    {
        Quantifier.Consensus or Quantifier.GeneralConsensus => confirmed && CanBeConsensus(counts, table),
        Quantifier.Participants or Quantifier.Recognition => counts.Dissent == 0 && Reached(counts, table) >= Strength(Quantifier.Most),
        // The counter-sentence is of those who thought otherwise, and heads no sentence of its own.
        Quantifier.Others => false,
        _ => counts.Support > 0 && Reached(counts, table) >= Strength(quantifier),
    };

    /// <summary>How strong a word the support alone reaches.</summary>
    private static int Reached(Counts counts, QuantifierTable table) => Strength(
        counts.Support <= 0 ? Quantifier.Unattributed
        : counts.Support <= table.SuggestedUpTo ? Quantifier.Suggested
        : counts.Support <= table.AFewUpTo ? Quantifier.AFew
        : IsShare(counts.Support, counts.Heard, table.NearlyAllFrom) ? Quantifier.NearlyAll
        : IsShare(counts.Support, counts.Heard, table.ManyUpTo, orMore: false) ? Quantifier.Most
        : IsShare(counts.Support, counts.Heard, table.SeveralBelow) ? Quantifier.Many
        : IsShare(counts.Support, counts.Heard, table.SomeBelow) ? Quantifier.Several
        : Quantifier.Some);

    /// <summary>Whether a part is so many per cent of the whole, without a fraction getting lost.</summary>
    private static bool IsShare(int part, int whole, int atLeast, bool orMore = true) =>
        orMore ? 100L * part >= (long)atLeast * whole : 100L * part > (long)atLeast * whole;
}
