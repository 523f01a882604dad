namespace Forum.Publishing.Documents;

/// <summary>An issued document on its shelf, under its symbol and in one language. Written once, with the event that issued it, and never again.</summary>
/// <param name="Id">Its shelf mark, see <see cref="ShelfMark"/>.</param>
/// <param name="SummaryId"></param>
/// <param name="EditionId"></param>
/// <param name="Content">The document (<see cref="ChairSummary"/>) as canonical JSON.</param>
/// <param name="ContentHash">SHA-256 of the content in UTF-8, lower-case hexadecimal.</param>
public sealed record IssuedDocument(string Id, Guid SummaryId, Guid EditionId, string Content, string ContentHash)
{
    /// <summary>The same in all languages.</summary>
    public string Symbol { get; init; } = Id;

    /// <summary>The symbol without suffixes, which a summary and all that corrects, supplements or replaces it have in common.</summary>
    public string Stem { get; init; } = Id;

    public string Language { get; init; } = "en";
    public string OriginalLanguage { get; init; } = "en";
    public DocumentKind Kind { get; init; }
    public string Title { get; init; } = "";

    /// <summary>Date on the masthead; of a document shelved before it was kept here, that of <see cref="Read"/>.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>When it was put on the shelf, by the world's clock; the store says so.</summary>
    public DateTimeOffset ShelvedAt { get; init; }

    public ChairSummary Read() => CanonicalJson.Read<ChairSummary>(Content);

    /// <summary>The document as JSON with the hash as its last member; without that member it is what was hashed, to the letter.</summary>
    public string WithHash() => $"{Content[..^1]},\"contentHash\":\"{ContentHash}\"}}";

    /// <summary>Where a version stands: the original under the symbol alone, every other language beside it. So there is one of each.</summary>
    public static string ShelfMark(string symbol, string language, string originalLanguage) =>
        string.Equals(language, originalLanguage, StringComparison.Ordinal) ? symbol : $"{symbol}@{language}";

    /// <summary>Shelves a document that is issued.</summary>
    public static IssuedDocument Of(ChairSummary document, Guid summaryId, string content, string contentHash) =>
        new(ShelfMark(document.Symbol, document.Language, document.OriginalLanguage), summaryId, document.Edition.Id, content, contentHash)
        {
            Symbol = document.Symbol,
            Stem = DocumentSymbol.Parse(document.Symbol)?.Stem ?? document.Symbol,
            Language = document.Language,
            OriginalLanguage = document.OriginalLanguage,
            Kind = document.DocumentKind,
            Title = document.Title,
            Date = document.Date,
        };
}
