using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Forum.Kit;

/// <summary>A service of the forum, in the test's own process, on its own database.</summary>
/// <typeparam name="T">Any public type of the service's assembly.</typeparam>
public sealed class TestService<T> : WebApplicationFactory<T> where T : class
{
    private readonly TestIssuer issuer;
    private readonly Dictionary<string, string?> settings;
    private LogRecorder log = new();

    /// <param name="broker">Address of a virtual host; null for a service that has to do without a broker.</param>
    /// <param name="more">Settings that only this service has.</param>
    public TestService(TestDatabase database, TestIssuer issuer, string? broker = null, TimeProvider? time = null, params IEnumerable<(string Key, string Value)> more)
    {
        this.issuer = issuer;
        Time = time;
        settings = new(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Store"] = database.ConnectionString,
            // Nobody listens on port 1: the service must work while the broker is away.
            ["Broker:Uri"] = broker ?? "amqp://nobody:nothing@127.0.0.1:1/none",
            ["Access:Issuer"] = issuer.Issuer,
            ["Access:Audience"] = "forum",
            ["Limits:RequestsPerSecond"] = "100000",
        };
        foreach (var (key, value) in more)
            settings[key] = value;
    }

    /// <summary>Everything the service logged so far, a line each.</summary>
    public IReadOnlyCollection<string> Log => log.Lines;

    /// <summary>Has everything logged that can be, whatever the service itself says of categories and levels, as an operator could.</summary>
    public TestService<T> LoggingEverything()
    {
        log = new LogRecorder(LogLevel.Trace);
        return this;
    }

    private TimeProvider? Time { get; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in settings)
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging =>
        {
            if (log.Least is not LogLevel.Trace)
                logging.ClearProviders();
            logging.AddProvider(log).SetMinimumLevel(log.Least);
            if (log.Least is LogLevel.Trace)
                logging.Services.Configure<LoggerFilterOptions>(AskForEverything);
        });
        if (Time is { } time)
            builder.ConfigureServices(services => services.AddSingleton(time));
    }

    /// <summary>A client with a token for the role; without one when <paramref name="role"/> is null.</summary>
    /// <param name="subject">Whose token it is; null for the one that all of the role and the delegation have.</param>
    public HttpClient As(string? role, string? delegation = null, string? subject = null)
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        if (role is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token(role, delegation, subject: subject));
        return client;
    }

    /// <summary>Returns when the schema is in place.</summary>
    public Task<TestService<T>> UntilStoreIsReady() => Until("\"store\":{\"status\":\"Healthy\"", "the store is ready");

    /// <summary>Returns when the store and the broker are there and the consumers are attached.</summary>
    public Task<TestService<T>> UntilReady() => Until("{\"status\":\"Healthy\"", "the service is ready");

    /// <summary>What is said for one provider goes before what is said for a category.</summary>
    private static void AskForEverything(LoggerFilterOptions filters)
    {
        filters.Rules.Add(new LoggerFilterRule(typeof(LogRecorder).FullName, categoryName: null, LogLevel.Trace, filter: null));
        filters.Rules.Add(new LoggerFilterRule("OpenTelemetry", categoryName: null, LogLevel.Trace, filter: null));
        foreach (var unread in new[] { "Console", "Debug", "EventSource" })
            filters.Rules.Add(new LoggerFilterRule(unread, categoryName: null, LogLevel.None, filter: null));
    }

    private async Task<TestService<T>> Until(string said, string what)
    {
        using var client = As(null);
        await Eventually.True(
            async () =>
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                return (await answer.Content.ReadAsStringAsync()).Contains(said, StringComparison.Ordinal);
            },
            what);
        return this;
    }
}
