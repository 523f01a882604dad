using Forum.Hosting.Access;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Forum.Scheduling.SpeakersLists;
using Marten;

namespace Forum.Scheduling.Floors;

/// <summary>The texts of a statement.</summary>
/// <param name="Published">True once the statement was delivered. Before, nobody sees this but the delegation and the secretariat; what is delivered may differ from it.</param>
public sealed record TextsOfStatement(Guid InscriptionId, bool Published, IReadOnlyList<DepositedText> Items);

/// <summary>A text that was deposited.</summary>
/// <param name="Language">ISO 639-1.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Hash">SHA-256 of the content, lower-case hexadecimal.</param>
/// <param name="DepositedAt">On the edition's clock.</param>
public sealed record DepositedText(string Language, string MediaType, int Length, string Hash, DateTimeOffset DepositedAt);

/// <summary>Shows the texts of a statement: to anybody once it was delivered, to the delegation itself and the secretariat before. For others they do not exist until then.</summary>
public static class ReadTexts
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/editions/{id:guid}/speakers-list/{inscriptionId:guid}/texts", async (Guid id, Guid inscriptionId, Caller caller, IQuerySession session, HttpContext http, CancellationToken ct) =>
            {
                var edition = await session.RequireEdition(id, ct);
                var entry = await session.RequireReadable(id, inscriptionId, caller, ct);
                var found = await session.Query<StatementText>()
                    .Where(text => text.InscriptionId == inscriptionId)
                    .OrderBy(text => text.Language)
                    .Select(text => new DepositedText(text.Language, text.MediaType, text.Length, text.Hash, text.DepositedAt))
                    .ToListAsync(ct);
                http.Response.Headers.Vary = "Authorization";
                return TypedResults.Ok(new TextsOfStatement(inscriptionId, entry.Statement is not null, [.. found.Select(text => text with { DepositedAt = edition.AtVenue(text.DepositedAt) })]));
            })
            .AllowAnonymous()
            .WithName("ListTexts")
            .WithSummary("Lists the texts of a statement: for anybody once it was delivered, for the delegation and the secretariat before")
            .WithTags("Texts");

        routes.MapGet("/editions/{id:guid}/speakers-list/{inscriptionId:guid}/texts/{language}", async (
                Guid id, Guid inscriptionId, string language, Caller caller, IQuerySession session, HttpContext http, CancellationToken ct) =>
            {
                var entry = await session.RequireReadable(id, inscriptionId, caller, ct);
                var text = await session.LoadAsync<StatementText>(StatementText.IdOf(inscriptionId, language), ct) ?? throw new Missing("text", language);
                http.Response.Headers.Vary = "Authorization";
                // It came from outside: nothing in it is to run here.
                http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
                http.Response.Headers.XContentTypeOptions = "nosniff";
                var type = text.MediaType is TextForm.Plain ? $"{TextForm.Plain}; charset=utf-8" : text.MediaType;
                return TypedResults.File(text.Content, type, $"statement-{entry.Inscription.Participant ?? "opening"}-{text.Language}.{TextForm.ExtensionOf(text.MediaType)}");
            })
            .Produces<Stream>(StatusCodes.Status200OK, TextForm.Pdf, TextForm.Word, TextForm.Plain)
            .AllowAnonymous()
            .WithName("ReadText")
            .WithSummary("The text itself, as it was deposited")
            .WithTags("Texts");
    }

    /// <exception cref="Missing">There is no such statement, or it was not delivered and is another's.</exception>
    private static async Task<Entry> RequireReadable(this IQuerySession session, Guid editionId, Guid inscriptionId, Caller caller, CancellationToken ct)
    {
        var entry = (await session.LoadAsync<SpeakersList>(editionId, ct))?.Entries.Find(entry => entry.Inscription.Id == inscriptionId) ?? throw new Missing("inscription", inscriptionId);
        if (entry.Statement is null)
            caller.MustActFor(entry.Inscription.Participant ?? "", "inscription", inscriptionId);
        return entry;
    }
}
