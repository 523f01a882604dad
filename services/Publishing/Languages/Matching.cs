namespace Forum.Publishing.Languages;

/// <summary>How texts are looked through.</summary>
internal static class Matching
{
    /// <summary>
    /// Milliseconds after which an expression is given up that finds no end. None takes a hundredth of that; but the time is the world's, and counts what the first match
    /// of a long one waits for: its compiler and, on a busy machine, the processor.
    /// </summary>
    public const int Patience = 10_000;
}
