namespace Forum.Replay.Data;

/// <summary>Where a datum comes from. Memory is no source.</summary>
public enum Source
{
    /// <summary>The source document, A/61/515, as far as the copy goes.</summary>
    Seed,

    /// <summary>A public page or file that was read.</summary>
    StoredPage,

    /// <summary>Follows from what a source says; the note says how.</summary>
    Derived,

    /// <summary>Made up so that the totals of the source come out; not history.</summary>
    Synthetic,
}

/// <summary>Where a datum comes from, and where to look it up.</summary>
/// <param name="Source"></param>
/// <param name="Locator">Place in the source, e.g. "A/61/515, para. 2".</param>
/// <param name="Note">What a reader must know besides; null when nothing.</param>
public sealed record Provenance(Source Source, string Locator, string? Note = null);
