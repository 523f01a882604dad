using Forum.Kit;

namespace Forum.Tests;

/// <summary>What the services stand on: a database and a login for each, a virtual host, and a broker user for each with the rights that it has everywhere.</summary>
public sealed class Infrastructure : IAsyncDisposable
{
    /// <summary>The services that keep events and tell each other of them.</summary>
    public static readonly IReadOnlyList<string> Services = ["governance", "registration", "scheduling", "publishing"];

    /// <summary>Who watches over them.</summary>
    public const string Operations = "operations";

    private readonly Dictionary<string, TestDatabase> databases = [];
    private readonly Dictionary<string, string> users = [];

    private Infrastructure(TestBroker broker) => Broker = broker;

    public TestBroker Broker { get; }

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

    public TestDatabase DatabaseOf(string service) => databases[service];

    /// <summary>The broker's address as the service gets it.</summary>
    public string BrokerOf(string service) => users[service];

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        foreach (var database in databases.Values)
            await database.DisposeAsync();
    }
}
