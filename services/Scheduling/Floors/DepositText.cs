using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Forum.Scheduling.SpeakersLists;
using Marten;
using Microsoft.Net.Http.Headers;

namespace Forum.Scheduling.Floors;

/// <summary>
/// Deposits the text of a statement in one language: a PDF file, a Word document or plain text, sent as the body. Until the statement is delivered nobody sees it but the delegation
/// and the secretariat, and it can be replaced; the text that was deposited last is published when the statement is delivered. Check against delivery.
/// </summary>
public static partial class DepositText
{
    /// <exception cref="Refusal">The statement was delivered: its text is published.</exception>
    public static void MustBeToCome(Entry entry)
    {
        if (entry.Statement is not null)
            throw new Refusal("already-delivered", "The statement was delivered and its text is published. It does not change any more.");
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/editions/{id:guid}/speakers-list/{inscriptionId:guid}/texts/{language}", async (
                Guid id, Guid inscriptionId, string language, Caller caller, IDocumentSession session, TimeProvider time, HttpRequest request, CancellationToken ct) =>
            {
                if (!Code().IsMatch(language))
                    throw new Refusal("language-unknown", "A language is said by its code in ISO 639-1, e.g. fr.", "language");
                var edition = (await session.RequireEdition(id, ct)).MustBeOpen();
                MustBeToCome(await session.RequireEntry(id, inscriptionId, caller, ct));
                var content = await Read(request.Body, ct);
                var form = TextForm.Of(content, MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType.Value : null);
                // The statement may be noted as delivered at this moment: then the text was too late.
                await session.TakeTurn(id, ct);
                var list = await session.Events.FetchForWriting<SpeakersList>(id, ct);
                list.AlwaysEnforceConsistency = true;
                var entry = list.Aggregate?.Entries.Find(entry => entry.Inscription.Id == inscriptionId) ?? throw new Missing("inscription", inscriptionId);
                MustBeToCome(entry);
                session.Store(new StatementText(
                    StatementText.IdOf(inscriptionId, language), inscriptionId, id, entry.Inscription.DelegationId, language, form, content.Length,
                    Convert.ToHexStringLower(SHA256.HashData(content)), edition.Now(time), content));
                await session.SaveChangesAsync(ct);
                return TypedResults.NoContent();
            })
            .TakesFile(StatementText.Largest, TextForm.Pdf, TextForm.Word, TextForm.Plain)
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(DepositText))
            .WithTags("Texts");

        routes.MapDelete("/editions/{id:guid}/speakers-list/{inscriptionId:guid}/texts/{language}", async (
                Guid id, Guid inscriptionId, string language, Caller caller, IDocumentSession session, CancellationToken ct) =>
            {
                var entry = await session.RequireEntry(id, inscriptionId, caller, ct);
                // The secretariat may have to take away a published text that names somebody.
                if (!caller.Is(Role.Organizer))
                    MustBeToCome(entry);
                session.Delete<StatementText>(StatementText.IdOf(inscriptionId, language));
                await session.SaveChangesAsync(ct);
                return TypedResults.NoContent();
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName("TakeBackText")
            .WithSummary("Takes a text back; after delivery only the secretariat does, e.g. because it names somebody.")
            .WithTags("Texts");
    }

    /// <summary>The place on the list, which the caller must act for.</summary>
    /// <exception cref="Missing">There is none, or it is another's.</exception>
    private static async Task<Entry> RequireEntry(this IQuerySession session, Guid editionId, Guid inscriptionId, Caller caller, CancellationToken ct)
    {
        var entry = (await session.LoadAsync<SpeakersList>(editionId, ct))?.Entries.Find(entry => entry.Inscription.Id == inscriptionId) ?? throw new Missing("inscription", inscriptionId);
        // An office that opens has no delegation: the secretariat acts for it.
        caller.MustActFor(entry.Inscription.Participant ?? "", "inscription", inscriptionId);
        return entry;
    }

    private static async Task<byte[]> Read(Stream body, CancellationToken ct)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await body.ReadAsync(buffer, ct) is > 0 and var read)
        {
            if (content.Length + read > StatementText.Largest)
                throw new BadHttpRequestException($"A text has at most {StatementText.Largest / 1024 / 1024} MB.", StatusCodes.Status413PayloadTooLarge);
            await content.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        return content.ToArray();
    }

    [GeneratedRegex("^[a-z]{2}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
