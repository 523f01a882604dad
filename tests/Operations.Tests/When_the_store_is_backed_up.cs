using Forum.Kit;
using Forum.Operations.Backups;
using Forum.Operations.Records;
using Npgsql;

namespace Forum.Operations.Tests;

public sealed class When_the_store_is_backed_up
{
    [Fact]
    public async Task it_is_known_since_when_and_that_nothing_is_received_yet()
    {
        await using var database = await TestDatabase.Create("operations");
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await new RecordStore(source, TimeProvider.System).Migrate(TestContext.Current.CancellationToken);
        (await BackupWatch.Read(source, TestContext.Current.CancellationToken)).LastEndedAt.ShouldBeNull();

        await using var made = source.CreateCommand("insert into backup (ended_at) values ('2026-03-01T12:00:00Z'), ('2026-03-02T12:00:00Z')");
        await made.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        (await BackupWatch.Read(source, TestContext.Current.CancellationToken)).LastEndedAt.ShouldBe(new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
    }
}
