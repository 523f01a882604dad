using Forum.Console.Proxy;
using Forum.Identity;
using Forum.Kit;
using Forum.Operations.Records;

namespace Forum.Tests;

/// <summary>What stands beside the four services: the issuer of tokens, the console, and who watches over them. Their callers are browsers and systems that have no token of ours yet.</summary>
public sealed class Entrance : IAsyncLifetime
{
    public static readonly IReadOnlyList<string> Services = ["identity", "console", "operations"];

    private const string Origin = "http://127.0.0.1:5100";

    private readonly DirectoryInfo keys = Directory.CreateTempSubdirectory("forum-");
    private readonly List<IAsyncDisposable> made = [];
    private TestService<Preparation> identity = null!;
    private TestService<ServiceAddresses> console = null!;
    private TestService<RecordStore> operations = null!;

    public async ValueTask InitializeAsync()
    {
        var database = Kept(await TestDatabase.Create("identity"));
        var issuer = Kept(await TestIssuer.Start());
        console = Kept(new TestService<ServiceAddresses>(database, issuer, more:
        [
            ("environment", "Local"), ("Access:ClientId", "console"), ("Access:ClientSecret", "a-console-secret"),
        ]));
        identity = Kept(new TestService<Preparation>(database, issuer, more:
        [
            ("environment", "Local"), ("Identity:Issuer", $"{Origin}/identity/"), ("Identity:KeysDirectory", keys.FullName),
        ]));
        // In this process there is no port: what comes, comes on port 0.
        operations = Kept(new TestService<RecordStore>(Kept(await TestDatabase.Create("operations")), issuer, more: [("Otlp:Port", "0")]));
        await identity.UntilReady();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var thing in Enumerable.Reverse(made))
            await thing.DisposeAsync();
        keys.Delete(recursive: true);
    }

    public IServiceProvider Of(string service) => service switch { "identity" => identity.Services, "console" => console.Services, _ => operations.Services };

    public HttpClient Client(string service) => service switch { "identity" => identity.As(null), "console" => console.As(null), _ => operations.As(null) };

    private T Kept<T>(T thing) where T : IAsyncDisposable
    {
        made.Add(thing);
        return thing;
    }
}
