using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using JasperFx;
using Marten;

namespace Forum.Registration.Communications;

/// <summary>Stores the paper of a communication, a PDF file that is sent as the body. It is stored once: the same again changes nothing, another one is refused.</summary>
public static class StoreSourceDocument
{
    internal const string Pdf = "application/pdf";

    /// <exception cref="Refusal">It is not a PDF file, whatever it is called.</exception>
    public static void MustBePdf(ReadOnlySpan<byte> content)
    {
        // A reader looks for the end mark in the last kilobyte, and so does who checks.
        if (!content.StartsWith("%PDF-"u8) || content[^Math.Min(content.Length, 1024)..].IndexOf("%%EOF"u8) < 0)
            throw new Refusal("not-a-pdf", "The document is not a whole PDF file. Send the scan as PDF.");
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/delegations/{id:guid}/communications/{communication:guid}/document", async (Guid id, Guid communication, Caller caller, IDocumentSession session, HttpRequest request, CancellationToken ct) =>
            {
                await session.RequireCommunication(caller, id, communication, ct);
                var content = await Read(request.Body, ct);
                MustBePdf(content);
                session.Insert(new SourceDocument(communication, id, content.Length, content));
                try
                {
                    await session.SaveChangesAsync(ct);
                }
                catch (DocumentAlreadyExistsException)
                {
                    await MustBeTheSame(session, communication, content, ct);
                }

                return TypedResults.NoContent();
            })
            .TakesFile(SourceDocument.Largest, Pdf)
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(StoreSourceDocument))
            .WithTags("Communications");

    private static async Task MustBeTheSame(IQuerySession session, Guid communication, byte[] content, CancellationToken ct)
    {
        var stored = await session.LoadAsync<SourceDocument>(communication, ct);
        if (stored is null || !stored.Content.AsSpan().SequenceEqual(content))
            throw new Refusal("document-stored", "This communication has another document already. Record another communication for this one.") { TakenByAnother = true };
    }

    private static async Task<byte[]> Read(Stream body, CancellationToken ct)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, ct)) > 0)
        {
            await content.WriteAsync(buffer.AsMemory(0, read), ct);
            if (content.Length > SourceDocument.Largest)
                throw new BadHttpRequestException($"A document has at most {SourceDocument.Largest / 1024 / 1024} MB.", StatusCodes.Status413PayloadTooLarge);
        }

        return content.ToArray();
    }
}
