using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Scheduling;

namespace Forum.Scheduling.Interpretation;

/// <summary>A team of interpreters can serve meetings of an edition.</summary>
public sealed record TeamRegistered(Guid TeamId, Guid EditionId, string Name, ImmutableList<BoothStaff> Booths, DateTimeOffset At);

/// <summary>The team has another name or other interpreters.</summary>
public sealed record TeamChanged(string Name, ImmutableList<BoothStaff> Booths, DateTimeOffset At);

/// <summary>How many interpreters work in one booth.</summary>
public sealed record BoothStaff
{
    public required Language Language { get; init; }

    [Range(1, 100)]
    public required int Interpreters { get; init; }
}

/// <summary>
/// Interpreters who work together, one meeting at a time. A team for six languages is fourteen: three each for Arabic and Chinese, who also interpret from
/// their language, and two each for English, French, Russian and Spanish. A team may serve fewer languages.
/// </summary>
public sealed record InterpretationTeam
{
    internal static readonly Type[] Events = [typeof(TeamRegistered), typeof(TeamChanged)];

    /// <summary>The six booths of a whole team.</summary>
    public static ImmutableList<BoothStaff> Whole { get; } = [.. Enum.GetValues<Language>().Select(language => new BoothStaff { Language = language, Interpreters = Needed(language) })];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public Guid EditionId { get; init; }
    public string Name { get; init; } = "";

    /// <summary>By language; a booth with too few interpreters is not served.</summary>
    public ImmutableList<BoothStaff> Booths { get; init; } = [];

    /// <summary>How many interpreters a booth takes.</summary>
    public static int Needed(Language language) => language is Language.Arabic or Language.Chinese ? 3 : 2;

    public bool Serves(Language language) => Booths.Exists(booth => booth.Language == language && booth.Interpreters >= Needed(language));

    public InterpretationTeam Evolve(object @event) => @event switch
    {
        TeamRegistered e => this with { Id = e.TeamId, EditionId = e.EditionId, Name = e.Name, Booths = e.Booths },
        TeamChanged e => this with { Name = e.Name, Booths = e.Booths },
        _ => this,
    };
}
