using System.Globalization;
using System.Text.Json;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Releases;
using Forum.Scheduling.Rooms;
using Marten;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Forum.Scheduling.Exports;

/// <summary>
/// The published programme in the forms that others read. It is public. Each form is there for every release by its number, and for the latest one, at an address that stays:
/// that is the one to subscribe to.
/// </summary>
public static class ReadExports
{
    private const string Tag = "Programme for others";
    // In patterns of addresses capital and small letters are one.
    private const string Release = "/editions/{id:guid}/programme/{release:regex(^(latest|[1-9][0-9]*)$)}";
    private const string Participant = "{participant:regex(^[A-Z][A-Z0-9-]+$)}";

    /// <summary>Raised whenever the same release looks different in some form, so that caches notice.</summary>
    private const string Layout = "1";

    public static void Map(IEndpointRouteBuilder routes)
    {
        MapCalendars(routes);
        MapSchedules(routes);
        MapLists(routes);
        MapJournal(routes);
    }

    private static void MapCalendars(IEndpointRouteBuilder routes)
    {
        routes.MapFile("calendar.ics", ProgrammeCalendar.ContentType, "ReadCalendar",
            "The programme as a calendar to subscribe to (iCalendar)",
            (Guid id, string release, Exporting export, CancellationToken ct) =>
                export.Answer(id, release, new CalendarFeed.OfEdition(), ct));

        routes.MapFile("rooms/{room:guid}/calendar.ics", ProgrammeCalendar.ContentType, "ReadCalendarOfRoom",
            "The meetings in a room as a calendar; a meeting that leaves the room stays in it as cancelled",
            async (Guid id, string release, Guid room, IQuerySession session, Exporting export, CancellationToken ct) =>
            {
                var known = await session.LoadAsync<Room>(room, ct);
                if (known?.EditionId != id)
                    throw new Missing("room", room);
                return await export.Answer(id, release, new CalendarFeed.OfRoom(room, known.Name), ct);
            });

        routes.MapFile($"delegations/{Participant}/calendar.ics", ProgrammeCalendar.ContentType, "ReadCalendarOfDelegation",
            "The meetings at which a delegation speaks, sits or holds an office, and its turn to speak, as a calendar; empty as long as there are none, so that it can be subscribed to early",
            (Guid id, string release, string participant, Exporting export, CancellationToken ct) =>
                export.Answer(id, release, new CalendarFeed.OfDelegation(participant.ToUpperInvariant()), ct));
    }

    private static void MapSchedules(IEndpointRouteBuilder routes)
    {
        routes.MapFile("schedule.xml", FrabSchedule.XmlType, "ReadScheduleAsXml",
            "The programme as schedule.xml (frab, pentabarf), for conference apps and room displays; meetings that were called off are not in it",
            (Guid id, string release, Exporting export, CancellationToken ct) =>
                export.Answer(id, release, "schedule.xml", new Form(FrabSchedule.XmlType, "schedule.xml"), FrabSchedule.AsXml, ct));

        routes.MapFile("schedule.json", FrabSchedule.JsonType, "ReadScheduleAsJson",
            "The programme as schedule.json (frab, pretalx), for conference apps; meetings that were called off are not in it",
            (Guid id, string release, Exporting export, CancellationToken ct) =>
                export.Answer(id, release, "schedule.json", new Form(FrabSchedule.JsonType, "schedule.json"), FrabSchedule.AsJson, ct),
            typeof(JsonElement));
    }

    private static void MapLists(IEndpointRouteBuilder routes)
    {
        routes.MapFile("meetings.json", "application/json", "ReadMeetingsAsJson",
            "The programme as one list, with words beside the codes",
            (Guid id, string release, Exporting export, IOptions<JsonOptions> json, CancellationToken ct) =>
                export.Answer(id, release, "meetings.json", new Form("application/json; charset=utf-8", "programme.json"),
                    publication => JsonSerializer.SerializeToUtf8Bytes(ProgrammeListing.Of(publication), json.Value.SerializerOptions), ct),
            typeof(ProgrammeListing));

        routes.MapFile("meetings.csv", ProgrammeTable.ContentType, "ReadMeetingsAsCsv",
            $"The programme as a table (CSV, UTF-8), a row a meeting. Columns: {string.Join(", ", ProgrammeTable.Head)}. Lists in a cell are parted by semicolons; what a spreadsheet would take for a formula has an apostrophe in front",
            (Guid id, string release, Exporting export, CancellationToken ct) =>
                export.Answer(id, release, "meetings.csv", new Form(ProgrammeTable.ContentType, "programme.csv") { Attached = true }, ProgrammeTable.Of, ct));
    }

    private static void MapJournal(IEndpointRouteBuilder routes)
    {
        routes.MapFile("journal/{day}.html", JournalPage.ContentType, "ReadJournal",
            "The Journal of a day as a page to read and to print; what was changed after the freeze is marked as a change",
            (Guid id, string release, DateOnly day, HttpContext http, Exporting export, CancellationToken ct) =>
            {
                http.Response.Headers.ContentSecurityPolicy = JournalPage.ContentSecurityPolicy;
                return export.Answer(id, release, $"journal/{day:O}.html", new Form(JournalPage.ContentType, null), publication => JournalPage.Of(JournalOf(publication, day)), ct);
            });

        routes.MapFile("journal/{day}.pdf", JournalPdf.ContentType, "ReadJournalAsPdf",
            "The Journal of a day as PDF",
            (Guid id, string release, DateOnly day, Exporting export, CancellationToken ct) =>
                // Two files of the same content differ in the names of their fonts.
                export.Answer(id, release, $"journal/{day:O}.pdf", new Form(JournalPdf.ContentType, $"journal-{day:O}.pdf") { IsWeak = true }, publication => JournalPdf.Of(JournalOf(publication, day)), ct));
    }

    /// <exception cref="Missing">It is no day of the edition.</exception>
    private static Journal JournalOf(Publication publication, DateOnly day) =>
        publication.Days().Contains(day) ? Journal.Of(publication, day) : throw new Missing("day of the edition", day.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>Maps a file for GET, and for HEAD, with which calendars ask whether there is something new. The document of the API says the one.</summary>
    private static void MapFile(this IEndpointRouteBuilder routes, string name, string type, string operation, string summary, Delegate answer, Type? body = null)
    {
        routes.MapGet($"{Release}/{name}", answer)
            .AllowAnonymous()
            .WithName(operation)
            .WithSummary(summary)
            .WithTags(Tag)
            .Produces(StatusCodes.Status200OK, body ?? typeof(Stream), type.Split(';')[0])
            .Produces(StatusCodes.Status304NotModified);
        routes.MapMethods($"{Release}/{name}", [HttpMethods.Head], answer)
            .AllowAnonymous()
            .ExcludeFromDescription();
    }

    /// <summary>What a file is called and how it is given.</summary>
    /// <param name="Name">Of the file, after the edition's code and the number of the release; null for a page, which has none.</param>
    private sealed record Form(string Type, string? Name)
    {
        /// <summary>To be saved rather than shown.</summary>
        public bool Attached { get; init; }

        /// <summary>The same content may come in other bytes.</summary>
        public bool IsWeak { get; init; }
    }

    /// <summary>Answers with a file of a release.</summary>
    private sealed class Exporting(IQuerySession session, ExportsAtHand atHand, TimeProvider time, HttpContext http)
    {
        public static ValueTask<Exporting> BindAsync(HttpContext http) => ValueTask.FromResult(new Exporting(
            http.RequestServices.GetRequiredService<IQuerySession>(),
            http.RequestServices.GetRequiredService<ExportsAtHand>(),
            http.RequestServices.GetRequiredService<TimeProvider>(),
            http));

        public Task<IResult> Answer(Guid id, string release, CalendarFeed feed, CancellationToken ct) =>
            Answer(id, release, feed, new Form(ProgrammeCalendar.ContentType, $"{feed.FileName}.ics") { Attached = true }, publication => ProgrammeCalendar.Of(publication, feed), ct);

        /// <param name="what">Tells this file of the release from the others.</param>
        public async Task<IResult> Answer(Guid id, string release, object what, Form form, Func<Publication, byte[]> write, CancellationToken ct)
        {
            var edition = await session.RequireEdition(id, ct);
            var last = (await session.LoadAsync<ProgrammeOfWork>(ProgrammeOfWork.IdOf(id), ct))?.LastNumber() ?? 0;
            var isLatest = release.Equals("latest", StringComparison.OrdinalIgnoreCase);
            var number = isLatest ? last : int.TryParse(release, CultureInfo.InvariantCulture, out var asked) ? asked : 0;
            if (number == 0 || number > last)
                throw new Missing("release of the programme", release);

            var releases = await atHand.Releases(session, id, number, ct);
            var publication = new Publication(edition, releases, atHand.PublicOrigin is { } origin ? new Uri(origin, $"api/scheduling/editions/{id}/programme/latest/") : null);
            var file = atHand.File((id, edition.Version, number, what), () => write(publication));

            var headers = http.Response.GetTypedHeaders();
            // The latest may be another one at any time: it is asked for again, and a short answer says that it is not.
            http.Response.Headers.CacheControl = isLatest ? "public, no-cache" : "public, max-age=3600";
            if (form.Name is not null)
                headers.ContentDisposition = new ContentDispositionHeaderValue(form.Attached ? "attachment" : "inline") { FileName = string.Create(CultureInfo.InvariantCulture, $"{edition.Edition.Code}-{number}-{form.Name}") };
            var tag = form.IsWeak ? $"{id:N}-{edition.Version}-{number}" : file.Hash[..32];
            return TypedResults.Bytes(file.Bytes, form.Type, lastModified: MadeAt(edition, publication.Release), entityTag: new EntityTagHeaderValue($"\"{tag}-{Layout}\"", form.IsWeak));
        }

        /// <summary>When the release was made by the world's clock, by which files are kept; null when a rehearsal's clock puts that into the future.</summary>
        private DateTimeOffset? MadeAt(KnownEdition edition, ReleasedProgramme release) =>
            edition.Edition.Clock.RealAt(release.ReleasedAt) is var real && real <= time.GetUtcNow() ? real : null;
    }
}
