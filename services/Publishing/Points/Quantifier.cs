namespace Forum.Publishing.Points;

/// <summary>
/// By how many a point was carried, in the words that summaries use for it (A/61/515, paras. 10-22). No United Nations text says
/// how many each of them means; what this forum means by them is said by its published policy (<see cref="QuantifierPolicy"/>).
/// </summary>
public enum Quantifier
{
    /// <summary>"Participants …", without a number.</summary>
    Participants,

    /// <summary>Nobody is named as the speaker: "Governments were asked …".</summary>
    Unattributed,

    NearlyAll,
    Most,
    Many,
    ANumberOf,
    Several,
    Some,

    /// <summary>Two or three.</summary>
    AFew,

    /// <summary>One: "It was suggested that …".</summary>
    Suggested,

    /// <summary>Who thought otherwise than those before.</summary>
    Others,

    Consensus,
    GeneralConsensus,
    Recognition,
    WidespreadSupport,
}

/// <summary>How a quantifier reads at the head of a sentence.</summary>
public static class QuantifierPhrase
{
    /// <summary>The words before the subject; empty where the sentence starts with the subject itself.</summary>
    public static string Of(Quantifier quantifier) => quantifier switch
    {
        Quantifier.Participants or Quantifier.Unattributed or Quantifier.Others => "",
        Quantifier.NearlyAll => "Nearly all",
        Quantifier.Most => "Most",
        Quantifier.Many => "Many",
        Quantifier.ANumberOf => "A number of",
        Quantifier.Several => "Several",
        Quantifier.Some => "Some",
        Quantifier.AFew => "A few",
        Quantifier.Suggested => "It was suggested that",
        Quantifier.Consensus => "There was consensus that",
        Quantifier.GeneralConsensus => "There was general consensus that",
        Quantifier.Recognition => "There was recognition that",
        Quantifier.WidespreadSupport => "There was widespread support for",
        _ => throw new ArgumentOutOfRangeException(nameof(quantifier), quantifier, "No phrase for this quantifier."),
    };

    /// <summary>True where the phrase is a sentence's subject and verb already ("There was …"), so that no subject follows.</summary>
    public static bool IsImpersonal(Quantifier quantifier) =>
        quantifier is Quantifier.Suggested or Quantifier.Consensus or Quantifier.GeneralConsensus or Quantifier.Recognition or Quantifier.WidespreadSupport;

    /// <summary>The sentence: quantifier, subject and statement, with a capital at its head and a full stop at its end.</summary>
    public static string Sentence(Quantifier quantifier, string subject, string statement)
    {
        var words = string.Join(' ', new[] { Of(quantifier), IsImpersonal(quantifier) ? "" : subject.Trim(), statement.Trim() }.Where(part => part.Length > 0));
        var sentence = $"{char.ToUpperInvariant(words[0])}{words[1..]}";
        return sentence[^1] is '.' or '!' or '?' ? sentence : $"{sentence}.";
    }
}
