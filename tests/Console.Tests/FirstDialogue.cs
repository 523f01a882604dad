using Microsoft.AspNetCore.Http;

namespace Forum.Console.Tests;

/// <summary>What the services would answer of the first Dialogue, in their own shapes. The numbers are those of A/61/515; the words are ours.</summary>
public static class FirstDialogue
{
    public const string Code = "hld-2006";
    public const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    public static readonly Guid Id = Guid.Parse("0198a000-0000-7000-8000-000000000001");
    private static readonly string[] Categories =
        ["MemberState", "ObserverState", "StandingInviteeEntity", "UnSystemEntity", "RegionalCommission", "RelatedOrganization", "Ngo", "CivilSociety", "PrivateSector"];

    private static readonly int[] Delegations = [131, 1, 10, 16, 2, 1, 0, 12, 0];

    public static void LayDown(RunningConsole console)
    {
        console.Governance.Answers("/editions", http => http.Response.WriteAsJsonAsyncOf(
            http.Request.Query["code"] is [{ } code] && code != Code ? new { items = Array.Empty<object>(), next = (string?)null } : new { items = new[] { Edition("Closed") }, next = (string?)null }));
        Registered(console, 173);
        Progress(console, statements: 141);
        console.Scheduling.Answers("/meetings", List(Meetings()));
        console.Scheduling.Answers("/round-tables", List(Enumerable.Range(1, 4).Select(number => new
        {
            id = Guid.CreateVersion7(),
            number,
            topic = Topics[number - 1],
            meetingId = Guid.CreateVersion7(),
            capacity = 50,
        })));
        console.Scheduling.Answers($"/editions/{Id}/releases", List(
        [
            new { number = 1, at = "2006-09-01T12:00:00-04:00", changes = Array.Empty<string>(), byWithdrawal = false },
            new { number = 2, at = "2006-09-13T20:00:00-04:00", changes = Changes, byWithdrawal = true },
        ]));
        console.Scheduling.Answers($"/editions/{Id}/releases/1", Release(1));
        console.Scheduling.Answers($"/editions/{Id}/releases/latest", Release(2));
        console.Scheduling.Answers($"/editions/{Id}/speakers-list", SpeakersList);
        console.Scheduling.Answers($"/editions/{Id}/seating-plan", new
        {
            aim = "Leximin",
            seed = 2006,
            cutOffAt = "2006-09-01T12:00:00-04:00",
            cutOffPassed = true,
            offerMinutes = 720,
            offerMinutesOnTheDay = 60,
            choices = 2,
            tables = new[]
            {
                new
                {
                    roundTable = 1,
                    capacity = 45,
                    flexSeats = 0,
                    civilSocietyFloor = 5,
                    civilSocietyCeiling = 10,
                    groups = new[] { new { group = "African", members = 53, share = 11.1579, seats = 11, confirmed = 12 }, new { group = "Weog", members = 28, share = 5.8947, seats = 6, confirmed = 5 } },
                    confirmed = 44,
                    offered = 1,
                    waiting = 3,
                },
            },
            release = new { seats = 44, releasedAt = "2006-08-20T12:00:00-04:00", origin = new { optimal = true } },
        });
        console.Publishing.Answers($"/editions/{Id}/figures", List(Figures));
        console.Publishing.Answers($"/editions/{Id}/attendance", new { warnings = new[] { new { text = "Delegations present: 137, which is less than speakers after the opening: 138." } } });
        console.Publishing.Answers($"/editions/{Id}/figures/memberStatesSpoke/evidence", List(Enumerable.Range(0, 3).Select(_ => new
        {
            service = "scheduling",
            @event = "StatementDelivered",
            streamId = Id,
            eventIds = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7()),
        })));
        console.Publishing.Answers("/summaries", List([new { id = Guid.CreateVersion7(), title = "Summary by the chair", state = "Issued", symbol = "A/61/515", issuedOn = "2006-10-13" }]));
        console.Publishing.Answers("/documents/A/61/515", http => http.Request.Query["diagram"].Count > 0
            ? Drawing(http)
            : http.Response.WriteAsJsonAsyncOf(http.Request.Query["language"] is ["ar"] ? Arabic : Document));
        console.Publishing.Answers("/documents", List(
        [
            new { symbol = "A/61/515", language = "en", originalLanguage = "en", kind = "Summary", title = "Summary of the High-level Dialogue", date = "2006-10-13" },
            new { symbol = "A/61/515", language = "ar", originalLanguage = "en", kind = "Summary", title = "موجز الحوار الرفيع المستوى", date = "2006-10-13" },
            new { symbol = "A/61/515/Corr.1", language = "fr", originalLanguage = "fr", kind = "Corrigendum", title = "Rectificatif", date = "2006-11-01" },
        ]));
        console.Publishing.Answers("/documents/search", http => http.Response.WriteAsJsonAsyncOf(http.Request.Query["words"] is ["nothing"] ? List([]) : List(
        [
            new { symbol = "A/61/515", language = "en", title = "Summary", date = "2006-10-13", paragraph = (int?)2, excerpt = new[] { new { text = "127 Member States took the ", found = false }, new { text = "floor", found = true }, new { text = " in plenary.", found = false } } },
            new { symbol = "A/61/515", language = "ar", title = "موجز", date = "2006-10-13", paragraph = (int?)null, excerpt = new[] { new { text = "موجز", found = true } } },
        ])));
        Traced(console.Registration, [("delegation_registered", 1, 0), ("speaking_requested", 2, 84), ("round_table_choices_ranked", 3, 120)]);
        Traced(console.Scheduling, [("speaker_inscribed", 41, 97), ("seat_allocated", 17, 131)]);
        Traced(console.Governance, []);
        Traced(console.Publishing, []);
    }

    /// <summary>So many delegations are registered, those beyond the usual ones Member States.</summary>
    public static void Registered(RunningConsole console, int registered) => console.Registration.Answers($"/editions/{Id}/counts", new
    {
        editionId = Id,
        registered,
        withdrawn = 2,
        byCategory = Categories.Zip(Delegations).ToDictionary(pair => pair.First, pair => pair.Second + (pair.First == "MemberState" ? registered - Delegations.Sum() : 0)),
    });

    /// <summary>So many statements were delivered, openers included.</summary>
    public static void Progress(RunningConsole console, int statements) => console.Scheduling.Answers($"/editions/{Id}/counts", new
    {
        editionId = Id,
        meetings = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["Plenary"] = new { planned = 4, convened = 4, concluded = 4 },
            ["RoundTable"] = new { planned = 4, convened = 4, concluded = 4 },
        },
        speakers = new { inscribedOpening = 3, inscribedDebate = 138, deliveredOpening = 3, deliveredDebate = statements - 3, deliveredByCategory = new { MemberState = 127 } },
        seats = new
        {
            confirmed = 193,
            byCategory = new { MemberState = 162 },
            byTable = Enumerable.Range(1, 4).Select(number => new { roundTable = number, capacity = 50, confirmed = 47 + number }),
        },
    });

    public static object Edition(string state) => new
    {
        id = Id,
        version = 4,
        code = Code,
        title = "High-level Dialogue on International Migration and Development",
        startsOn = "2006-09-14",
        endsOn = "2006-09-15",
        venue = "United Nations Headquarters, New York",
        timeZone = "America/New_York",
        participantsAsOf = "2006-09-14",
        modalityProfile = new { code = Code, roundTableCapacity = (int?)null, speakingLimitMinutes = (int?)null },
        outcomeType = "ChairSummary",
        clock = new { kind = "Rehearsal", startsAt = "2006-06-01T13:00:00Z", speed = 86400 },
        state,
    };

    private static readonly string?[] Topics =
        ["Effects of migration on economic and social development", "Human rights of migrants; smuggling and trafficking", "Many-sided aspects of migration and development", null];

    private static IEnumerable<object> Meetings()
    {
        string[] plenary = ["2006-09-14T10:00:00-04:00", "2006-09-14T15:00:00-04:00", "2006-09-15T10:00:00-04:00", "2006-09-15T15:00:00-04:00"];
        for (var number = 1; number <= 4; number++)
            yield return Meeting("Plenary", number, $"Plenary meeting {number}", plenary[number - 1], []);
        for (var number = 1; number <= 4; number++)
        {
            object[] officers = number == 4 ? [new { role = "Chair", name = "A. N. Other", title = "Minister of Labour", participant = "FIN" }] : [];
            yield return Meeting("RoundTable", number, $"Round table {number}", number <= 2 ? "2006-09-14T15:00:00-04:00" : "2006-09-15T10:00:00-04:00", officers);
        }
    }

    private static object Meeting(string kind, int number, string title, string startsAt, object[] officers) => new
    {
        id = Guid.CreateVersion7(),
        version = 3,
        editionId = Id,
        kind,
        number,
        title,
        startsAt,
        endsAt = DateTimeOffset.Parse(startsAt).AddHours(3).ToString("yyyy-MM-dd'T'HH:mm:sszzz"),
        roomId = (Guid?)null,
        room = kind == "Plenary" ? "General Assembly Hall" : null,
        officers,
        state = "Concluded",
    };

    private static readonly string[] Changes = ["The chair of round table 1 is vacant: Finland has withdrawn.", "Round table 2, planned for 15:00 on 14 September, is called off."];

    /// <summary>The programme as a release publishes it; the second one came after the first day was frozen.</summary>
    private static object Release(int number) => new
    {
        number,
        releasedAt = number == 1 ? "2006-09-01T12:00:00-04:00" : "2006-09-13T20:00:00-04:00",
        changes = number == 1 ? [] : Changes,
        note = number == 1 ? "Subject to changes." : null,
        byWithdrawal = number == 2,
        meetings = new[]
        {
            Released("Plenary", 1, "2006-09-14T10:00:00-04:00", changed: false, cancelled: false),
            Released("RoundTable", 1, "2006-09-14T15:00:00-04:00", changed: number == 2, cancelled: false),
            Released("RoundTable", 2, "2006-09-14T15:00:00-04:00", changed: number == 2, cancelled: number == 2),
            Released("Plenary", 3, "2006-09-15T10:00:00-04:00", changed: false, cancelled: false),
        },
        participants = new[] { new { code = "FIN", name = "Finland" }, new { code = "KEN", name = "Kenya" } },
    };

    private static object Released(string kind, int number, string startsAt, bool changed, bool cancelled) => new
    {
        id = Guid.Parse($"0198a000-0000-7000-8000-0000000000{(kind == "Plenary" ? 1 : 2)}{number}"),
        kind,
        number,
        title = kind == "Plenary" ? $"Plenary meeting {number}" : $"Meeting of round table {number}",
        roundTable = kind == "Plenary" ? (int?)null : number,
        topic = kind == "Plenary" ? null : Topics[number - 1],
        startsAt,
        endsAt = DateTimeOffset.Parse(startsAt).AddHours(3).ToString("yyyy-MM-dd'T'HH:mm:sszzz"),
        room = kind == "Plenary" ? "General Assembly Hall" : null,
        officers = kind == "Plenary" || changed ? [] : new[] { new { role = "Chair", name = (string?)"A. N. Other", title = (string?)"Minister of Labour", participant = (string?)"FIN" } },
        speakers = kind == "Plenary"
            ? new[] { new { office = (string?)"Secretary-General", participant = (string?)null, name = (string?)null, startsAt = (string?)startsAt }, new { office = (string?)null, participant = (string?)"KEN", name = (string?)"Kenya", startsAt = (string?)null } }
            : [],
        seats = kind == "Plenary" ? Array.Empty<string>() : ["KEN"],
        cancelled,
        sequence = changed ? 1 : 0,
        changedIn = changed ? 2 : 1,
        lateChanges = changed && !cancelled
            ? new[] { new { what = "OtherOfficers", before = (string?)"chair: Finland", after = (string?)null, words = "The chair of round table 1 is vacant: Finland has withdrawn.", release = 2 } }
            : [],
    };

    private static readonly Guid FirstMeeting = Guid.CreateVersion7();

    /// <summary>A part of a list as it may have been, with what can be on one.</summary>
    private static readonly object SpeakersList = new
    {
        editionId = Id,
        version = 7,
        seed = "0123456789abcdef0123456789abcdef",
        closesAt = "2006-09-10T18:00:00-04:00",
        slotsConfirmed = true,
        plan = new
        {
            limitMinutes = 5.0m,
            changeoverMinutes = 2.5m,
            groupLimitMinutes = 10,
            meetings = new[] { new { meetingId = FirstMeeting, number = 1, startsAt = "2006-09-14T10:00:00-04:00", endsAt = "2006-09-14T13:00:00-04:00", lostMinutes = 60, mayRunOver = true, slots = 16 } },
            capacity = new
            {
                statements = 138,
                fits = false,
                notFitting = 42,
                minutesNeeded = 1035.0m,
                minutesAvailable = 720,
                offers = new object[]
                {
                    new { remedy = "ShorterLimit", helps = false, notFitting = 10, limitMinutes = 3 },
                    new { remedy = "NightMeetings", helps = true, notFitting = 0, meetings = 2 },
                    new { remedy = "ParallelSegments", helps = true, notFitting = 0, segments = 2 },
                },
            },
        },
        items = new object[]
        {
            new { position = 1, kind = "Opening", office = "Secretary-General", placed = false, deliveredAt = "2006-09-14T10:20:00-04:00" },
            Speaker(2, "France", 1, "category 1, 1st preference, received 2006-06-01 09:00:00.000 UTC, lot 4711", deliveredAt: "2006-09-14T11:02:00-04:00"),
            Speaker(3, "South Africa", 2, "category 3, received 2006-06-01 09:00:00.000 UTC, lot 12", onBehalfOf: "G77"),
            Speaker(4, "Norway", null, "category 3, was absent when called, received 2006-06-01 09:00:01.000 UTC, lot 99", absentAt: "2006-09-14T11:10:00-04:00"),
        },
        late = new[] { new { participant = "KEN", name = "Kenya", receivedAt = "2006-09-12T09:00:00-04:00" } },
    };

    private static object Speaker(int position, string name, int? slot, string key, string? onBehalfOf = null, string? absentAt = null, string? deliveredAt = null) => new
    {
        position,
        kind = "Debate",
        name,
        onBehalfOf,
        key = new { inWords = key },
        slot = slot is { } number ? new { meetingId = FirstMeeting, number, startsAt = DateTimeOffset.Parse("2006-09-14T11:00:00-04:00").AddMinutes((number - 1) * 7.5) } : null,
        placed = false,
        absentAt,
        deliveredAt,
    };

    private static readonly object[] Figures =
    [
        Figure("editionDays", "Days", 2, null, 1, "Days from the first to the last of the edition.", 1),
        Figure("plenaryMeetings", "Plenary meetings", 4, null, 2, "Plenary meetings that were concluded.", 4),
        Figure("memberStatesSpoke", "Member States that spoke in plenary", 127, null, 2, "Different Member States whose statement was delivered in plenary.", 127),
        Figure("entitiesSpoke", "Entities and organizations that spoke", 10, null, 2, "Different entities and organizations whose statement was delivered.", 10),
        Figure("speakersInAll", "Speakers in all", 141, null, null, "All statements delivered in plenary, the opening ones among them.", 141),
        Figure("roundTableStateRepresentatives", "Representatives of States at the round tables", 162, null, 3, "Seats held by States when the tables sat.", 162),
        Figure("roundTableTotalAtLeast", "Participants of the round tables, at least", 193, null, null, "All seats; some categories are not known.", 193),
        Figure("chairsNamed", "Round-table chairs named", 1, null, 8, "Round tables of which a chair was designated.", 1),
        Figure("roundTableSeatsPerTable", "Seats at each round table", null, "The source does not say how the seats were spread over the tables.", 3, "Seats of each table.", 0),
    ];

    private static object Figure(string name, string label, decimal? value, string? unknown, int? paragraph, string derivation, int evidence) =>
        new { name, label, value, unknown, paragraph, derivation, evidence };

    private static Task Drawing(HttpContext http)
    {
        http.Response.ContentType = "image/svg+xml";
        return http.Response.WriteAsync("""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 56"><rect width="300" height="20"/></svg>""");
    }

    private static readonly object Arabic = new
    {
        kind = "ChairSummary",
        language = "ar",
        symbol = "A/61/515",
        date = "2006-10-13",
        title = "موجز الحوار الرفيع المستوى",
        edition = new { id = Id, code = Code, title = "High-level Dialogue on International Migration and Development", startsOn = "2006-09-14", endsOn = "2006-09-15", venue = "United Nations Headquarters, New York" },
        status = "يصدر هذا الموجز عن الرئيس على مسؤوليته الخاصة.",
        sections = new object[] { new { number = 1, heading = "الشكل والمشاركة", paragraphs = new object[] { new { number = 1, completeness = "Full", runs = new object[] { new { text = "دام الحوار " }, new { text = "2", figure = "editionDays" }, new { text = " يومين." } }, missing = (string?)null } } } },
        figures = Figures,
        contentHash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    };

    private static readonly object Document = new
    {
        kind = "ChairSummary",
        language = "en",
        symbol = "A/61/515",
        date = "2006-10-13",
        title = "Summary of the High-level Dialogue",
        edition = new { id = Id, code = Code, title = "High-level Dialogue on International Migration and Development", startsOn = "2006-09-14", endsOn = "2006-09-15", venue = "United Nations Headquarters, New York" },
        status = "This summary is issued by the chair on the chair's own responsibility.",
        statusNote = "Written anew in our own words from recorded points.",
        sections = new object[]
        {
            new
            {
                number = 1, heading = "Format and participation", paragraphs = new object[]
                {
                    new { number = 1, completeness = "Full", runs = new object[] { new { text = "The Dialogue was held on " }, new { text = "2", figure = "editionDays" }, new { text = " days." } }, missing = (string?)null },
                    new { number = 2, completeness = "HeadOnly", runs = new object[] { new { text = "127", figure = "memberStatesSpoke" }, new { text = " Member States took the floor in plenary." }, new { text = " Many participants welcomed it.", point = Guid.CreateVersion7() } }, missing = "the end of the paragraph" },
                    new { number = 3, completeness = "Absent", runs = Array.Empty<object>(), missing = "the page is missing" },
                },
            },
            new { number = 2, heading = (string?)null, paragraphs = Array.Empty<object>() },
        },
        figures = Figures,
        breakdowns = new[] { new { name = "memberStatesByGroup", label = "Member States that made statements, by regional group", parts = new[] { new { name = "african", label = "African States", value = 40 }, new { name = "asian", label = "Asian States", value = 30 } } } },
        changes = new[] { new { part = "Paragraph", number = 2, words = new[] { new { change = "Kept", text = "resolution " }, new { change = "Removed", text = "60/277" }, new { change = "Added", text = "60/227" } } } },
        contentHash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    };

    private static void Traced(StubService service, (string Type, int Version, int After)[] events) => service.Answers($"/traces/{TraceId}", http =>
    {
        // As in the services: only with a token of an operator.
        if (!http.Request.Headers.Authorization.ToString().StartsWith("Bearer access-operator-", StringComparison.Ordinal))
        {
            http.Response.StatusCode = 403;
            return Task.CompletedTask;
        }

        return http.Response.WriteAsJsonAsyncOf(List(events.Select((e, index) => new
        {
            eventId = Guid.CreateVersion7(),
            type = e.Type,
            streamId = Id,
            version = e.Version,
            sequence = index + 1,
            at = DateTimeOffset.Parse("2026-01-05T09:30:00.120Z").AddMilliseconds(e.After),
        })));
    });

    private static object List(IEnumerable<object> items) => new { items, next = (string?)null };
}
