using System.Security.Cryptography;
using System.Text;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Registration.Participants;

/// <summary>What would come of an uploaded list, held against the newest one as it is now.</summary>
/// <param name="Upload">Give it to commit the list.</param>
/// <param name="BasedOn">Number of the newest list. A commit names it, so that nobody commits what was looked at beside an older one.</param>
/// <param name="Sound">No row is faulty: it can be committed.</param>
/// <param name="SaysNothingNew">It says word for word what the newest list says; a commit makes no new one.</param>
/// <param name="Counts">Rows in each state.</param>
/// <param name="Rows">In the order of the file.</param>
/// <param name="Missing">Lines of the newest list for which the file has no row. Who commits it says how many they are.</param>
public sealed record ListPreview(
    Guid Upload, int BasedOn, bool Sound, bool SaysNothingNew, IReadOnlyDictionary<LineState, int> Counts, IReadOnlyList<RowPreview> Rows, IReadOnlyList<MissingLine> Missing)
{
    internal static ListPreview Of(Guid upload, CheckedList list) => new(
        upload,
        list.Against.Number,
        list.IsSound,
        list.SaysNothingNew,
        Enum.GetValues<LineState>().ToDictionary(state => state, state => list.Rows.Count(row => row.State == state)),
        [.. list.Rows.Select(row => new RowPreview(row.Row, row.State, row.Cells.GetValueOrDefault("code", ""), row.Cells.GetValueOrDefault("name", ""), row.Messages))],
        [.. list.Missing.Select(line => new MissingLine(line.Id, line.Code, line.Name, line.From, line.To))]);
}

/// <summary>What becomes of a row.</summary>
/// <param name="Row">Number of its line in the file; the header is 1.</param>
/// <param name="Code">As it stands there.</param>
/// <param name="Name">As it stands there.</param>
/// <param name="Messages">What is wrong with it, or what it changes.</param>
public sealed record RowPreview(int Row, LineState State, string Code, string Name, IReadOnlyList<LineMessage> Messages);

/// <summary>A line of the newest list for which there is no row.</summary>
public sealed record MissingLine(int Id, string Code, string Name, DateOnly? From, DateOnly? To);

/// <summary>
/// Uploads a newer list of participants as CSV and shows row by row what would come of it. Nothing comes of it yet; the same file is the same upload.
/// <c>GET /participant-lists/{number}.csv</c> gives a list in the form in which a newer one is written.
/// </summary>
public static class UploadList
{
    private const int Longest = 1024 * 1024;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/participant-lists/uploads", async (HttpContext http, ParticipantListsAtHand lists, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var bytes = await Read(http.Request.Body, ct);
                var text = Text(bytes);
                var preview = ListFile.Read(text).Check(await lists.Require(null, ct));
                var upload = new UploadedList(new Guid(SHA256.HashData(bytes).AsSpan(0, 16)), text, time.GetUtcNow());
                session.Store(upload);
                await session.SaveChangesAsync(ct);
                return TypedResults.Created($"{http.Request.PathBase}/participant-lists/uploads/{upload.Id}", ListPreview.Of(upload.Id, preview));
            })
            .TakesFile(Longest, "text/csv")
            .Allow(Role.Organizer)
            .WithName(nameof(UploadList))
            .WithTags("Participants");

        routes.MapGet("/participant-lists/uploads/{id:guid}", async (Guid id, ParticipantListsAtHand lists, IQuerySession session, CancellationToken ct) =>
            {
                var upload = await session.LoadAsync<UploadedList>(id, ct) ?? throw new Missing("upload", id);
                return TypedResults.Ok(ListPreview.Of(id, ListFile.Read(upload.Text).Check(await lists.Require(null, ct))));
            })
            .Allow(Role.Organizer)
            .WithName("ReadUpload")
            .WithSummary("What an uploaded list would change, row by row.")
            .WithTags("Participants");
    }

    private static async Task<byte[]> Read(Stream body, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        var piece = new byte[81_920];
        while (await body.ReadAsync(piece, ct) is > 0 and var read)
        {
            if (bytes.Length + read > Longest)
                throw new BadHttpRequestException("A list has at most 1 MB.", StatusCodes.Status413PayloadTooLarge);
            await bytes.WriteAsync(piece.AsMemory(0, read), ct);
        }

        return bytes.ToArray();
    }

    private static string Text(byte[] bytes)
    {
        try
        {
            var text = Utf8.GetString(bytes);
            return text.Contains('\0', StringComparison.Ordinal) ? throw new Refusal("file-not-text", "The file is not text. Save the list as CSV in UTF-8.") : text;
        }
        catch (DecoderFallbackException)
        {
            throw new Refusal("file-not-text", "The file is not UTF-8. Save the list as CSV in UTF-8.");
        }
    }
}
