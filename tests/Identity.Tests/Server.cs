using Forum.Identity.Tests;
using Forum.Kit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(Local))]

namespace Forum.Identity.Tests;

/// <summary>A directory that goes away.</summary>
public sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("forum-identity-").FullName;

    public string Holding(string file, string content)
    {
        var path = System.IO.Path.Combine(Path, file);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>The identity service as it is started, on a given store and given keys.</summary>
public sealed class Server(TestDatabase database, Folder keys, string environment = "Local", params (string Key, string Value)[] settings) : WebApplicationFactory<Program>
{
    public const string Origin = "http://127.0.0.1:5100";
    public const string Issuer = $"{Origin}/identity/";

    public static readonly (string, string)[] Demo =
    [
        ("Demo:ClientSecret", "a-demo-secret"), ("Demo:UserPassword", "a demo password"),
        ("Demo:ConsoleSecret", "a-console-secret"), ("Demo:ConsoleOrigin", Origin),
    ];

    private readonly LogRecorder log = new();

    /// <summary>Everything the service logged so far, a line each.</summary>
    public IReadOnlyCollection<string> Log => log.Lines;

    public static async Task<Server> Started(TestDatabase database, Folder keys, string environment = "Local", params (string Key, string Value)[] settings)
    {
        var server = new Server(database, keys, environment, settings);
        await server.Ready();
        return server;
    }

    public Task Ready() => Services.GetRequiredService<Preparation>().Wait(TimeSpan.FromSeconds(60));

    /// <summary>A caller that keeps cookies and follows nothing by itself.</summary>
    public HttpClient Caller() => CreateClient(new() { BaseAddress = new Uri(Issuer), AllowAutoRedirect = false, HandleCookies = true });

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(environment).UseContentRoot(AppContext.BaseDirectory);
        builder.UseSetting("ConnectionStrings:Store", database.ConnectionString);
        builder.UseSetting("Identity:Issuer", Issuer);
        builder.UseSetting("Identity:KeysDirectory", keys.Path);
        foreach (var (key, value) in settings) builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(log));
        builder.UseTestServer();
    }
}

/// <summary>One server of the local profile for all tests that change nothing of it.</summary>
public sealed class Local : IAsyncLifetime
{
    private readonly Folder keys = new();
    private TestDatabase? database;

    public Server Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.Create("identity");
        Server = await Server.Started(database, keys, settings: Server.Demo);
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null) await Server.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
        keys.Dispose();
    }
}
