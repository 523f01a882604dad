namespace Forum.Publishing;

/// <summary>What the API speaks of, a sentence a tag.</summary>
internal static class Subjects
{
    public static void Describe(Dictionary<string, string> subjects)
    {
        subjects["Corrigenda"] = "Errors in issued texts, and what was recorded too late; an issued text itself never changes.";
        subjects["Documents"] = "What was issued, under its symbol.";
        subjects["Fact check"] = "Delegations point out errors of fact before the chair clears the text.";
        subjects["Figures"] = "What was counted, each figure with the events behind it.";
        subjects["Languages"] = "The six versions of a summary, held against the one in which it was written.";
        subjects["Lint"] = "What in a text names a speaker, reads as a negotiated outcome, or says more than was counted.";
        subjects["Notes"] = "What delegations said, as note-takers wrote it down; restricted, and erased at the end of its retention.";
        subjects["Points"] = "Points that were made, in the note-taker's words, and how widely each was held.";
        subjects["Quantifiers"] = "From how many on it is a few, some, many or most: the forum's published policy.";
        subjects["Summaries"] = "The chair's summary on its way to being issued.";
    }
}
