using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Forum.Hosting.Deadlines;
using Forum.Kit;
using Forum.Registration.Delegations;
using Forum.Registration.Imports;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Forum.Registration.Tests.Imports;

/// <summary>Services of their own, which may be stopped.</summary>
public sealed class When_an_import_is_interrupted
{
    private const int Delegations = 400, Each = 3;

    [Fact]
    public async Task it_goes_on_where_it_stopped_and_registers_nobody_twice()
    {
        await using var database = await TestDatabase.Create("registration");
        await using var issuer = await TestIssuer.Start();
        Guid edition, import;
        await using (var first = await new TestService<Delegation>(database, issuer).UntilStoreIsReady())
        {
            edition = await Open(first);
            var organizer = first.As("organizer");
            var preview = await organizer.Upload(edition, Long());
            preview.Counts().ShouldBe((Delegations * Each, 0, 0, 0, 0, 0));
            import = preview.Id();

            // As many as are dealt with at once are held by somebody else, so that it cannot be through before it is stopped.
            await using var holding = new NpgsqlConnection(database.ConnectionString);
            await holding.OpenAsync();
            await using var held = await holding.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand($"select id from mt_doc_stageddelegation where id in (select id from mt_doc_stageddelegation order by id offset {Delegations / 4} limit 4) for update", holding, held);
            await hold.ExecuteNonQueryAsync();
            (await organizer.Commit(import)).ShouldBe((202, ""));
            await Eventually.True(async () => (await organizer.GetFromJsonAsync<JsonElement>($"/imports/{import}")).GetProperty("progress").GetProperty("delegationsDone").GetInt32() > 0, "some delegations are done");
            await first.DisposeAsync();
        }

        var done = (await database.Query<long>("select count(*) from mt_doc_delegation"))[0];
        done.ShouldBeInRange(1, Delegations - 1, "it was stopped in the middle");

        // Two replicas start at once: one of them goes on.
        await using var second = await new TestService<Delegation>(database, issuer).UntilStoreIsReady();
        await using var third = await new TestService<Delegation>(database, issuer).UntilStoreIsReady();
        var read = await second.As("organizer").UntilCompleted(import);
        read.GetProperty("progress").GetProperty("outcomes").GetProperty("Done").GetInt32().ShouldBe(Delegations);
        read.GetProperty("progress").GetProperty("rowsDone").GetInt32().ShouldBe(Delegations * Each);
        (await database.Query<long>("select count(*) from mt_doc_delegation"))[0].ShouldBe(Delegations);
        (await database.Query<long>("select count(*) from mt_events where type = 'delegation_announced'"))[0].ShouldBe(Delegations);
        (await database.Query<long>("select count(*) from mt_doc_person"))[0].ShouldBe(Delegations * Each);
        (await database.Query<long>("select count(*) from mt_events where type = 'import_completed'"))[0].ShouldBe(1);
    }

    [Fact]
    public async Task its_rows_are_removed_when_they_were_kept_long_enough()
    {
        await using var database = await TestDatabase.Create("registration");
        await using var issuer = await TestIssuer.Start();
        await using var service = await new TestService<Delegation>(database, issuer).UntilStoreIsReady();
        var organizer = service.As("organizer");
        var edition = await Open(service);
        var (committed, forgotten) = (await organizer.Upload(edition, Lists.Small), await organizer.Upload(edition, Lists.Small));
        await organizer.Take(committed);
        (await database.Query<long>("select count(*) from mt_doc_stagedrow"))[0].ShouldBe(8);

        await using (var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            foreach (var import in new[] { committed, forgotten })
            {
                var deadline = (await session.Query<Deadline>().Where(due => due.Subject == import.Id()).ToListAsync()).ShouldHaveSingleItem();
                (deadline.DueAt - DateTimeOffset.UtcNow).ShouldBeInRange(TimeSpan.FromDays(6), TimeSpan.FromDays(15));
                session.SetDeadline(deadline.Kind, deadline.Subject, DateTimeOffset.UtcNow);
            }

            await session.SaveChangesAsync();
        }

        await Eventually.True(async () => (await database.Query<long>("select (select count(*) from mt_doc_stagedrow) + (select count(*) from mt_doc_stagedfile)"))[0] == 0, "nothing of the lists is left");
        (await organizer.Outcomes(committed)).ShouldBe(new Dictionary<string, string> { ["FRA"] = "Done", ["IOM"] = "Done" });
        (await organizer.Ask(HttpMethod.Get, $"/imports/{committed.Id()}/rows")).ShouldBe((404, "not-found"));
        (await organizer.Commit(forgotten.Id(), "\"2\"")).ShouldBe((422, "import-expired"));
    }

    private static async Task<Guid> Open(TestService<Delegation> service)
    {
        var edition = Story.Edition(EditionState.RegistrationOpen, Guid.CreateVersion7());
        await using var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.TryUpdateRevision(edition, 2);
        await session.SaveChangesAsync();
        return edition.Id;
    }

    private static string Long()
    {
        var text = new StringBuilder(Lists.Heading);
        for (var n = 0; n < Delegations; n++)
        {
            for (var person = 0; person < Each; person++)
                text.Append($"ORG-{n},UnSystemEntity,Organization {n},,Person {n} {person},Title {person},{(person == 0 ? "Head" : "Adviser")},Other\n");
        }

        return text.ToString();
    }
}

public sealed class When_events_of_an_import_are_stored
{
    [Fact]
    public void every_one_is_folded() =>
        Folding.Covers<Import>(typeof(ImportPreviewed), typeof(ImportCommitted), typeof(ImportCompleted), typeof(ImportAbandoned), typeof(ImportRowsRemoved));
}
