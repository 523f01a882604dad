using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Forum.Hosting.Access;
using Forum.Hosting.Deadlines;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Editions;
using Forum.Registration.Imports.Files;
using Forum.Registration.Organizations;
using Forum.Registration.Participants;
using Forum.Registration.People;
using Marten;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Npgsql;
using Weasel.Core;
using Delegation = Forum.Registration.Delegations.Delegation;

namespace Forum.Registration.Imports;

/// <summary>A list as it was sent: the body of the request.</summary>
/// <param name="Asked">The query, so that the same file asked for otherwise is another request.</param>
public sealed record Upload(FileFormat Format, string Sha256, string Asked)
{
    public const string Csv = "text/csv", Tsv = "text/tab-separated-values", Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    internal static readonly string[] Types = [Csv, Tsv, Xlsx];

    [JsonIgnore]
    public byte[] Content { get; init; } = [];

    /// <summary>What the content type says of it; null when it is to be found out.</summary>
    [JsonIgnore]
    public char? Separator { get; init; }

    public static async ValueTask<Upload?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var type = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var parsed) ? parsed.MediaType.Value : null;
        if (!Types.Contains(type, StringComparer.OrdinalIgnoreCase))
            throw new BadHttpRequestException($"A list comes as {string.Join(", ", Types)}.", StatusCodes.Status415UnsupportedMediaType);
        var content = new MemoryStream((int)Math.Clamp(context.Request.ContentLength ?? 0, 0, Limit.Bytes));
        var buffer = new byte[81_920];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0;)
        {
            if (content.Length + read > Limit.Bytes)
                throw new BadHttpRequestException($"A file may have {Limit.Bytes / (1024 * 1024)} MB at most. Divide it: a delegation may not be spread over two files.", StatusCodes.Status413PayloadTooLarge);
            await content.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
        }

        var bytes = content.Length == content.Capacity ? content.GetBuffer() : content.ToArray();
        return new Upload(string.Equals(type, Xlsx, StringComparison.OrdinalIgnoreCase) ? FileFormat.Xlsx : FileFormat.Csv, Convert.ToHexStringLower(SHA256.HashData(bytes)), context.Request.QueryString.ToString())
        {
            Content = bytes,
            Separator = string.Equals(type, Tsv, StringComparison.OrdinalIgnoreCase) ? '\t' : null,
        };
    }

    /// <summary>The content type says what a binary body is.</summary>
    internal static OpenApiMediaType Medium(string type) => new()
    {
        Schema = type == Xlsx ? new OpenApiSchema() : new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Limit.Bytes },
    };

    /// <exception cref="Refusal">The file is not of the form that its content type says.</exception>
    internal IEnumerable<SheetRow> Rows(string? sheet) => Format switch
    {
        FileFormat.Xlsx => XlsxSheet.Read(Content, sheet),
        // Whoever sends a workbook as text is told so, and not that it is not UTF-8.
        FileFormat.Csv when Content.AsSpan().StartsWith("PK"u8) => throw new Refusal("file-not-text", $"This is a workbook and no text. Send it with Content-Type: {Xlsx}.", "Content-Type"),
        FileFormat.Csv => CsvSheet.Read(Content, Separator),
    };
}

/// <summary>
/// Takes a list of delegations and their members and answers with a preview of what it would change; nothing is changed yet. A row that is wrong says why and keeps nothing else from being taken.
/// The first row names the columns, in any order: delegation_code and name are needed, category, delegation_name, person_id, reference, title, role and rank are read, others are reported.
/// </summary>
public static class UploadImport
{
    /// <summary>So many rows are staged at once.</summary>
    private const int AtATime = 4_000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/imports", async (
                Guid edition, bool? removeMissing, string? sheet, Upload upload, EditionsAtHand editions, ParticipantListsAtHand lists, IDocumentSession session, IDocumentStore store, NpgsqlDataSource source, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var known = await editions.Find(session, edition, ct)
                    ?? throw new Refusal("edition-unknown", "There is no such edition here. One that was announced a moment ago comes to be known shortly.", "edition");
                known.MustLetChange(bySecretariat: true);
                var now = known.Edition.Clock.Now(time);
                var (columns, rows) = await Read(upload, sheet, source, ct);

                var id = Guid.CreateVersion7();
                // First of all, so that rows of an upload that is broken off are removed some day, too.
                await KeepNoLongerThan(RemoveImportRows.Unless, id, store, time, ct);
                try
                {
                    var counts = await Stage(id, known, await lists.For(edition, ct), rows, removeMissing ?? false, now, store, ct);
                    session.Insert(new StagedFile(id, edition, columns.Headings));
                    var previewed = new ImportPreviewed(id, edition, new ImportedFile(upload.Format, upload.Content.Length, upload.Sha256, removeMissing ?? false), counts, now);
                    return (IResult)await session.Start<Import>(http, id, [previewed], $"/imports/{id}", ct);
                }
                catch
                {
                    // Whatever it was, an import that has not begun leaves nobody's name behind.
                    await KeepNoLongerThan(TimeSpan.Zero, id, store, time, CancellationToken.None);
                    throw;
                }
            })
            .AddEndpointFilter(ShowPreview)
            .AcceptsIdempotencyKey<Upload>()
            .TakesFile(Limit.Bytes, Upload.Types)
            .Produces<ImportFile>(StatusCodes.Status201Created)
            .Allow(Role.Organizer)
            .WithName(nameof(UploadImport))
            .WithTags("Imports");

    private static async Task KeepNoLongerThan(TimeSpan span, Guid import, IDocumentStore store, TimeProvider time, CancellationToken ct)
    {
        await using var session = store.LightweightSession();
        session.SetDeadline(RemoveImportRows.Deadline, import, time.GetUtcNow() + span);
        await session.SaveChangesAsync(ct);
    }

    /// <summary>Whoever uploads sees the preview at once, also when the same was asked before.</summary>
    private static async ValueTask<object?> ShowPreview(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var answer = await next(invocation);
        if (answer is not Started started)
            return answer;
        var http = invocation.HttpContext;
        await using var session = http.RequestServices.GetRequiredService<IDocumentStore>().QuerySession();
        var import = await session.Require<Import>(started.Id, http.RequestAborted);
        http.Response.Headers.ETag = ExpectedVersion.Tag(import.Version);
        return TypedResults.Created(http.Request.PathBase + started.Location, await GetImport.File(session, import, http.RequestAborted));
    }

    private static async Task<(Columns Columns, List<ReadRow> Rows)> Read(Upload upload, string? sheet, NpgsqlDataSource source, CancellationToken ct)
    {
        using var file = upload.Rows(sheet).GetEnumerator();
        if (!file.MoveNext())
            throw new Refusal("file-empty", "There is nothing in the file.", "file");
        var columns = Columns.Of(file.Current);
        var said = new SaidBefore();
        var rows = new List<ReadRow>();
        var some = new List<SheetRow>(AtATime);
        for (var more = true; more;)
        {
            more = file.MoveNext();
            if (more)
                some.Add(file.Current);
            if (more && some.Count < AtATime)
                continue;
            LetGo(rows.Count);
            rows.AddRange((await Composed(some, source, ct)).Select((row, n) => ReadRow.Of(columns, row, rows.Count + n, said)).ToArray());
            some.Clear();
        }

        return (columns, rows);
    }

    /// <summary>
    /// Accents that stand as signs of their own, as some systems write them, are put together with their letters: a name is found again however it was typed.
    /// The services run without tables of characters; the database has them.
    /// </summary>
    private static async Task<IReadOnlyList<SheetRow>> Composed(List<SheetRow> rows, NpgsqlDataSource source, CancellationToken ct)
    {
        string[] apart = [.. rows.SelectMany(static row => row.Cells).Select(static cell => cell.Text).Where(HasAccentsApart).Distinct(StringComparer.Ordinal)];
        if (apart.Length == 0)
            return rows;
        var composed = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = source.CreateCommand("select text, normalize(text, NFC) from unnest($1) text");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = apart });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            composed[reader.GetString(0)] = reader.GetString(1);
        return [.. rows.Select(row => row.Cells.Any(cell => composed.ContainsKey(cell.Text))
            ? row with { Cells = [.. row.Cells.Select(cell => cell with { Text = composed.GetValueOrDefault(cell.Text, cell.Text) })] }
            : row)];
    }

    private static bool HasAccentsApart(string text) => text.AsSpan().IndexOfAnyInRange('\u0300', '\u036F') >= 0 && !text.Contains('\0');

    /// <summary>Rows and delegations are written in bulk, some thousands at a time, so that what is at hand of the registered people stays small.</summary>
    private static async Task<ImportCounts> Stage(Guid id, KnownEdition edition, ParticipantList list, List<ReadRow> rows, bool removeMissing, DateTimeOffset now, IDocumentStore store, CancellationToken ct)
    {
        var elsewhere = new Elsewhere();
        foreach (var row in rows)
            elsewhere.Add(row);
        var tally = new Tally(rows.Count);
        // Who is not in the file comes after all who are.
        var next = rows.Count;
        var staged = new List<StagedRow>(AtATime);
        foreach (var stray in rows.Where(static row => row.Code is null))
            staged.Add(tally.Count(Assessment.Stray(id, edition, stray)));

        var delegations = new List<StagedDelegation>();
        foreach (var some in InParts(rows.Where(static row => row.Code is not null).GroupBy(static row => row.Code!, StringComparer.Ordinal)))
        {
            string[] codes = [.. some.Select(static of => of.Key)];
            var registered = await Registered(store, edition.Id, codes, ct);
            var admitted = await Admitted(store, edition.Id, codes, ct);
            foreach (var of in some)
            {
                var assessed = Assessment.Of(id, edition, new Admission(list, admitted.GetValueOrDefault(of.Key)), of.Key, [.. of], registered.GetValueOrDefault(of.Key), elsewhere, removeMissing, now);
                staged.AddRange(assessed.Rows.Select(tally.Count));
                var places = new List<int>(assessed.Staged.Places);
                foreach (var missing in assessed.NotInFile)
                {
                    var place = next++;
                    if (missing.Effect is RowEffect.Removed)
                        places.Add(place);
                    staged.Add(tally.Count(missing with { Id = StagedRow.Key(id, place) }));
                }

                delegations.Add(tally.Count(assessed.Staged with { Places = places }));
            }

            await store.BulkInsertAsync(staged, BulkInsertMode.InsertsOnly, AtATime, ct);
            staged.Clear();
            LetGo(rows.Count);
        }

        if (staged.Count > 0)
            await store.BulkInsertAsync(staged, BulkInsertMode.InsertsOnly, AtATime, ct);
        if (delegations.Count > 0)
            await store.BulkInsertAsync(delegations, BulkInsertMode.InsertsOnly, AtATime, ct);
        return tally.Total;
    }

    /// <summary>
    /// A long list leaves several times its size behind within a second, and a collector that has the machine to itself would let it lie.
    /// A service among others does not: what a part needed is given back before the next.
    /// </summary>
    private static void LetGo(int rows)
    {
        if (rows >= 5 * AtATime)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
    }

    private static IEnumerable<List<IGrouping<string, ReadRow>>> InParts(IEnumerable<IGrouping<string, ReadRow>> delegations)
    {
        var part = new List<IGrouping<string, ReadRow>>();
        var size = 0;
        foreach (var delegation in delegations)
        {
            part.Add(delegation);
            size += delegation.Count();
            if (size < AtATime)
                continue;
            yield return part;
            part = [];
            size = 0;
        }

        if (part.Count > 0)
            yield return part;
    }

    private static async Task<Dictionary<string, RegisteredDelegation>> Registered(IDocumentStore store, Guid edition, string[] codes, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var delegations = await session.Query<Delegation>().Where(d => d.Listing.EditionId == edition && d.Listing.Participant.IsOneOf(codes)).ToListAsync(ct);
        Guid[] ids = [.. delegations.SelectMany(static delegation => delegation.Members, static (_, member) => member.PersonId)];
        var people = ids.Length == 0 ? [] : (await session.LoadManyAsync<Person>(ct, ids)).ToDictionary(static person => person.Id);
        return delegations.ToDictionary(static delegation => delegation.Listing.Participant, delegation => new RegisteredDelegation(delegation, [.. delegation.Members.Select(member =>
        {
            var person = people.GetValueOrDefault(member.PersonId);
            return new RegisteredPerson(member.PersonId, member.Role, member.Rank, person?.Name, person?.Title, person?.Reference);
        })]), StringComparer.Ordinal);
    }

    private static async Task<Dictionary<string, Accreditation>> Admitted(IDocumentStore store, Guid edition, string[] codes, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var organizations = await session.Query<Organization>().Where(o => o.Accreditation.EditionId == edition && o.Accreditation.Code.IsOneOf(codes)).ToListAsync(ct);
        return organizations.ToDictionary(static organization => organization.Accreditation.Code, static organization => organization.Accreditation, StringComparer.Ordinal);
    }

    /// <summary>Counts what is staged.</summary>
    private sealed class Tally(int rows)
    {
        private readonly int[] states = new int[Enum.GetValues<RowState>().Length];
        private readonly int[] effects = new int[Enum.GetValues<DelegationEffect>().Length];

        public ImportCounts Total => new(
            rows,
            states[(int)RowState.New],
            states[(int)RowState.Change],
            states[(int)RowState.Unchanged],
            states[(int)RowState.Warning],
            states[(int)RowState.Error],
            states[(int)RowState.NotInFile],
            new DelegationsCounted(
                effects[(int)DelegationEffect.Registered],
                effects[(int)DelegationEffect.Changed],
                effects[(int)DelegationEffect.Unchanged],
                effects[(int)DelegationEffect.Refused]));

        public StagedRow Count(StagedRow row)
        {
            states[(int)row.State]++;
            return row;
        }

        public StagedDelegation Count(StagedDelegation delegation)
        {
            effects[(int)delegation.Effect]++;
            return delegation;
        }
    }
}
