using Forum.Governance.Editions;
using Forum.Kit;
using Forum.Publishing.Summaries;
using Forum.Registration.Delegations;
using Forum.Scheduling.Meetings;

namespace Forum.Tests;

/// <summary>The stories that share the four services; the others start the whole forum themselves.</summary>
[CollectionDefinition]
public sealed class StoriesOfFourServices : ICollectionFixture<FourServices>;

/// <summary>The four services in the test's own process, each on its database and with its own rights on one broker.</summary>
public class FourServices : IAsyncLifetime
{
    private readonly Dictionary<string, Running> services = [];
    private Infrastructure infrastructure = null!;
    private TestIssuer issuer = null!;

    public TestBroker Broker => infrastructure.Broker;

    public Infrastructure Infrastructure => infrastructure;

    /// <summary>Settings that all four have here.</summary>
    protected virtual IReadOnlyList<(string Key, string Value)> Settings => [];

    /// <summary>True when everything is to be logged that can be.</summary>
    protected virtual bool LogsEverything => false;

    /// <summary>Everything that a service logged so far, a line each.</summary>
    public IReadOnlyCollection<string> LogOf(string service) => services[service].Log();

    public Secretariat Secretariat { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        infrastructure = await Stand();
        await Prepare();
        issuer = await TestIssuer.Start();
        await Start();
        await Secretariat.Designates("FRA");
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Stop();
        await issuer.DisposeAsync();
        await infrastructure.DisposeAsync();
    }

    /// <summary>What the services stand on.</summary>
    protected virtual Task<Infrastructure> Stand() => Forum.Tests.Infrastructure.Create();

    /// <summary>Before the first service starts.</summary>
    protected virtual Task Prepare() => Task.CompletedTask;

    /// <summary>Ends the services, and with them what they still had to send; their databases stay.</summary>
    public async Task Stop()
    {
        foreach (var service in services.Values)
            await service.Host.DisposeAsync();
    }

    /// <summary>Ends one service; its database and its queues stay.</summary>
    public ValueTask Stop(string service) => services[service].Host.DisposeAsync();

    /// <summary>Starts the services on what is there of theirs.</summary>
    public async Task Start()
    {
        await Start<Edition>("governance");
        await Start<Delegation>("registration");
        await Start<Meeting>("scheduling");
        await Start<Summary>("publishing");
        // Whoever announces before a neighbour has its queues announces to nobody.
        await Task.WhenAll(services.Values.Select(service => service.UntilReady()));
        Secretariat = new Secretariat(this);
    }

    public string BrokerOf(string service) => infrastructure.BrokerOf(service);

    public IServiceProvider Of(string service) => services[service].Provider();

    /// <summary>A client of the service's API with a token for the role; without one when <paramref name="role"/> is null.</summary>
    public HttpClient Client(string service, string? role, string? delegation = null, string? subject = null) => services[service].As(role, delegation, subject);

    /// <summary>A delegation that has not registered yet.</summary>
    public DelegationOf Delegation(string participant) => new(this, participant);

    private async Task Start<T>(string name) where T : class
    {
        var host = new TestService<T>(infrastructure.DatabaseOf(name), issuer, infrastructure.BrokerOf(name), more: Settings);
        if (LogsEverything)
            host.LoggingEverything();
        services[name] = new Running(host, host.As, () => host.Services, host.UntilReady, () => host.Log);
        await host.UntilStoreIsReady();
    }

    private sealed record Running(IAsyncDisposable Host, Func<string?, string?, string?, HttpClient> As, Func<IServiceProvider> Provider, Func<Task> UntilReady, Func<IReadOnlyCollection<string>> Log);
}
