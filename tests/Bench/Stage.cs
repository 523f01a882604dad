using System.Diagnostics;
using Forum.Contracts.Governance;
using Forum.Kit;
using MassTransit;
using Npgsql;

namespace Forum.Bench;

/// <summary>The services and the floors that are measured, each in a process and on a database of its own, on one PostgreSQL and one RabbitMQ.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> belongings = [];
    private readonly List<Process> processes = [];
    private readonly TestBroker broker;
    private readonly TestIssuer issuer;
    private long arrived;
    private long revision = 2;

    private Stage(TestBroker broker, TestIssuer issuer)
    {
        this.broker = broker;
        this.issuer = issuer;
    }

    public string BrokerUri => broker.Uri;
    public string Token => issuer.Token("organizer", lifetime: TimeSpan.FromHours(2));
    public Guid EditionId { get; } = Guid.CreateVersion7();
    public TestDatabase RegistrationStore { get; private set; } = null!;
    public TestDatabase SchedulingStore { get; private set; } = null!;
    public TestDatabase FloorStore { get; private set; } = null!;
    public Uri Registration { get; private set; } = null!;
    public TestDatabase PublishingStore { get; private set; } = null!;
    public Uri Publishing { get; private set; } = null!;
    public Uri Floor { get; private set; } = null!;
    public Uri Scheduling { get; private set; } = null!;
    public Process RegistrationProcess { get; private set; } = null!;
    public Process FloorProcess { get; private set; } = null!;
    public Process SchedulingProcess { get; private set; } = null!;
    public Process? PublishingProcess { get; private set; }
    public TestDatabase OperationsStore { get; private set; } = null!;
    public Process? OperationsProcess { get; private set; }
    public Uri Operations { get; private set; } = null!;

    /// <summary>Where Operations takes in what is exported.</summary>
    public Uri Receiver { get; private set; } = null!;

    /// <summary>What Registration exports by; null when it does not.</summary>
    public TcpProxy? WayToReceiver { get; private set; }

    public Uri RegistrationMetrics { get; private set; } = null!;

    /// <param name="exporting">Registration exports its telemetry to Operations.</param>
    public static async Task<Stage> Set(bool exporting = false)
    {
        Console.WriteLine("Setting the stage: databases, virtual host, Registration, Scheduling and the floor");
        var stage = new Stage(await TestBroker.Create(), await TestIssuer.Start());
        stage.RegistrationStore = await stage.Database("registration");
        stage.SchedulingStore = await stage.Database("scheduling");
        stage.FloorStore = await stage.Database("floor");
        if ((await stage.FloorStore.Query<string>("show track_commit_timestamp"))[0] is not "on")
            throw new InvalidOperationException("The server must run with track_commit_timestamp = on; deploy/local/bench starts one that does.");
        await using (var floor = NpgsqlDataSource.Create(stage.FloorStore.ConnectionString))
        {
            await using var tables = floor.CreateCommand("create table registered (id uuid primary key, body text not null); create table effect (id uuid primary key, body text not null)");
            await tables.ExecuteNonQueryAsync();
        }

        stage.Floor = await stage.Start("Forum.Bench", stage.FloorStore, ["--floor"]);
        stage.FloorProcess = stage.processes[^1];
        if (exporting)
        {
            await stage.StartOperations();
            stage.WayToReceiver = TcpProxy.To(stage.Receiver.Port);
            stage.belongings.Add(stage.WayToReceiver);
            stage.RegistrationMetrics = new Uri($"http://127.0.0.1:{FreePort.Next()}/metrics");
        }

        stage.Registration = exporting
            ? await stage.Start("Forum.Registration", stage.RegistrationStore, [], stage.RegistrationMetrics.Port, ("Metrics__Port", $"{stage.RegistrationMetrics.Port}"), ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{stage.WayToReceiver!.Port}"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"))
            : await stage.Start("Forum.Registration", stage.RegistrationStore, []);
        stage.RegistrationProcess = stage.processes[^1];
        await stage.OpenRegistration();
        return stage;
    }

    /// <summary>Only now: what is measured before is one service's own throughput.</summary>
    public async Task StartScheduling()
    {
        Scheduling = await Start("Forum.Scheduling", SchedulingStore, []);
        SchedulingProcess = processes[^1];
    }

    /// <summary>Starts Operations when nobody has.</summary>
    public async Task StartOperations()
    {
        if (OperationsProcess is not null)
            return;
        OperationsStore = await Database("operations");
        Receiver = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        Operations = await Start("Forum.Operations", OperationsStore, [], Receiver.Port, ("Otlp__Port", $"{Receiver.Port}"));
        OperationsProcess = processes[^1];
    }

    /// <summary>Returns when Operations has stored so many spans.</summary>
    public async Task UntilStored(long spans) => await Eventually.True(
        async () => (await OperationsStore.Query<long>("select count(*) from span"))[0] >= spans,
        "what was taken in is stored",
        TimeSpan.FromMinutes(2));

    /// <summary>Starts Publishing when nobody has, and returns when it knows the edition.</summary>
    public async Task StartPublishing()
    {
        if (PublishingProcess is not null)
            return;
        PublishingStore = await Database("publishing");
        Publishing = await Start("Forum.Publishing", PublishingStore, []);
        PublishingProcess = processes[^1];
        await Publish(new RegistrationOpened { EditionId = EditionId, Revision = 2, Edition = Open }, EditionId);
        await Eventually.True(async () => (await PublishingStore.Query<long>("select count(*) from mt_doc_knownedition"))[0] == 1, "Publishing knows the edition");
    }

    public string OperatorToken => issuer.Token("operator", lifetime: TimeSpan.FromHours(2));

    /// <summary>Token of an organizer of one's own: who wrote a text does not issue it.</summary>
    public string TokenOf(string subject) => issuer.Token("organizer", subject: subject, lifetime: TimeSpan.FromHours(2));

    /// <summary>Returns when everything registered has been announced, so that no round works off what another left.</summary>
    public async Task UntilAnnounced() => await Eventually.True(
        async () => (await RegistrationStore.Query<bool>("select coalesce((select last_seq_id from mt_event_progression where name like 'announcer%') >= (select max(seq_id) from mt_events), true)"))[0],
        "every registration is announced",
        TimeSpan.FromMinutes(5));

    /// <summary>Returns when everything registered since has arrived in Scheduling, so that no round works off what another left.</summary>
    /// <param name="since">Sequence of the last event before.</param>
    public async Task UntilArrived(long since)
    {
        var registered = (await RegistrationStore.Query<long>($"select count(*) from mt_events where seq_id > {since}"))[0];
        await Eventually.True(
            async () => (await SchedulingStore.Query<long>("select count(*) from mt_doc_knowndelegation"))[0] >= arrived + registered,
            "every registration has arrived in Scheduling",
            TimeSpan.FromMinutes(5));
        arrived += registered;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        foreach (var belonging in belongings)
            await belonging.DisposeAsync();
        await broker.DisposeAsync();
        await issuer.DisposeAsync();
    }

    private async Task<TestDatabase> Database(string name)
    {
        var database = await TestDatabase.Create($"bench_{name}");
        belongings.Add(database);
        return database;
    }

    /// <summary>Starts a built assembly and returns when it is ready.</summary>
    /// <param name="alsoOn">A second port that it listens on.</param>
    private async Task<Uri> Start(string assembly, TestDatabase database, IReadOnlyList<string> arguments, int? alsoOn = null, params IEnumerable<(string Key, string Value)> more)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var info = new ProcessStartInfo("dotnet", [Built.Assembly(assembly), .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (key, value) in new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = alsoOn is null ? address.ToString() : $"{address};http://127.0.0.1:{alsoOn}",
            ["ConnectionStrings__Store"] = new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 32 }.ConnectionString,
            ["Broker__Uri"] = broker.Uri,
            ["Access__Issuer"] = issuer.Issuer,
            ["Limits__RequestsPerSecond"] = "1000000",
            ["Logging__LogLevel__Default"] = "Warning",
            ["DOTNET_ENVIRONMENT"] = "Production",
        })
        {
            info.Environment[key] = value;
        }

        foreach (var (key, value) in more)
            info.Environment[key] = value;

        var process = Process.Start(info)!;
        processes.Add(process);
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        using var client = new HttpClient { BaseAddress = address };
        await Eventually.True(async () => (await client.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode, $"{assembly} is ready");
        return address;
    }

    private Task OpenRegistration() => Say(new RegistrationOpened { EditionId = EditionId, Revision = 2, Edition = Open }, revision: 2);

    /// <summary>Tells Registration from when on the floor can be asked for, and returns when it knows.</summary>
    public Task AnnounceOpening(DateTimeOffset opensAt) =>
        Say(new SpeakersListOpeningAnnounced { EditionId = EditionId, Revision = ++revision, Edition = Open with { SpeakersListOpensAt = opensAt } }, revision);

    /// <summary>Says what Governance would say, and returns when Registration knows.</summary>
    private async Task Say(object message, long revision)
    {
        await Publish(message, EditionId);
        await Eventually.True(
            async () => (await RegistrationStore.Query<long>($"select count(*) from mt_doc_knownedition where mt_version >= {revision}"))[0] == 1,
            "the edition is known");
    }

    /// <param name="stream">The stream that would have announced it.</param>
    private async Task Publish(object message, Guid stream)
    {
        var bus = Bus.Factory.CreateUsingRabbitMq(rabbit => rabbit.Host(new Uri(broker.Uri.Replace("amqp://", "rabbitmq://", StringComparison.Ordinal).Replace(Settings.RabbitMq.UserInfo + "@", "", StringComparison.Ordinal)), host =>
        {
            host.Username(Settings.RabbitMq.UserInfo.Split(':')[0]);
            host.Password(Settings.RabbitMq.UserInfo.Split(':')[1]);
        }));
        await bus.StartAsync();
        await bus.Publish(message, message.GetType(), context =>
        {
            context.MessageId = Guid.CreateVersion7();
            context.CorrelationId = stream;
        });
        await bus.StopAsync();
    }

    private static Edition Open => new()
    {
        Code = "bench",
        Title = "An edition to measure with",
        StartsOn = new DateOnly(2030, 9, 14),
        EndsOn = new DateOnly(2030, 9, 15),
        Venue = "Nowhere",
        TimeZone = "UTC",
        ParticipantsAsOf = new DateOnly(2006, 9, 14),
        ModalityProfile = new ModalityProfile { Code = "bench" },
        OutcomeType = OutcomeType.ChairSummary,
        Clock = new EditionClock { Kind = ClockKind.Real },
        State = EditionState.RegistrationOpen,
    };
}
