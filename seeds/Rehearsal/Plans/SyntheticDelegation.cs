using Forum.Contracts.Registration;

namespace Forum.Rehearsal.Plans;

/// <summary>A State that could come.</summary>
/// <param name="Code">On the list of participants as of the first day.</param>
/// <param name="Group">Null for who is in none.</param>
public sealed record State(string Code, RegionalGroup? Group);

/// <summary>A delegation that is made up for the rehearsal: the State is one on the list of participants, everything else is drawn.</summary>
/// <param name="Choices">Numbers of the round tables at which it asks for a seat.</param>
/// <param name="SpeechShare">Share of the speaking limit that its statement takes, when nothing disturbs it.</param>
public sealed record SyntheticDelegation(string Code, RegionalGroup? Group, RankLevel Rank, IReadOnlyList<int> Choices, double SpeechShare)
{
    /// <summary>No person is invented: this stands for all of them, and says so.</summary>
    public string NameOf(string part) => $"{part} of {Code} (synthetic)";

    public string Title => Rank switch
    {
        RankLevel.Minister => "Minister (synthetic)",
        RankLevel.ViceMinister => "Vice-Minister (synthetic)",
        _ => "Head of delegation (synthetic)",
    };
}
