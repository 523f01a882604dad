using System.Collections.Concurrent;
using Forum.Hosting.Store;
using Forum.Publishing.Documents;
using Marten;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Net.Http.Headers;

namespace Forum.Publishing.Outputs;

/// <summary>A file that was made of an issued document.</summary>
/// <param name="Name">Of the file, when it is saved.</param>
public sealed record IssuedFile(byte[] Bytes, string ContentType, string Name, EntityTagHeaderValue Tag);

/// <summary>
/// The files that were asked for lately. An issued document never changes, so that what was made once is given again without asking the store; it is made anew only when it
/// was forgotten for want of space. Whoever asks while it is being made waits for the same one.
/// </summary>
public sealed class DocumentsAtHand(IDocumentStore store) : IDisposable
{
    private const long MostBytes = 64 * 1024 * 1024;

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MostBytes });
    private readonly ConcurrentDictionary<(string Symbol, string? Language, string What), TaskCompletionSource<IssuedFile>> making = new();

    /// <param name="language">Null for the original.</param>
    /// <param name="what">Tells this file of the document from its others.</param>
    /// <param name="make">Makes it; throws when the document has none such.</param>
    /// <exception cref="Missing">No document is issued under the symbol in the language.</exception>
    public async ValueTask<IssuedFile> Find(string symbol, string? language, string what, Func<IssuedDocument, IssuedFile> make, CancellationToken ct)
    {
        var key = (symbol, language, what);
        if (cache.Get<IssuedFile>(key) is { } known)
            return known;
        var mine = new TaskCompletionSource<IssuedFile>(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = making.GetOrAdd(key, mine);
        if (running == mine)
            _ = Task.Run(() => Make(key, make, mine), CancellationToken.None);
        return await running.Task.WaitAsync(ct);
    }

    public void Dispose() => cache.Dispose();

    /// <summary>For all who wait: that one of them goes away ends nothing.</summary>
    private async Task Make((string Symbol, string? Language, string What) key, Func<IssuedDocument, IssuedFile> make, TaskCompletionSource<IssuedFile> waiting)
    {
        try
        {
            await using var session = store.QuerySession();
            var file = make(await session.IssuedVersion(key.Symbol, key.Language, CancellationToken.None));
            cache.Set(key, file, new MemoryCacheEntryOptions { Size = file.Bytes.Length + 1024, SlidingExpiration = TimeSpan.FromHours(1) });
            waiting.SetResult(file);
        }
        catch (Exception e)
        {
            waiting.SetException(e);
        }
        finally
        {
            making.TryRemove(key, out _);
        }
    }
}

/// <summary>Finds documents on their shelf.</summary>
internal static class Shelf
{
    /// <summary>A document in a language, or as it was written.</summary>
    /// <exception cref="Missing">None is issued.</exception>
    public static async Task<IssuedDocument> IssuedVersion(this IQuerySession session, string symbol, string? language, CancellationToken ct)
    {
        // The original stands under the symbol alone, whatever its language; a version under both.
        var marks = language is null ? [symbol] : new[] { symbol, $"{symbol}@{language}" };
        var found = await session.LoadManyAsync<IssuedDocument>(ct, marks);
        return found.FirstOrDefault(document => document.Symbol == symbol && (language is null || document.Language == language))
            ?? throw new Missing("document", language is null ? symbol : $"{symbol} in the language {language}");
    }
}
