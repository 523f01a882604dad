using Forum.Hosting.Store;
using Npgsql;

namespace Forum.Hosting.Tests;

public sealed class When_a_service_is_told_where_its_store_is
{
    [Fact]
    public void it_takes_as_many_connections_as_is_said_and_plans_as_is_said() => Connection("Host=store;Maximum Pool Size=7;Options=-c random_page_cost=2")
        .ShouldSatisfyAllConditions(store => store.MaxPoolSize.ShouldBe(7), store => store.Options.ShouldBe("-c random_page_cost=2"));

    [Fact]
    public void where_nothing_is_said_it_takes_32_and_plans_for_a_disk_that_does_not_turn() => Connection("Host=store")
        .ShouldSatisfyAllConditions(store => store.MaxPoolSize.ShouldBe(32), store => store.Options.ShouldBe("-c random_page_cost=1.1"));

    private static NpgsqlConnectionStringBuilder Connection(string said) =>
        new(ForumStore.ConnectionString(new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Store", said)]).Build()));
}
