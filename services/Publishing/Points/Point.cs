namespace Forum.Publishing.Points;

/// <summary>A note-taker or the secretariat recorded a point that was made, and by how many. Nobody who made it is in it.</summary>
public sealed record PointRecorded(
    Guid PointId, Guid EditionId, int? RoundTable, Quantifier Quantifier, string Subject, string Statement, int? Paragraph, DateTimeOffset At);

/// <summary>Something that was said at an edition, and how widely it was held.</summary>
public sealed record Point
{
    public static IReadOnlyList<Type> Events { get; } = [typeof(PointRecorded)];

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

    public string Sentence() => QuantifierPhrase.Sentence(Quantifier, Subject, Statement);

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
        _ => this,
    };
}
