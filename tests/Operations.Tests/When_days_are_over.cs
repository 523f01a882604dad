using Forum.Kit;
using Forum.Operations.Records;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Forum.Operations.Tests;

public sealed class When_days_are_over
{
    [Fact]
    public async Task their_spans_go_as_a_whole_and_the_last_week_stays()
    {
        await using var database = await TestDatabase.Create("operations");
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        var time = new FakeTimeProvider(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var records = new RecordStore(source, time);
        await records.Migrate(TestContext.Current.CancellationToken);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => records.Migrate(TestContext.Current.CancellationToken)));
        (await Days(database)).ShouldBe([.. Enumerable.Range(0, 9).Select(day => $"span_{new DateOnly(2026, 2, 22).AddDays(day):yyyyMMdd}")]);

        time.Advance(TimeSpan.FromDays(3));
        await records.TurnThePage(TestContext.Current.CancellationToken);
        var kept = await Days(database);
        kept[0].ShouldBe("span_20260225");
        kept[^1].ShouldBe("span_20260305");
        records.Takes(new(2026, 2, 25, 0, 0, 0, TimeSpan.Zero)).ShouldBeTrue();
        records.Takes(new(2026, 2, 24, 23, 59, 59, TimeSpan.Zero)).ShouldBeFalse();
        records.Takes(new(2026, 3, 6, 0, 0, 0, TimeSpan.Zero)).ShouldBeFalse();
    }

    private static Task<IReadOnlyList<string>> Days(TestDatabase database) =>
        database.Query<string>("select c.relname::text from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'span'::regclass order by 1");
}
