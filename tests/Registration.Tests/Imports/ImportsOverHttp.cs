using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Forum.Registration.Tests.Imports;

[Collection<Registering>]
public sealed class When_a_list_of_delegations_is_imported(RegistrationFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");

    [Fact]
    public async Task its_preview_changes_nothing_and_its_commit_registers_everybody()
    {
        var edition = await fixture.Edition();
        var import = await organizer.Upload(edition, Lists.Small);
        import.GetProperty("state").GetString().ShouldBe("Previewed");
        import.Counts().ShouldBe((4, 0, 0, 0, 0, 0));
        import.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("readAs").GetString())
            .ShouldBe(["delegation_code", "category", "delegation_name", "reference", "name", "title", "role", "rank"]);
        (await Registered(edition)).ShouldBeEmpty();

        var done = await organizer.Take(import);
        done.GetProperty("progress").GetProperty("rowsDone").GetInt32().ShouldBe(4);
        done.GetProperty("progress").GetProperty("delegationsDone").GetInt32().ShouldBe(2);
        (await organizer.Outcomes(import)).ShouldBe(new Dictionary<string, string> { ["FRA"] = "Done", ["IOM"] = "Done" });
        (await Registered(edition)).ShouldBe(["FRA", "IOM"]);
        (await organizer.People(edition, "FRA")).ShouldBe(new Dictionary<string, string> { ["Anne Example"] = "Minister of the Interior", ["Bernard Example"] = "Ambassador", ["Claire Example"] = "Counsellor" }, ignoreOrder: true);
    }

    [Fact]
    public async Task the_same_file_again_shows_everything_unchanged()
    {
        var edition = await fixture.Edition();
        await organizer.Take(await organizer.Upload(edition, Lists.Small));

        var again = await organizer.Upload(edition, Lists.Small);
        again.Counts().ShouldBe((0, 0, 4, 0, 0, 0));
        await organizer.Take(again);
        (await organizer.Outcomes(again)).ShouldBe(new Dictionary<string, string> { ["FRA"] = "Nothing", ["IOM"] = "Nothing" });
        (await Version(edition, "FRA")).ShouldBe(1, "nothing happened to it");
    }

    [Fact]
    public async Task it_updates_instead_of_doubling()
    {
        var edition = await fixture.Edition();
        await organizer.Take(await organizer.Upload(edition, Lists.Small));

        var edited = await organizer.Upload(edition, Lists.Small
            .Replace("Claire Example,Counsellor", "Claire Example,First Counsellor", StringComparison.Ordinal)
            .Replace("FRA,,,,Bernard Example,Ambassador,Representative,PermanentRepresentative\n", "FRA,,,,Émile Example,Attaché,Expert,\n", StringComparison.Ordinal));
        edited.Counts().ShouldBe((1, 1, 2, 0, 0, 1));
        var rows = await organizer.Rows(edited);
        rows.Single(row => row.State() == "New").GetProperty("name").GetString().ShouldBe("Émile Example");
        rows.Single(row => row.State() == "Change").GetProperty("changes").EnumerateArray().Select(column => column.GetString()).ShouldBe(["title"]);
        var missing = rows.Single(row => row.State() == "NotInFile");
        (missing.GetProperty("name").GetString(), missing.GetProperty("effect").GetString(), missing.GetProperty("row").ValueKind).ShouldBe(("Bernard Example", "None", JsonValueKind.Null));

        await organizer.Take(edited);
        (await organizer.People(edition, "FRA")).ShouldBe(new Dictionary<string, string>
        {
            ["Anne Example"] = "Minister of the Interior",
            ["Bernard Example"] = "Ambassador",
            ["Claire Example"] = "First Counsellor",
            ["Émile Example"] = "Attaché",
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task who_is_missing_leaves_only_when_that_is_asked_for()
    {
        var edition = await fixture.Edition();
        await organizer.Take(await organizer.Upload(edition, Lists.Small));
        var without = string.Concat(Lists.Small.Split('\n').Where(line => !line.Contains("Bernard", StringComparison.Ordinal)).Select(line => line + "\n"));

        var import = await organizer.Upload(edition, without, "&removeMissing=true");
        (await organizer.Rows(import, "NotInFile")).ShouldHaveSingleItem().GetProperty("effect").GetString().ShouldBe("Removed");
        await organizer.Take(import);
        (await organizer.People(edition, "FRA")).Keys.ShouldBe(["Anne Example", "Claire Example"], ignoreOrder: true);
    }

    [Fact]
    public async Task a_bad_row_keeps_no_good_one_from_being_taken()
    {
        var edition = await fixture.Edition();
        var import = await organizer.Upload(edition, Lists.Small + "FRA,,,,Zoé Example,Counsellor,Juggler,\nITA,,,,Nobody leads,Counsellor,Adviser,\n");
        import.Counts().ShouldBe((4, 0, 0, 0, 2, 0));
        var wrong = await organizer.Rows(import, "Error");
        wrong.Select(row => (row.GetProperty("row").GetInt32(), row.Codes().Single(), row.GetProperty("messages")[0].GetProperty("column").GetString()))
            .ShouldBe([(6, "role-unknown", "role"), (7, "head-needed", "role")]);

        await organizer.Take(import);
        (await Registered(edition)).ShouldBe(["FRA", "IOM"]);
        (await organizer.Outcomes(import))["ITA"].ShouldBe("Refused");
        (await organizer.People(edition, "FRA")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task a_delegation_that_changed_meanwhile_is_told_and_the_others_go_through()
    {
        var edition = await fixture.Edition();
        await organizer.Take(await organizer.Upload(edition, Lists.Small));
        var import = await organizer.Upload(edition, Lists.Small.Replace("Counsellor", "First Counsellor", StringComparison.Ordinal).Replace("Director General", "Director-General", StringComparison.Ordinal));
        var france = (await organizer.GetFromJsonAsync<JsonElement>($"/delegations?edition={edition}")).GetProperty("items")[0].GetProperty("id").GetGuid();
        (await organizer.Post($"/delegations/{france}/speaking-request", new { }, "\"1\"")).ShouldBe((200, ""));

        await organizer.Take(import);
        (await organizer.Outcomes(import)).ShouldBe(new Dictionary<string, string> { ["FRA"] = "ChangedMeanwhile", ["IOM"] = "Done" });
        (await organizer.People(edition, "FRA"))["Claire Example"].ShouldBe("Counsellor");
        (await organizer.People(edition, "IOM"))["Dora Example"].ShouldBe("Director-General");
    }

    [Fact]
    public async Task who_was_registered_meanwhile_is_not_registered_again()
    {
        var edition = await fixture.Edition();
        var import = await organizer.Upload(edition, Lists.Small);
        await organizer.Register(Requests.Body(edition, "FRA"));
        await organizer.Take(import);
        (await organizer.Outcomes(import)).ShouldBe(new Dictionary<string, string> { ["FRA"] = "ChangedMeanwhile", ["IOM"] = "Done" });
        (await organizer.People(edition, "FRA")).Keys.ShouldBe(["Head of the delegation"]);
    }

    [Fact]
    public async Task two_commits_at_once_have_one_effect()
    {
        var edition = await fixture.Edition();
        var import = await organizer.Upload(edition, Lists.Small);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => organizer.Commit(import.Id())));
        answers.Count(answer => answer == (202, "")).ShouldBe(1);
        answers.Count(answer => answer == (412, "stale-version")).ShouldBe(19, string.Join(", ", answers));

        var done = await organizer.UntilCompleted(import.Id());
        (await organizer.Commit(import.Id(), $"\"{done.GetProperty("version").GetInt64()}\"")).ShouldBe((202, ""), "asked again it is done already");
        (await Registered(edition)).ShouldBe(["FRA", "IOM"]);
        (await fixture.Database.Query<long>($"select count(*) from mt_events e join mt_doc_delegation d on d.id = e.stream_id where d.data #>> '{{Listing,EditionId}}' = '{edition}'"))[0].ShouldBe(2);
        (await fixture.Database.Query<long>($"select count(*) from mt_doc_person where data ->> 'Name' = 'Dora Example' and data ->> 'DelegationId' in (select id::text from mt_doc_delegation where data #>> '{{Listing,EditionId}}' = '{edition}')"))[0].ShouldBe(1);
    }

    [Fact]
    public async Task the_same_key_and_file_make_one_import()
    {
        var edition = await fixture.Edition();
        var first = await organizer.Upload(edition, Lists.Csv(Lists.Small), key: $"list-{edition}");
        var second = await organizer.Upload(edition, Lists.Csv(Lists.Small), key: $"list-{edition}");
        second.Id().ShouldBe(first.Id());
        second.Counts().ShouldBe(first.Counts());
        using var other = new HttpRequestMessage(HttpMethod.Post, $"/imports?edition={edition}&removeMissing=true") { Content = Lists.Csv(Lists.Small), Headers = { { "Idempotency-Key", $"list-{edition}" } } };
        using var refused = await organizer.SendAsync(other);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await organizer.GetFromJsonAsync<JsonElement>($"/imports?edition={edition}")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task its_rows_come_in_pages_in_the_order_of_the_file()
    {
        var edition = await fixture.Edition();
        var import = await organizer.Upload(edition, Lists.Heading + string.Concat(Enumerable.Range(0, 250).Select(n => $"FRA,,,,Person {n},Counsellor,{(n == 0 ? "Head" : "Adviser")},Other\n")));
        var seen = new List<int>();
        string? after = null;
        do
        {
            using var answer = await organizer.GetAsync(new Uri($"/imports/{import.Id()}/rows?limit=100{(after is null ? "" : $"&after={after}")}", UriKind.Relative));
            var page = await answer.Content.ReadFromJsonAsync<JsonElement>();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("row").GetInt32()));
            after = page.GetProperty("next").GetString();
            answer.Headers.Contains("Link").ShouldBe(after is not null);
        }
        while (after is not null);
        seen.ShouldBe(Enumerable.Range(2, 250));
        (await organizer.Rows(import, "Error")).ShouldBeEmpty();
    }

    [Fact]
    public async Task abandoned_it_leaves_no_name_behind()
    {
        var edition = await fixture.Edition();
        var import = await organizer.Upload(edition, Lists.Small.Replace("Example", "Abandoned", StringComparison.Ordinal));
        (await organizer.Post($"/imports/{import.Id()}/abandonment", new { }, "\"1\"")).ShouldBe((204, ""));
        (await organizer.Ask(HttpMethod.Get, $"/imports/{import.Id()}/rows")).ShouldBe((404, "not-found"));
        (await organizer.Commit(import.Id(), "\"3\"")).ShouldBe((422, "import-abandoned"));
        (await fixture.Database.Query<long>("select count(*) from mt_doc_stagedrow where data::text like '%Abandoned%'"))[0].ShouldBe(0);

        var committed = await organizer.Upload(edition, Lists.Small);
        await organizer.Take(committed);
        (await organizer.Post($"/imports/{committed.Id()}/abandonment", new { }, "\"3\"")).ShouldBe((422, "import-committed"));
    }

    [Fact]
    public async Task no_name_of_it_is_in_an_event_or_in_the_log()
    {
        var edition = await fixture.Edition();
        var import = await organizer.Upload(edition, Lists.Small.Replace("Example", "Marked", StringComparison.Ordinal).Replace("Counsellor", "Marked title", StringComparison.Ordinal).Replace("reference,name", "reference ,Marked column,name", StringComparison.Ordinal)
            .Replace(",,,", ",,,,", StringComparison.Ordinal).Replace("Migration,,", "Migration,,,", StringComparison.Ordinal));
        import.Counts().ShouldBe((4, 0, 0, 0, 0, 0));
        import.GetProperty("columns").EnumerateArray().Single(column => column.GetProperty("readAs").ValueKind is JsonValueKind.Null).GetProperty("heading").GetString().ShouldBe("Marked column");
        await organizer.Take(import);
        (await organizer.People(edition, "FRA")).Keys.ShouldContain("Anne Marked");
        (await fixture.Database.Query<long>("select count(*) from mt_events where data::text like '%Marked%' or headers::text like '%Marked%'"))[0].ShouldBe(0);
        fixture.Service.Log.ShouldAllBe(line => !line.Contains("Marked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task only_the_secretariat_may()
    {
        var edition = await fixture.Edition();
        var import = await organizer.Upload(edition, Lists.Small);
        foreach (var other in new[] { fixture.Service.As("delegation", "FRA"), fixture.Service.As("operator") })
        {
            using var refused = await other.PostAsync(new Uri($"/imports?edition={edition}", UriKind.Relative), Lists.Csv(Lists.Small));
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await other.Commit(import.Id())).Status.ShouldBe(403);
            (await other.Ask(HttpMethod.Get, $"/imports/{import.Id()}/rows")).Status.ShouldBe(403);
            (await other.Ask(HttpMethod.Get, $"/delegations/export?edition={edition}")).Status.ShouldBe(403);
        }

        (await organizer.Post($"/imports/{import.Id()}/commit", new { reason = "No version." })).ShouldBe((428, "version-not-given"));
        (await organizer.Post($"/imports/{import.Id()}/commit", new { reason = "" }, "\"1\"")).ShouldBe((400, "invalid-value"));
        var (status, code, fields) = await organizer.Complaints($"/imports?edition={Guid.CreateVersion7()}", Lists.Csv(Lists.Small));
        (status, code, fields.Single()).ShouldBe((422, "edition-unknown", "edition"));
        (await organizer.Post($"/imports?edition={edition}", new { })).ShouldBe((415, "unsupported-media-type"));
        (await organizer.Post($"/imports?edition={edition}")).ShouldBe((415, "unsupported-media-type"));
    }

    [Fact]
    public async Task a_file_that_is_no_list_says_what_to_do()
    {
        var edition = await fixture.Edition();
        async Task<string> Refused(HttpContent content) => (await organizer.Complaints($"/imports?edition={edition}", content)) is (422, var code, _) ? code : "taken";
        (await Refused(Lists.Csv(""))).ShouldBe("file-empty");
        (await Refused(Lists.Csv("a,b\n1,2\n"))).ShouldBe("column-missing");
        (await Refused(Lists.Content(Encoding.Latin1.GetBytes("Zoé"), "text/csv"))).ShouldBe("file-not-utf8");
        (await Refused(Lists.Content(Workbook.With(""), "text/csv"))).ShouldBe("file-not-text");
        (await Refused(Lists.Content("no workbook"u8.ToArray(), Lists.Workbook))).ShouldBe("file-not-workbook");
        (await organizer.Complaints($"/imports?edition={edition}&sheet=Rooms", Lists.Content(Workbook.With(""), Lists.Workbook))).Code.ShouldBe("sheet-unknown");
        (await organizer.Complaints($"/imports?edition={edition}", Lists.Content(new byte[(32 * 1024 * 1024) + 1], "text/csv"))).Code.ShouldBe("too-large");
        (await organizer.GetFromJsonAsync<JsonElement>($"/imports?edition={edition}")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task a_list_is_not_taken_by_an_edition_that_is_over_and_registers_nobody_new_when_the_window_is_closed()
    {
        (await organizer.Complaints($"/imports?edition={await fixture.Edition(EditionState.Closed)}", Lists.Csv(Lists.Small))).Code.ShouldBe("edition-closed");

        var edition = await fixture.Edition();
        var late = await organizer.Upload(edition, Lists.Small);
        await organizer.Take(await organizer.Upload(edition, string.Concat(Lists.Small.Split('\n').Take(4).Select(line => line + "\n"))));
        await fixture.Edition(EditionState.RegistrationClosed, edition, revision: 3);
        await Kit.Eventually.Holds(async () =>
        {
            var closed = await organizer.Upload(edition, Lists.Small.Replace("Counsellor", "First Counsellor", StringComparison.Ordinal));
            closed.Counts().ShouldBe((0, 1, 2, 0, 1, 0));
            (await organizer.Rows(closed, "Error")).ShouldHaveSingleItem().Codes().ShouldBe(["registration-not-open"]);
        }, "the edition is known to be closed");

        await organizer.Take(late);
        (await organizer.Outcomes(late)).ShouldBe(new Dictionary<string, string> { ["FRA"] = "Refused", ["IOM"] = "Refused" });
    }

    [Fact]
    public async Task what_comes_of_it_belongs_to_the_trace_of_its_commit()
    {
        var edition = await fixture.Edition();
        var import = await organizer.Upload(edition, Lists.Small);
        var trace = System.Diagnostics.ActivityTraceId.CreateRandom().ToString();
        using var commit = new HttpRequestMessage(HttpMethod.Post, $"/imports/{import.Id()}/commit")
        {
            Content = JsonContent.Create(new { reason = "Traced." }),
            Headers = { { "If-Match", "\"1\"" }, { "traceparent", $"00-{trace}-00f067aa0ba902b7-01" } },
        };
        using var committed = await organizer.SendAsync(commit);
        committed.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await organizer.UntilCompleted(import.Id());
        (await fixture.Database.Query<string>($"select type from mt_events where correlation_id = '{trace}' order by type")).ShouldBe(["delegation_announced", "delegation_announced", "import_committed", "import_completed"]);
    }

    [Fact]
    public async Task every_delegation_it_changes_has_the_reason_among_its_actions()
    {
        var edition = await fixture.Edition();
        await organizer.Take(await organizer.Upload(edition, Lists.Small));
        var france = (await organizer.GetFromJsonAsync<JsonElement>($"/delegations?edition={edition}")).GetProperty("items")[0].GetProperty("id").GetGuid();
        var action = (await organizer.GetFromJsonAsync<JsonElement>($"/delegations/{france}/actions")).GetProperty("items").EnumerateArray().Single();
        (action.GetProperty("act").GetString(), action.GetProperty("reason").GetString()).ShouldBe(("CommitImport", "The list of the host country has come."));
    }

    [Fact]
    public async Task exported_edited_and_uploaded_again_it_shows_just_the_edits()
    {
        var edition = await fixture.Edition();
        await organizer.Take(await organizer.Upload(edition, Lists.Small
            .Replace("Claire Example", "=Claire Example", StringComparison.Ordinal).Replace("Counsellor", "\"+1, \"\"Counsellor\"\"\"", StringComparison.Ordinal)));

        foreach (var format in new[] { "Csv", "Xlsx" })
        {
            using var export = await organizer.GetAsync(new Uri($"/delegations/export?edition={edition}&format={format}", UriKind.Relative));
            export.StatusCode.ShouldBe(HttpStatusCode.OK);
            var type = export.Content.Headers.ContentType!.MediaType!;
            var bytes = await export.Content.ReadAsByteArrayAsync();
            (await organizer.Upload(edition, Lists.Content(bytes, type))).Counts().ShouldBe((0, 0, 4, 0, 0, 0), format);

            if (format == "Xlsx")
                continue;
            bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
            var text = Encoding.UTF8.GetString(bytes);
            text.ShouldContain("'=Claire Example");
            var edited = await organizer.Upload(edition, Lists.Content(Encoding.UTF8.GetBytes(text.Replace("Bernard Example", "Bernard Renamed", StringComparison.Ordinal)), type));
            edited.Counts().ShouldBe((0, 1, 3, 0, 0, 0), "known by its id, whatever it is called");
        }
    }

    [Fact]
    public async Task accents_may_stand_apart_from_their_letters()
    {
        var edition = await fixture.Edition();
        await organizer.Take(await organizer.Upload(edition, Lists.Heading + "FRA,,,,Zoé Élan,Minister,Head,Minister\n"));
        (await organizer.Upload(edition, Lists.Heading + "FRA,,,,Zoe\u0301 E\u0301lan,Minister,Head,Minister\n")).Counts().ShouldBe((0, 0, 1, 0, 0, 0));
    }

    private async Task<string[]> Registered(Guid edition) =>
        [.. (await organizer.GetFromJsonAsync<JsonElement>($"/delegations?edition={edition}")).GetProperty("items").EnumerateArray().Select(line => line.GetProperty("participant").GetString()!)];

    private async Task<long> Version(Guid edition, string participant) =>
        (await organizer.GetFromJsonAsync<JsonElement>($"/delegations?edition={edition}")).GetProperty("items").EnumerateArray()
        .Single(line => line.GetProperty("participant").GetString() == participant).GetProperty("version").GetInt64();
}
