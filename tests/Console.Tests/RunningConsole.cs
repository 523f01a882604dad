using Forum.Console.Proxy;
using Forum.Kit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace Forum.Console.Tests;

/// <summary>The console on a free port of this machine, in front of stubs of the services.</summary>
public sealed class RunningConsole : WebApplicationFactory<ServiceAddresses>, IAsyncLifetime
{
    private readonly LogRecorder log = new();

    public StubService Governance { get; } = new();
    public StubService Registration { get; } = new();
    public StubService Scheduling { get; } = new();
    public StubService Publishing { get; } = new();
    public StubService Identity { get; } = new();

    /// <summary>The public origin, ending with a slash.</summary>
    public Uri Origin => ClientOptions.BaseAddress;

    public IReadOnlyCollection<string> Log => log.Lines;

    private IEnumerable<(string Name, StubService Stub)> All =>
        [("governance", Governance), ("registration", Registration), ("scheduling", Scheduling), ("publishing", Publishing), ("identity", Identity)];

    public async ValueTask InitializeAsync()
    {
        foreach (var (_, stub) in All)
            await stub.Start();
        UseKestrel(0);
        StartServer();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var (_, stub) in All)
            await stub.DisposeAsync();
    }

    /// <summary>A client that follows no redirects.</summary>
    public HttpClient Caller() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Origin };

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (name, stub) in All)
            builder.UseSetting($"Services:{name}", stub.Address.AbsoluteUri);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(log));
    }
}
