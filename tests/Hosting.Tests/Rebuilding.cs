using System.Net;
using System.Text.Json;
using Forum.Kit;
using Npgsql;

namespace Forum.Hosting.Tests;

/// <summary>Read models are folded anew beside what is read, on the real store, while it is read and written to.</summary>
public sealed class When_a_read_model_is_rebuilt
{
    private const string Table = "public.mt_doc_bell";

    [Fact]
    public async Task reads_and_appends_go_on_and_what_was_damaged_is_right_afterwards()
    {
        await using var tower = await Tower.Build();
        var bells = await HangMany(tower, 450);
        var (spoiled, lost, stray) = (bells[0], bells[1], Guid.CreateVersion7());
        await tower.Execute($"update {Table} set data = jsonb_set(data, '{{Rung}}', '99') where id = '{spoiled}'");
        await tower.Execute($"delete from {Table} where id = '{lost}'");
        await tower.Execute($"insert into {Table} (id, data, mt_version) select '{stray}', data, 1 from {Table} where id = '{spoiled}'");

        // Of the damaged ones nobody makes anything meanwhile: an append would fold on what is damaged.
        using var over = new CancellationTokenSource();
        var sound = bells.Skip(2).ToArray();
        var (appended, read) = (0, 0);
        var writers = Enumerable.Range(0, 3).Select(async writer =>
        {
            // Each has bells of its own: two at one would be told that it moved on. And few of them, so that the rebuild can catch up with all at once.
            var own = sound.Skip(30 * writer).Take(30).ToArray();
            for (var n = 0; !over.IsCancellationRequested; n++)
            {
                await using var session = tower.Store.LightweightSession();
                (await session.Events.FetchForWriting<Bell>(own[n % own.Length])).AppendOne(new BellRung(1));
                if (n % 10 == 0)
                    session.Events.StartStream<Bell>(Guid.CreateVersion7(), new BellHung(Guid.CreateVersion7(), ""));
                await session.SaveChangesAsync();
                Interlocked.Increment(ref appended);
            }
        }).ToArray();
        var reader = Task.Run(async () =>
        {
            for (var n = 0; !over.IsCancellationRequested; n++)
            {
                await using var session = tower.Store.QuerySession();
                (await session.LoadAsync<Bell>(sound[n % sound.Length])).ShouldNotBeNull();
                read++;
            }
        });

        var rebuild = await Rebuild(tower);
        var (appendedMeanwhile, readMeanwhile) = (appended, read);
        var compared = await Rebuild(tower, onlyCompare: true);
        await over.CancelAsync();
        await Task.WhenAll([.. writers, reader]);

        Counts(rebuild).ShouldBe((1, 1, 1));
        Counts(compared).ShouldBe((0, 0, 0), "it equals its events, with appends going on");
        appendedMeanwhile.ShouldBeGreaterThan(0);
        readMeanwhile.ShouldBeGreaterThan(0);
        rebuild.GetProperty("eventsDone").GetInt64().ShouldBe(rebuild.GetProperty("events").GetInt64());
        rebuild.GetProperty("documents").GetInt64().ShouldBeGreaterThanOrEqualTo(450);
        Counts(await Rebuild(tower, onlyCompare: true)).ShouldBe((0, 0, 0));
        await using var session = tower.Store.QuerySession();
        (await session.LoadAsync<Bell>(spoiled))!.Rung.ShouldBe(1);
        (await session.LoadAsync<Bell>(lost))!.Version.ShouldBe(2);
        (await session.LoadAsync<Bell>(stray)).ShouldBeNull();
        (await Leftovers(tower)).ShouldBeEmpty();
    }

    [Fact]
    public async Task what_was_archived_and_removed_is_not_brought_back_whether_before_or_meanwhile()
    {
        await using var tower = await Tower.Build();
        var bells = await HangMany(tower, 3);
        using var watcher = tower.As("operator");
        await TakeDown(tower, bells[0]);

        await using var source = NpgsqlDataSource.Create(tower.Database.ConnectionString);
        await using var writing = await source.OpenConnectionAsync();
        await using var unfinished = await writing.BeginTransactionAsync();
        var id = await AskedWhile(writing, tower, watcher);
        await TakeDown(tower, bells[1]);
        await unfinished.RollbackAsync();

        var done = await UntilEnded(tower, id, watcher);
        Counts(done).ShouldBe((0, 0, 0));
        done.GetProperty("documents").GetInt64().ShouldBe(1);
        done.GetProperty("events").GetInt64().ShouldBe(2);
        await using var session = tower.Store.QuerySession();
        (await session.LoadManyAsync<Bell>(bells)).Select(bell => bell.Id).ShouldBe([bells[2]]);
    }

    private static async Task TakeDown(Tower tower, Guid bell)
    {
        await using var session = tower.Store.LightweightSession();
        session.Events.ArchiveStream(bell);
        session.Delete<Bell>(bell);
        await session.SaveChangesAsync();
    }

    [Fact]
    public async Task one_that_is_cut_off_leaves_the_old_one_and_is_begun_anew_by_another_replica()
    {
        await using var tower = await Tower.Build();
        var bells = await HangMany(tower, 20);
        await tower.Execute($"update {Table} set data = jsonb_set(data, '{{Rung}}', '99') where id = '{bells[0]}'");
        using var watcher = tower.As("operator");

        await using var source = NpgsqlDataSource.Create(tower.Database.ConnectionString);
        await using var writing = await source.OpenConnectionAsync();
        await using var unfinished = await writing.BeginTransactionAsync();
        var id = await AskedWhile(writing, tower, watcher);
        var told = await tower.Read($"/rebuilds/{id}", watcher);
        told.GetProperty("eventsDone").GetInt64().ShouldBe(40);
        told.GetProperty("events").GetInt64().ShouldBe(40);
        told.GetProperty("reason").GetString().ShouldBe("A row was changed by hand.");
        told.GetProperty("askedBy").GetString().ShouldNotBeNullOrEmpty();
        using (var twin = await watcher.PostAsJsonAsync("/rebuilds", new { readModel = "bell", reason = "The same again." }))
        {
            twin.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await twin.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("rebuild-under-way");
        }

        await tower.Replica();
        await tower.StopFirst();
        await Rung(tower, bells[0], 99, "what was read before is read still");
        await unfinished.RollbackAsync();

        using var other = tower.As("operator");
        var done = await UntilEnded(tower, id, other);
        done.GetProperty("state").GetString().ShouldBe("Done");
        done.GetProperty("attempts").GetInt32().ShouldBe(2);
        Counts(done).ShouldBe((1, 0, 0));
        await Rung(tower, bells[0], 1, "it is right");
        (await Leftovers(tower)).ShouldBeEmpty();
    }

    [Fact]
    public async Task one_that_fails_says_why_without_what_stands_in_the_events_and_leaves_the_old_one()
    {
        await using var tower = await Tower.Build();
        var bells = await HangMany(tower, 3);
        await tower.Execute($"update mt_events set data = '{{\"Times\": \"of Quentin\"}}' where type = 'bell_rung' and stream_id = '{bells[1]}'");

        var failed = await Rebuild(tower);
        failed.GetProperty("state").GetString().ShouldBe("Failed");
        failed.GetProperty("failure").GetString().ShouldBe($"EventDeserializationFailureException in stream {bells[1]}");
        failed.ToString().ShouldNotContain("Quentin");
        await Rung(tower, bells[1], 1, "what was read before is read still");
        (await Leftovers(tower)).ShouldBeEmpty();

        // And it can be asked for again when its cause is gone.
        await tower.Execute($"update mt_events set data = '{{\"Times\": 1}}' where type = 'bell_rung'");
        Counts(await Rebuild(tower)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task only_what_is_folded_from_the_services_own_events_can_be_and_the_list_says_which()
    {
        await using var tower = await Tower.Build();
        await HangMany(tower, 1);
        using var watcher = tower.As("operator");
        var rebuilt = await Rebuild(tower);

        var models = (await tower.Read("/read-models", watcher)).GetProperty("items").EnumerateArray().ToArray();
        models.Where(model => model.GetProperty("origin").GetString() is "OwnEvents").Select(model => model.GetProperty("readModel").GetString()).ShouldBe(["bell"]);
        models[0].GetProperty("lastRebuild").GetProperty("id").GetGuid().ShouldBe(rebuilt.GetProperty("id").GetGuid());
        models.Single(model => model.GetProperty("readModel").GetString() is "deadline").GetProperty("origin").GetString().ShouldBe("Written");
        (await tower.Read("/rebuilds", watcher)).GetProperty("items").EnumerateArray().Single().GetProperty("id").GetGuid().ShouldBe(rebuilt.GetProperty("id").GetGuid());

        foreach (var name in new[] { "deadline", "no-such-thing" })
        {
            using var refused = await watcher.PostAsJsonAsync("/rebuilds", new { readModel = name, reason = "To see." });
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("unknown-read-model");
        }

        using var organizer = await tower.Organizer.PostAsJsonAsync("/rebuilds", new { readModel = "bell", reason = "To see." });
        organizer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    /// <summary>Bells that were rung once each.</summary>
    private static async Task<Guid[]> HangMany(Tower tower, int times)
    {
        Guid[] bells = [.. Enumerable.Range(0, times).Select(_ => Guid.CreateVersion7())];
        await using var session = tower.Store.LightweightSession();
        foreach (var bell in bells)
            session.Events.StartStream<Bell>(bell, new BellHung(bell, ""), new BellRung(1));
        await session.SaveChangesAsync();
        return bells;
    }

    /// <summary>Asked for while somebody else is writing, and folded; it waits until their transaction ends.</summary>
    private static async Task<Guid> AskedWhile(NpgsqlConnection writing, Tower tower, HttpClient watcher)
    {
        await using (var command = new NpgsqlCommand($"lock table {Table} in row exclusive mode", writing))
            await command.ExecuteNonQueryAsync();
        var id = await Ask(watcher);
        await Eventually.Holds(async () => (await tower.Read($"/rebuilds/{id}", watcher)).GetProperty("state").GetString().ShouldBe("PuttingInPlace"), "all is folded and waits for the writer");
        return id;
    }

    private static async Task<Guid> Ask(HttpClient watcher, bool onlyCompare = false)
    {
        using var answer = await watcher.PostAsJsonAsync("/rebuilds", new { readModel = "bell", reason = "A row was changed by hand.", onlyCompare });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private static async Task<JsonElement> Rebuild(Tower tower, bool onlyCompare = false)
    {
        using var watcher = tower.As("operator");
        return await UntilEnded(tower, await Ask(watcher, onlyCompare), watcher);
    }

    private static async Task<JsonElement> UntilEnded(Tower tower, Guid id, HttpClient watcher)
    {
        await Eventually.True(async () => (await tower.Read($"/rebuilds/{id}", watcher)).GetProperty("endedAt").ValueKind is JsonValueKind.String, "the rebuild ends");
        return await tower.Read($"/rebuilds/{id}", watcher);
    }

    private static (long Different, long Missing, long Surplus) Counts(JsonElement rebuild) =>
        (rebuild.GetProperty("different").GetInt64(), rebuild.GetProperty("missing").GetInt64(), rebuild.GetProperty("surplus").GetInt64());

    private static async Task Rung(Tower tower, Guid bell, int times, string because)
    {
        await using var session = tower.Store.QuerySession();
        (await session.LoadAsync<Bell>(bell))!.Rung.ShouldBe(times, because);
    }

    private static Task<IReadOnlyList<string>> Leftovers(Tower tower) => tower.Database.Query<string>("select relname::text from pg_class where relname like 'mt_doc_bell\\_%' and relkind = 'r'");
}
