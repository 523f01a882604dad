using System.ComponentModel.DataAnnotations;
using Forum.Governance.Lists;
using Forum.Governance.Members;
using Forum.Hosting.Store;

namespace Forum.Governance.Chairmanships;

/// <summary>What a government says of its own country. Alternation asks for no more; no list is held that would sort States.</summary>
public enum Development
{
    Developing,
    Developed,
}

/// <summary>A government that chairs, alone or with others.</summary>
public sealed record Chair
{
    /// <summary>Code of the State, e.g. <c>MAR</c>.</summary>
    [RegularExpression(MemberList.Code), StringLength(32, MinimumLength = 2)]
    public required string Participant { get; init; }

    public required Development Development { get; init; }
}

/// <summary>Who chairs one edition.</summary>
/// <param name="Chairs">One, or declared co-chairs.</param>
/// <param name="Alternates">False when the Chair follows one of the same development, and no co-chair is of the other.</param>
/// <param name="JustificationId">Why the alternation was not kept; null while nobody said, or there is nothing to say.</param>
public sealed record Term(Guid EditionId, IReadOnlyList<Chair> Chairs, bool Alternates = true, Guid? JustificationId = null);

/// <summary>A succession of Chairs began: somebody is Chair-in-Office from now on, at any time.</summary>
public sealed record ChairmanshipAssumed(Guid ChairmanshipId, string Code, string Title, Term Term, DateTimeOffset At);

/// <summary>It is known who chairs next.</summary>
public sealed record IncomingChairDesignated(Term? Outgoing, Term InOffice, Term Term, DateTimeOffset At);

/// <summary>It was said why the alternation between developing and developed was not kept.</summary>
public sealed record AlternationJustified(Guid JustificationId, DateTimeOffset At);

/// <summary>Who was to chair next does not; the place is vacant again.</summary>
public sealed record IncomingChairStoodDown(Term? Outgoing, Term InOffice, Guid EditionId, DateTimeOffset At);

/// <summary>At one instant the incoming Chair took office and the Chair-in-Office became the outgoing one.</summary>
public sealed record TroikaRotated(Term Outgoing, Term InOffice, DateTimeOffset At);

/// <summary>The edition of the Chair-in-Office ended while it was known who chairs next.</summary>
public sealed record ChairedEditionEnded(Guid EditionId, DateTimeOffset At);

/// <summary>An edition is chaired in one chairmanship only.</summary>
/// <param name="Id">The edition.</param>
public sealed record ChairedEdition(Guid Id, Guid ChairmanshipId);

/// <summary>Who chairs the forum, who did before and who will: always three places, of which the first and the last may be vacant.</summary>
public sealed record Chairmanship
{
    internal static readonly Type[] Events =
    [
        typeof(ChairmanshipAssumed), typeof(IncomingChairDesignated), typeof(AlternationJustified), typeof(IncomingChairStoodDown), typeof(TroikaRotated), typeof(ChairedEditionEnded),
    ];

    /// <summary>Unique over the snapshots, which are written in the transaction of the event.</summary>
    internal const string OnePerCode = "one_chairmanship_per_code";

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public string Code { get; init; } = "";
    public string Title { get; init; } = "";

    /// <summary>Null when vacant.</summary>
    public Term? Outgoing { get; init; }

    /// <summary>The Chair-in-Office. There is one at any time.</summary>
    public Term InOffice { get; init; } = null!;

    /// <summary>Null when vacant.</summary>
    public Term? Incoming { get; init; }

    /// <summary>Since when the Chair is in office, on the clock of the edition that was handed over.</summary>
    public DateTimeOffset Since { get; init; }

    public Chairmanship Evolve(object @event) => @event switch
    {
        ChairmanshipAssumed e => this with { Id = e.ChairmanshipId, Code = e.Code, Title = e.Title, InOffice = e.Term, Since = e.At },
        IncomingChairDesignated e => this with { Incoming = e.Term },
        AlternationJustified e => this with { Incoming = Incoming! with { JustificationId = e.JustificationId } },
        IncomingChairStoodDown _ => this with { Incoming = null },
        TroikaRotated e => this with { Outgoing = e.Outgoing, InOffice = e.InOffice, Incoming = null, Since = e.At },
        ChairedEditionEnded _ => this,
        _ => this,
    };

    /// <exception cref="Refusal">The edition of the Chair-in-Office cannot end before it is known who chairs next.</exception>
    public IEnumerable<object> SeeEditionEnd(Guid editionId, DateTimeOffset now)
    {
        if (editionId != InOffice.EditionId)
            return [];
        if (Incoming is null)
            throw new Refusal("incoming-chair-vacant", "Nobody is to chair next. Designate the incoming Chair before the edition ends.");
        return [new ChairedEditionEnded(editionId, now)];
    }

    /// <summary>Developing and developed alternate in principle. Co-chairs of both keep it whoever came before.</summary>
    public bool AlternatesWith(IReadOnlyList<Chair> next) => InOffice.Chairs.Concat(next).Select(chair => chair.Development).Distinct().Count() > 1;

    public IEnumerable<Warning> Warnings()
    {
        if (Incoming is null)
            yield return new Warning("incoming-chair-vacant", "Nobody is to chair next yet.");
        foreach (var term in new[] { InOffice, Incoming })
        {
            if (term is { Alternates: false, JustificationId: null })
                yield return new Warning("alternation-not-justified", $"The Chair of edition {term.EditionId} follows one of the same development. That is possible; say why.");
        }
    }

    /// <exception cref="Refusal">Somebody is named twice.</exception>
    internal static void MustBeDistinct(IReadOnlyList<Chair> chairs)
    {
        if (chairs.DistinctBy(chair => chair.Participant).Count() < chairs.Count)
            throw new Refusal("chair-named-twice", "A government is co-chair once. Name each of them once.", "chairs");
    }
}
