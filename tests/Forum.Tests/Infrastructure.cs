using Forum.Kit;

namespace Forum.Tests;

/// <summary>What the services stand on: a database and a login for each, a virtual host, and a broker user for each with the rights that it has everywhere.</summary>
public sealed class Infrastructure : IAsyncDisposable
{
    /// <summary>The services that keep events and tell each other of them.</summary>
    public static readonly IReadOnlyList<string> Services = ["governance", "registration", "scheduling", "publishing"];

    /// <summary>Who watches over them.</summary>
    public const string Operations = "operations";

    private readonly TestBroker? broker;
    private readonly Dictionary<string, TestDatabase> databases = [];
    private readonly Dictionary<string, string> users = [];

    private Infrastructure(TestBroker? broker) => this.broker = broker;

    public TestBroker Broker => broker ?? throw new InvalidOperationException("The broker is somebody else's.");

    public static async Task<Infrastructure> Create(params IReadOnlyCollection<string> moreDatabases)
    {
        var made = new Infrastructure(await TestBroker.Create());
        foreach (var service in Services.Concat(moreDatabases))
            made.databases[service] = await TestDatabase.Create(service);
        foreach (var service in Services.Concat(moreDatabases.Where(name => name is Operations)))
        {
            var (configure, write, read) = BrokerRights.Of(service);
            made.users[service] = await made.Broker.AddUser(service, configure, write, read, tags: service is Operations ? "monitoring" : "");
        }

        return made;
    }

    /// <summary>Databases and broker that somebody else has made and will end.</summary>
    /// <param name="stores">The connection string of each service.</param>
    /// <param name="brokers">The broker's address as each service gets it.</param>
    public static Infrastructure Of(IReadOnlyDictionary<string, string> stores, IReadOnlyDictionary<string, string> brokers)
    {
        var others = new Infrastructure(broker: null);
        foreach (var service in Services)
        {
            others.databases[service] = TestDatabase.At(stores[service]);
            others.users[service] = brokers[service];
        }

        return others;
    }

    public TestDatabase DatabaseOf(string service) => databases[service];

    /// <summary>The broker's address as the service gets it.</summary>
    public string BrokerOf(string service) => users[service];

    public async ValueTask DisposeAsync()
    {
        if (broker is not null)
            await broker.DisposeAsync();
        foreach (var database in databases.Values)
            await database.DisposeAsync();
    }
}
