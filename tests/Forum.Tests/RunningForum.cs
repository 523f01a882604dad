using System.Net;
using Forum.Kit;
using Forum.Seeds;

namespace Forum.Tests;

/// <summary>The whole forum as it runs anywhere: a process for each of the four services, for Identity and for the console; and where it is watched, for Operations, which the others export to.</summary>
internal sealed class RunningForum : IAsyncDisposable
{
    /// <summary>Of the people who can sign in: operator, organizer and others.</summary>
    public const string Password = "a-demo-password";

    private const string ClientSecret = "a-demo-secret", ConsoleSecret = "a-console-secret";

    /// <summary>The port on which Operations takes in telemetry.</summary>
    private const string Otlp = "otlp";

    private readonly IReadOnlyCollection<(string Service, string Key, string Value)> more;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("forum-");
    private readonly Dictionary<string, Child> children = [];
    private readonly Dictionary<string, int> ports = [];
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private RunningForum(Infrastructure infrastructure, TcpProxy? broker, TcpProxy? postgres, bool watched, IReadOnlyCollection<(string Service, string Key, string Value)> settings)
    {
        Infrastructure = infrastructure;
        more = settings;
        string[] names = ["identity", .. Infrastructure.Services, .. watched ? [Infrastructure.Operations] : Array.Empty<string>(), "console"];
        foreach (var name in names)
            ports[name] = FreePort.Next();
        if (watched)
            ports[Otlp] = FreePort.Next();

        foreach (var service in Infrastructure.Services)
        {
            children[service] = Service(service, new()
            {
                ["ConnectionStrings__Store"] = Store(service),
                ["Broker__Uri"] = broker is null ? infrastructure.BrokerOf(service) : broker.Via(infrastructure.BrokerOf(service)),
                ["Access__Issuer"] = $"{Origin}/identity/",
                ["Access__MetadataAddress"] = $"{At("identity")}/identity/.well-known/openid-configuration",
            });
        }

        children["identity"] = Service("identity", new()
        {
            ["ConnectionStrings__Store"] = Store("identity"),
            ["Identity__Issuer"] = $"{Origin}/identity/",
            ["Identity__KeysDirectory"] = folder.CreateSubdirectory("keys").FullName,
            ["Demo__ClientSecret"] = ClientSecret,
            ["Demo__ConsoleSecret"] = ConsoleSecret,
            ["Demo__ConsoleOrigin"] = Origin,
            ["Demo__UserPassword"] = Password,
        });
        if (watched)
        {
            var management = Settings.RabbitMqManagement;
            children[Infrastructure.Operations] = Service(Infrastructure.Operations, new()
            {
                ["ASPNETCORE_URLS"] = $"{At(Infrastructure.Operations)};{At(Otlp)}",
                ["ConnectionStrings__Store"] = Store(Infrastructure.Operations),
                ["Broker__Uri"] = infrastructure.BrokerOf(Infrastructure.Operations),
                ["Broker__Management"] = $"{management.Scheme}://{management.Authority[(management.Authority.IndexOf('@', StringComparison.Ordinal) + 1)..]}/",
                ["Otlp__Port"] = $"{ports[Otlp]}",
                ["Access__Issuer"] = $"{Origin}/identity/",
                ["Access__MetadataAddress"] = $"{At("identity")}/identity/.well-known/openid-configuration",
            });
        }

        children["console"] = Service("console", new(names.Except(["console"]).Select(name => KeyValuePair.Create($"Services__{name}", At(name))))
        {
            ["Access__Issuer"] = $"{Origin}/identity/",
            ["Access__MetadataAddress"] = $"{At("identity")}/identity/.well-known/openid-configuration",
            // What is built and not published finds its style sheet and scripts in this environment only.
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["Access__ClientId"] = "console",
            ["Access__ClientSecret"] = ConsoleSecret,
        });

        string Store(string service)
        {
            var address = infrastructure.DatabaseOf(service).ConnectionString;
            return postgres is null ? address : postgres.Via(address);
        }
    }

    public Infrastructure Infrastructure { get; }

    /// <summary>The one public address.</summary>
    public string Origin => At("console");

    public IEnumerable<string> Names => children.Keys;

    /// <summary>Starts all processes, side by side; they become ready by themselves.</summary>
    /// <param name="broker">Stands between the services and the broker; null for nothing.</param>
    /// <param name="postgres">Stands between the services and PostgreSQL; null for nothing.</param>
    /// <param name="watched">True: with Operations, to which the others export.</param>
    /// <param name="settings">Settings that one service has beside the usual ones.</param>
    public static async Task<RunningForum> Start(TcpProxy? broker = null, TcpProxy? postgres = null, bool watched = false, params IReadOnlyCollection<(string Service, string Key, string Value)> settings)
    {
        var infrastructure = watched ? await Infrastructure.Create("identity", Infrastructure.Operations) : await Infrastructure.Create("identity");
        var forum = new RunningForum(infrastructure, broker, postgres, watched, settings);
        foreach (var child in forum.children.Values)
            child.Start();
        return forum;
    }

    public Child Process(string name) => children[name];

    /// <summary>The replay of a dialogue against this forum.</summary>
    /// <param name="data">The directory of what is replayed.</param>
    public Child Replay(string data) => new(
        "Forum.Replay",
        new Dictionary<string, string> { ["FORUM_DEMO_CLIENT_SECRET"] = ClientSecret },
        "--origin", Origin, "--data", data);

    /// <summary>A rehearsal at this forum.</summary>
    public Child Rehearsal(params IEnumerable<string> options) => new(
        "Forum.Rehearsal",
        new Dictionary<string, string> { ["FORUM_DEMO_CLIENT_SECRET"] = ClientSecret },
        ["--origin", Origin, .. options]);

    /// <summary>The API as a client of it with the tokens of the roles.</summary>
    public static Origin Api(HttpClient http) => new(http, new Tokens(http, ClientSecret, TimeProvider.System), TimeProvider.System);

    public async Task UntilReady() => await Task.WhenAll(Names.Select(name => Eventually.True(
        async () => await Asked(name, "/health/ready") is HttpStatusCode.OK,
        $"{name} is ready. It said: {string.Join('\n', children[name].Said)}",
        TimeSpan.FromMinutes(2))));

    /// <summary>How a service answers to a question that needs no token; null when it does not answer at all.</summary>
    public async Task<HttpStatusCode?> Asked(string name, string path)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"{At(name)}{path}"));
            return answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        foreach (var child in children.Values)
            await child.DisposeAsync();
        await Infrastructure.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>A client of one service's API with a token of the demo client.</summary>
    /// <param name="client">E.g. <c>demo-organizer</c>.</param>
    public async Task<HttpClient> Client(string service, string client)
    {
        using var issuer = new HttpClient { BaseAddress = new Uri($"{Origin}/") };
        var token = await new Tokens(issuer, ClientSecret, TimeProvider.System).Of(new Who(client), CancellationToken.None);
        return new HttpClient { BaseAddress = new Uri(At(service)), DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
    }

    private string At(string name) => $"http://127.0.0.1:{ports[name]}";

    private Child Service(string name, Dictionary<string, string> settings) => new($"Forum.{char.ToUpperInvariant(name[0])}{name[1..]}", new Dictionary<string, string>(Exporting(name).Concat(settings).Concat(more.Where(one => one.Service == name).Select(one => KeyValuePair.Create(one.Key, one.Value))))
    {
        ["ASPNETCORE_URLS"] = settings.GetValueOrDefault("ASPNETCORE_URLS", At(name)),
        ["DOTNET_ENVIRONMENT"] = settings.GetValueOrDefault("DOTNET_ENVIRONMENT", "Local"),
        ["ASPNETCORE_ENVIRONMENT"] = settings.GetValueOrDefault("DOTNET_ENVIRONMENT", "Local"),
        ["Logging__LogLevel__Default"] = "Warning",
        ["DOTNET_TieredPGO"] = "0",
    });

    /// <summary>Where telemetry goes, if anywhere; sooner than it does by default, since somebody waits for it.</summary>
    private Dictionary<string, string> Exporting(string name) => !ports.ContainsKey(Otlp) || name is Infrastructure.Operations ? [] : new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = At(Otlp),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "500",
    };
}
