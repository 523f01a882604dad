using System.Text.Json.Serialization;

namespace Forum.Publishing.Lint;

/// <summary>What a text breaks: non-attribution (rule M5), or that it is no negotiated outcome (rules M6 and M7).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LintRule>))]
public enum LintRule
{
    /// <summary>A State or territory is named, in any of the six languages, or its capital stands for it.</summary>
    StateNamed,

    /// <summary>A State's people are named.</summary>
    DemonymUsed,

    /// <summary>A person is named.</summary>
    PersonNamed,

    /// <summary>A regional or political group is named, or a region's States as speakers.</summary>
    GroupNamed,

    /// <summary>The code or id of a delegation.</summary>
    DelegationCoded,

    /// <summary>What is said fits fewer than three delegations in the room, so that a reader can tell who spoke.</summary>
    FewerThanThree,

    /// <summary>Square brackets, bis, ter: marks of a text that is being negotiated (A/C.2 drafting practice).</summary>
    NegotiationMark,

    /// <summary>A clause of a preamble.</summary>
    PreambleClause,

    /// <summary>A paragraph that begins with a verb and has no subject, as the operative paragraphs of other texts do.</summary>
    OperativeClause,

    /// <summary>Sponsors, amendments, drafts, votes.</summary>
    DraftingProcedure,

    /// <summary>Those present, as one subject, perform what they would perform in a text that they had agreed on.</summary>
    CollectivePerformative,

    /// <summary>Shall, must, hereby.</summary>
    NormativeWord,

    /// <summary>A figure of speech promises that everybody held it.</summary>
    Unanimity,

    /// <summary>The words say more than what was counted (rule M2).</summary>
    QuantifierTooStrong,

    /// <summary>In one document a stronger quantifier stands with weaker support (rule M3).</summary>
    QuantifierNotMonotonic,

    /// <summary>Somebody thought otherwise, and the text does not say so (rule M4).</summary>
    DissentHidden,

    /// <summary>The counts have moved on since the sentence was worded.</summary>
    CountsOutOfDate,
}

/// <summary>Whether a text can stand as it is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>Somebody should look at it.</summary>
    Warning,

    /// <summary>The text is not cleared and not issued like this.</summary>
    Error,
}

/// <summary>In what part of a document a text stands: in the part on format and participation chairs may be named and all that was counted told, elsewhere not.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SectionKind>))]
public enum SectionKind
{
    Body,
    Format,
}

/// <summary>A text to be looked at.</summary>
/// <param name="Paragraph">Its number; null for a heading.</param>
/// <param name="Section">In what part it stands.</param>
/// <param name="Language">Of the text: ar, en, es, fr, ru or zh.</param>
/// <param name="Text">As a reader would read it.</param>
public sealed record LintedText(int? Paragraph, SectionKind Section, string Language, string Text);

/// <summary>Something that is wrong with a text, and where.</summary>
/// <param name="Paragraph">Its number; null for a heading or a text without number.</param>
/// <param name="Offset">Of the first character, from 0, in UTF-16 code units of the text as it was given.</param>
/// <param name="Length">In UTF-16 code units.</param>
/// <param name="Rule"></param>
/// <param name="Severity"></param>
/// <param name="Found">What stands there.</param>
/// <param name="Suggestion">What to write in its place.</param>
public sealed record Finding(int? Paragraph, int Offset, int Length, LintRule Rule, Severity Severity, string Found, string Suggestion);
