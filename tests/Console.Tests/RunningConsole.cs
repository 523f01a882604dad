using Forum.Console.Proxy;
using Forum.Kit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Forum.Console.Tests;

/// <summary>The console on a free port of this machine, in front of stubs of the services.</summary>
public class RunningConsole : WebApplicationFactory<ServiceAddresses>, IAsyncLifetime
{
    private readonly LogRecorder log = new();
    private readonly int port = FreePort.Next();

    public StubService Governance { get; } = new();
    public StubService Registration { get; } = new();
    public StubService Scheduling { get; } = new();
    public StubService Publishing { get; } = new();
    public StubService Identity { get; } = new();
    public StubService Operations { get; } = new();

    /// <summary>The public origin, ending with a slash.</summary>
    public Uri Origin => new($"http://127.0.0.1:{port}/");

    /// <summary>The issuer's public address, which is below the console's own.</summary>
    public Uri Issuer => new(Origin, "identity/");

    public IReadOnlyCollection<string> Log => log.Lines;

    /// <summary>By which the console tells the time; the world's when null.</summary>
    public TimeProvider? Time { get; set; }

    private IEnumerable<(string Name, StubService Stub)> All =>
        [("governance", Governance), ("registration", Registration), ("scheduling", Scheduling), ("publishing", Publishing), ("identity", Identity), ("operations", Operations)];

    public virtual async ValueTask InitializeAsync()
    {
        foreach (var (_, stub) in All)
            await stub.Start();
        UseKestrel();
        StartServer();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var (_, stub) in All)
            await stub.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A client that follows no redirects and keeps no cookies.</summary>
    public HttpClient Caller() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Origin };

    /// <summary>Where the console finds a service.</summary>
    protected virtual Uri AddressOf(string service, StubService stub) => stub.Address;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // Said as a setting: the factory's own way to give Kestrel a port may come after the server has started.
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, Origin.AbsoluteUri);
        foreach (var (name, stub) in All)
            builder.UseSetting($"Services:{name}", AddressOf(name, stub).AbsoluteUri);
        builder.UseSetting("Access:Issuer", Issuer.AbsoluteUri);
        builder.UseSetting("Access:ClientSecret", StubIssuer.ConsoleSecret);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(log));
        if (Time is { } time)
            builder.ConfigureServices(services => services.AddSingleton(time));
    }
}

/// <summary>The same, with the first Dialogue in the services.</summary>
public sealed class ConsoleWithTheFirstDialogue : RunningConsole
{
    public StubIssuer People { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        FirstDialogue.LayDown(this);
        People = new StubIssuer(this);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        People.Dispose();
    }
}
