namespace Forum.Publishing.Languages;

/// <summary>How texts are looked through.</summary>
internal static class Matching
{
    /// <summary>
    /// Milliseconds after which the search for a match is given up as one that finds no end. They are the world's, and count what the first match of a long expression
    /// waits for, too: the compiler and, on a busy machine, the processor.
    /// </summary>
    public const int Patience = 10_000;
}
