namespace Forum.Publishing.Points;

/// <summary>A note-taker or the secretariat recorded a point that was made, and by how many. Nobody who made it is in it.</summary>
public sealed record PointRecorded(
    Guid PointId, Guid EditionId, int? RoundTable, Quantifier Quantifier, string Subject, string Statement, int? Paragraph, DateTimeOffset At);

/// <summary>A point was opened that gathers intervention notes; how widely it was held is counted from these.</summary>
public sealed record PointOpened(Guid PointId, Guid EditionId, int? RoundTable, PointWording Wording, DateTimeOffset At);

/// <summary>The point was worded anew.</summary>
public sealed record PointReworded(PointWording Wording, DateTimeOffset At);

/// <summary>Notes were gathered under the point, by their ids.</summary>
public sealed record NotesGathered(IReadOnlyList<Guid> Notes, DateTimeOffset At);

/// <summary>It was counted how many delegations said what. No delegation is in it.</summary>
/// <param name="Counts"></param>
/// <param name="Policy">Number of the policy's version by which the counts are read.</param>
/// <param name="Strongest">What the counts carry; null when nobody supported it.</param>
/// <param name="Quantifier">What stands in the sentence from now on: the strongest, or what a writer chose before if it is still carried.</param>
/// <param name="At">On the edition's clock.</param>
public sealed record PointCounted(Counts Counts, int Policy, Quantifier? Strongest, Quantifier Quantifier, DateTimeOffset At);

/// <summary>A writer chose a weaker quantifier than the strongest, or the strongest again.</summary>
public sealed record QuantifierChosen(Quantifier Quantifier, DateTimeOffset At);

/// <summary>The chair confirmed that there was consensus on the point.</summary>
/// <param name="By">Account of who recorded it.</param>
/// <param name="At">On the edition's clock.</param>
public sealed record ConsensusConfirmed(string By, DateTimeOffset At);

/// <summary>What a point says, without how many held it.</summary>
/// <param name="Topic">Under which it stands with others in a summary.</param>
/// <param name="Subject">Who, e.g. "participants"; no person, no delegation.</param>
/// <param name="Verb">How they said it, in the past, e.g. "noted".</param>
/// <param name="Claim">What they held, as a clause, e.g. "remittances were private flows".</param>
/// <param name="Counter">What others held against it, as a sentence; null for the sentence that says only that there were such.</param>
public sealed record PointWording(string Topic, string Subject, string Verb, string Claim, string? Counter)
{
    /// <summary>Stands where somebody dissented and nobody has worded it.</summary>
    public const string DissentUnworded = "Others saw it differently.";

    /// <summary>The sentence with a quantifier at its head.</summary>
    public string Sentence(Quantifier quantifier) => QuantifierPhrase.Sentence(quantifier, Subject, quantifier switch
    {
        Quantifier.WidespreadSupport => $"the view that {Claim}",
        _ when QuantifierPhrase.IsImpersonal(quantifier) => Claim,
        _ => $"{Verb} that {Claim}",
    });

    /// <summary>What others held, as a sentence.</summary>
    public string CounterSentence() => Counter is { } worded ? QuantifierPhrase.Sentence(Quantifier.Others, worded, "") : DissentUnworded;
}

/// <summary>Something that was said at an edition, and how widely it was held.</summary>
public sealed record Point
{
    public static IReadOnlyList<Type> Events { get; } =
        [typeof(PointRecorded), typeof(PointOpened), typeof(PointReworded), typeof(NotesGathered), typeof(PointCounted), typeof(QuantifierChosen), typeof(ConsensusConfirmed)];

    public Guid Id { get; init; }
    public int Version { get; init; }
    public Guid EditionId { get; init; }

    /// <summary>The round table at which it was made; null for the plenary, or when it is not known.</summary>
    public int? RoundTable { get; init; }

    public Quantifier Quantifier { get; init; }

    /// <summary>Who, e.g. "participants"; not read out where the quantifier needs no subject.</summary>
    public string Subject { get; init; } = "";

    /// <summary>What they said, with its verb, e.g. "warned that …".</summary>
    public string Statement { get; init; } = "";

    /// <summary>The paragraph of the summary it is meant for; null when that is open.</summary>
    public int? Paragraph { get; init; }

    /// <summary>Of a point that gathers notes; null for one that was recorded by hand, whose counts are not in its source.</summary>
    public PointWording? Wording { get; init; }

    /// <summary>Ids of notes that were gathered under it, besides those whose takers put them there.</summary>
    public IReadOnlyList<Guid> Notes { get; init; } = [];

    /// <summary>Null before it was counted, and for a point that was recorded by hand.</summary>
    public Counts? Counts { get; init; }

    /// <summary>Number of the policy's version by which it was counted; 0 before.</summary>
    public int Policy { get; init; }

    /// <summary>True when the chair has confirmed a consensus.</summary>
    public bool Confirmed { get; init; }

    /// <summary>What a writer chose in place of the strongest; null when nobody chose.</summary>
    public Quantifier? Chosen { get; init; }

    /// <summary>What is printed: the sentence, and behind it that others thought otherwise, if somebody did.</summary>
    public string Sentence() =>
        Wording is not { } wording ? QuantifierPhrase.Sentence(Quantifier, Subject, Statement)
        : Counts is { Dissent: > 0 } ? $"{wording.Sentence(Quantifier)} {wording.CounterSentence()}"
        : wording.Sentence(Quantifier);

    public Point Evolve(object @event) => @event switch
    {
        PointRecorded e => this with
        {
            Id = e.PointId,
            EditionId = e.EditionId,
            RoundTable = e.RoundTable,
            Quantifier = e.Quantifier,
            Subject = e.Subject,
            Statement = e.Statement,
            Paragraph = e.Paragraph,
        },
        PointOpened e => (this with { Id = e.PointId, EditionId = e.EditionId, RoundTable = e.RoundTable, Quantifier = Quantifier.Unattributed }).Worded(e.Wording),
        PointReworded e => Worded(e.Wording),
        NotesGathered e => this with { Notes = [.. Notes.Union(e.Notes)] },
        PointCounted e => this with { Counts = e.Counts, Policy = e.Policy, Quantifier = e.Quantifier, Chosen = e.Quantifier == Chosen ? Chosen : null },
        QuantifierChosen e => this with { Quantifier = e.Quantifier, Chosen = e.Quantifier },
        ConsensusConfirmed _ => this with { Confirmed = true },
        _ => this,
    };

    private Point Worded(PointWording wording) => this with { Wording = wording, Subject = wording.Subject, Statement = $"{wording.Verb} that {wording.Claim}" };
}
