namespace Forum.Publishing.Documents;

/// <summary>An issued document on its shelf, under its symbol. Written once, with the event that issued it, and never again.</summary>
/// <param name="Id">The symbol.</param>
/// <param name="SummaryId"></param>
/// <param name="EditionId"></param>
/// <param name="Content">The document (<see cref="ChairSummary"/>) as canonical JSON.</param>
/// <param name="ContentHash">SHA-256 of the content in UTF-8, lower-case hexadecimal.</param>
public sealed record IssuedDocument(string Id, Guid SummaryId, Guid EditionId, string Content, string ContentHash)
{
    public ChairSummary Read() => CanonicalJson.Read<ChairSummary>(Content);

    /// <summary>The document as JSON with the hash as its last member; without that member it is what was hashed, to the letter.</summary>
    public string WithHash() => $"{Content[..^1]},\"contentHash\":\"{ContentHash}\"}}";
}
