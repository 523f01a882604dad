namespace Forum.Publishing;

/// <summary>What the API speaks of, a sentence a tag.</summary>
internal static class Subjects
{
    public static void Describe(Dictionary<string, string> subjects)
    {
        subjects["Documents"] = "What was issued, under its symbol.";
        subjects["Figures"] = "What was counted, each figure with the events behind it.";
        subjects["Points"] = "Points that were made, in the note-taker's words.";
        subjects["Summaries"] = "The chair's summary on its way to being issued.";
    }
}
