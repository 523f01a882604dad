using Forum.Identity.Tests;
using Forum.Kit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(Local))]

namespace Forum.Identity.Tests;

/// <summary>A directory that goes away.</summary>
public sealed class Folder : IDisposable
{
    /// <summary>The keys of all servers of a process: to make a pair takes longer than to start a server.</summary>
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Pairs = new(() =>
    {
        using var folder = new Folder();
        Keys.In(folder.Path, DateTimeOffset.UnixEpoch);
        return Directory.GetFiles(folder.Path, "*.pem").ToDictionary(file => System.IO.Path.GetFileName(file), File.ReadAllText);
    });

    public string Path { get; } = Directory.CreateTempSubdirectory("forum-identity-").FullName;

    /// <summary>One that holds keys already, for whom it does not matter how they came there.</summary>
    public static Folder WithKeys()
    {
        var folder = new Folder();
        foreach (var (file, content) in Pairs.Value) folder.Holding(file, content);
        return folder;
    }

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

    /// <summary>How often a password is hashed where people sign in; in tests it is less often.</summary>
    public int Iterations { get; private set; }

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
        builder.ConfigureTestServices(services => services.Configure<PasswordHasherOptions>(hasher =>
        {
            Iterations = hasher.IterationCount;
            hasher.IterationCount = 1_000;
        }));
        builder.UseTestServer();
    }
}

/// <summary>One server of the local profile for all tests that change nothing of it.</summary>
public sealed class Local : IAsyncLifetime
{
    private readonly Folder keys = Folder.WithKeys();
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
