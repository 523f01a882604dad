using Forum.Hosting.Store;

namespace Forum.Publishing.Points;

/// <summary>A version of the policy was published. It never changes; another one takes its place for what is counted from then on.</summary>
public sealed record QuantifierPolicyPublished(Guid PolicyId, int Number, QuantifierTable Table, string Reason, DateTimeOffset At);

/// <summary>
/// From how many on each quantifier may be used, as this forum means it. One, then two or three are numbers; beyond them it is the share of those heard that counts.
/// </summary>
public sealed record QuantifierTable
{
    /// <summary>So many, and no more, are "It was suggested".</summary>
    public int SuggestedUpTo { get; init; } = 1;

    /// <summary>So many are "A few".</summary>
    public int AFewUpTo { get; init; } = 3;

    /// <summary>Below so many per cent of those heard it is "Some".</summary>
    public int SomeBelow { get; init; } = 20;

    /// <summary>Below so many per cent it is "Several" or "A number of".</summary>
    public int SeveralBelow { get; init; } = 35;

    /// <summary>Up to so many per cent, these included, it is "Many"; beyond them "Most", and "Participants" where nobody dissents.</summary>
    public int ManyUpTo { get; init; } = 50;

    /// <summary>From so many per cent on it is "Nearly all".</summary>
    public int NearlyAllFrom { get; init; } = 90;

    /// <summary>So many per cent of those heard must have spoken on a point before the chair can confirm a consensus.</summary>
    public int ConsensusSpokenFrom { get; init; } = 50;

    /// <exception cref="Refusal">A stronger quantifier would need less than a weaker one.</exception>
    public void MustRise()
    {
        if (SuggestedUpTo < 1 || AFewUpTo <= SuggestedUpTo)
            throw new Refusal("table-does-not-rise", "One comes before a few: suggestedUpTo is at least 1, aFewUpTo more.", "table.aFewUpTo");
        if (!(0 < SomeBelow && SomeBelow < SeveralBelow && SeveralBelow <= ManyUpTo && ManyUpTo < NearlyAllFrom && NearlyAllFrom <= 100))
            throw new Refusal("table-does-not-rise", "A stronger quantifier needs a larger share: someBelow < severalBelow <= manyUpTo < nearlyAllFrom <= 100.", "table");
        if (ConsensusSpokenFrom is < 1 or > 100)
            throw new Refusal("table-does-not-rise", "A share lies between 1 and 100 per cent.", "table.consensusSpokenFrom");
    }
}

/// <summary>The forum's own policy of what its quantifiers mean, in one version. Everybody can read every version there ever was.</summary>
public sealed record QuantifierPolicy
{
    public static IReadOnlyList<Type> Events { get; } = [typeof(QuantifierPolicyPublished)];

    /// <summary>Turn in which versions are published, so that each has a number of its own.</summary>
    internal const string Turn = "quantifier-policies";

    public Guid Id { get; init; }
    public int Version { get; init; }

    /// <summary>From 1; the highest holds.</summary>
    public int Number { get; init; }

    public QuantifierTable Table { get; init; } = new();
    public string Reason { get; init; } = "";
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Version 1, which holds until another is published.</summary>
    public static QuantifierPolicy First { get; } = new()
    {
        Id = new Guid("5a6f2c1e-0001-7000-8000-000000000001"),
        Version = 1,
        Number = 1,
        Reason = "No United Nations text says how many a quantifier means; the table is the forum's own and published with each report.",
    };

    public QuantifierPolicy Evolve(object @event) => @event switch
    {
        QuantifierPolicyPublished e => this with { Id = e.PolicyId, Number = e.Number, Table = e.Table, Reason = e.Reason, PublishedAt = e.At },
        _ => this,
    };
}
