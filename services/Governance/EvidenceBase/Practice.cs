namespace Forum.Governance.EvidenceBase;

/// <summary>What the evidence base holds (A/61/515, para. 21).</summary>
public enum PracticeKind
{
    Practice,
    Partnership,
}

/// <summary>How far a practice has been tried.</summary>
public enum PracticeStage
{
    Proposed,
    Piloted,
    Evaluated,
}

/// <summary>A practice was offered to the evidence base.</summary>
/// <param name="Owner">Code of the State whose practice it is.</param>
public sealed record PracticeOffered(Guid PracticeId, string Owner, string Title, PracticeKind Kind, PracticeStage Stage, Guid TextId, DateTimeOffset At);

/// <summary>The practice has been tried further.</summary>
public sealed record PracticeAdvanced(PracticeStage Stage, DateTimeOffset At);

/// <summary>The owner agreed that it be published.</summary>
public sealed record ConsentGiven(DateTimeOffset At);

/// <summary>The owner agrees no more: what was published is not, from now on.</summary>
public sealed record ConsentWithdrawn(DateTimeOffset At);

/// <summary>Anybody may read it from now on, for as long as the owner agrees.</summary>
public sealed record PracticePublished(DateTimeOffset At);

/// <summary>A practice or partnership that others may learn from. It belongs to the State whose it is.</summary>
public sealed record Practice
{
    internal static readonly Type[] Events = [typeof(PracticeOffered), typeof(PracticeAdvanced), typeof(ConsentGiven), typeof(ConsentWithdrawn), typeof(PracticePublished)];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    /// <summary>Code of the State whose practice it is.</summary>
    public string Owner { get; init; } = "";

    public string Title { get; init; } = "";
    public PracticeKind Kind { get; init; }
    public PracticeStage Stage { get; init; }
    public Guid TextId { get; init; }
    public bool Consent { get; init; }
    public bool Published { get; init; }

    public Practice Evolve(object @event) => @event switch
    {
        PracticeOffered e => this with { Id = e.PracticeId, Owner = e.Owner, Title = e.Title, Kind = e.Kind, Stage = e.Stage, TextId = e.TextId },
        PracticeAdvanced e => this with { Stage = e.Stage },
        ConsentGiven _ => this with { Consent = true },
        ConsentWithdrawn _ => this with { Consent = false, Published = false },
        PracticePublished _ => this with { Published = true },
        _ => this,
    };
}
