using Forum.Hosting.Access;
using Forum.Hosting.Deadlines;
using Forum.Hosting.Events;
using Forum.Hosting.Store;
using Forum.Kit;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using MassTransit;

namespace Forum.Hosting.Tests;

/// <summary>A bell was hung: the smallest stream there can be.</summary>
public sealed record BellHung(Guid BellId, string Tone);

/// <summary>A bell was rung.</summary>
public sealed record BellRung(int Times);

/// <summary>A bell was polished, which nobody is told of.</summary>
public sealed record BellPolished;

public sealed record Bell
{
    public Guid Id { get; init; }
    public int Version { get; init; }
    public int Rung { get; init; }

    public Bell Evolve(object @event) => @event switch
    {
        BellHung e => this with { Id = e.BellId },
        BellRung e => this with { Rung = Rung + e.Times },
        _ => this,
    };
}

/// <summary>Rings a bell at its time. A bell that is stuck cannot be rung until it was oiled.</summary>
public sealed class RingBell(IDocumentSession session) : IWhenDue
{
    public const string Kind = "ring-bell";

    public static bool Stuck { get; set; }

    public async Task Due(Deadline deadline, CancellationToken ct)
    {
        if (Stuck)
            throw new InvalidOperationException("The bell is stuck.");
        var bell = await session.Events.FetchForWriting<Bell>(deadline.Subject, ct);
        bell.AppendOne(new BellRung(1));
        // It goes on ringing once every quarter of a second until it has struck three.
        if (bell.Aggregate is { Rung: < 2 })
            session.SetDeadline(Kind, deadline.Subject, deadline.DueAt.AddSeconds(0.25));
    }
}

/// <summary>What the bells' service tells the others.</summary>
public sealed record BellHeard
{
    public required Guid BellId { get; init; }
    public required long Revision { get; init; }
    public string Tone { get; init; } = "";
}

/// <summary>What the listening service stores of a bell.</summary>
public sealed record EchoStored(Guid BellId, long Revision);

public sealed record Echo
{
    public Guid Id { get; init; }
    public int Version { get; init; }
    public int Heard { get; init; }

    public Echo Evolve(object @event) => @event switch
    {
        EchoStored e => this with { Id = e.BellId, Heard = Heard + 1 },
        _ => this,
    };
}

/// <summary>Listens to bells; a bell whose tone is "cracked" cannot be listened to.</summary>
public sealed class StoreEcho(IDocumentSession session) : IConsumer<BellHeard>
{
    public async Task Consume(ConsumeContext<BellHeard> context)
    {
        var heard = context.Message;
        if (string.Equals(heard.Tone, "cracked", StringComparison.Ordinal))
            throw new InvalidOperationException("This bell is cracked.");
        var stream = await session.Events.FetchForWriting<Echo>(heard.BellId, context.CancellationToken);
        if (stream.Aggregate is null)
            session.Events.StartStream<Echo>(heard.BellId, new EchoStored(heard.BellId, heard.Revision));
        else
            stream.AppendOne(new EchoStored(heard.BellId, heard.Revision));
    }
}

public sealed record HangBell
{
    public string Tone { get; init; } = "";

    /// <summary>When it is to strike three; null when never.</summary>
    public DateTimeOffset? StrikesAt { get; init; }
}

/// <summary>The two services, started in the test's own process.</summary>
internal static class BellServices
{
    public static Task<WebApplication> Ring(TestDatabase database, TestIssuer issuer, string broker, params string[] more) =>
        Ring(database.ConnectionString, issuer, broker, wire: null, more);

    /// <param name="store">Connection string.</param>
    /// <param name="wire">What the test replaces.</param>
    /// <param name="more">Settings beyond those that every service needs: <c>--Name:Of=value</c>.</param>
    public static async Task<WebApplication> Ring(string store, TestIssuer issuer, string broker, Action<WebApplicationBuilder>? wire, params IEnumerable<string> more)
    {
        var app = Build("bells", store, issuer, broker, service =>
        {
            service.Store = store =>
            {
                store.Events.AddEventTypes([typeof(BellHung), typeof(BellRung)]);
                store.Projections.Snapshot<Bell>(SnapshotLifecycle.Inline);
            };
            service.Announce = Announce;
            service.Messages = [typeof(BellHeard)];
            service.Audience = Audience;
            service.MayAct = static (services, _, _, _) => ValueTask.FromResult(services.GetService<Tower>()?.MayAct ?? true);
            service.WhenDue<RingBell>(RingBell.Kind);
        }, wire, more);
        app.MapPost("/bells", (HangBell command, IDocumentSession session, HttpContext http, CancellationToken ct) =>
            {
                var id = Guid.CreateVersion7();
                if (command.StrikesAt is { } due)
                    session.SetDeadline(RingBell.Kind, id, due);
                return session.Start<Bell>(http, id, [new BellHung(id, command.Tone)], $"/bells/{id}", ct);
            })
            .Allow(Role.Organizer);
        await app.StartAsync();
        return app;
    }

    public static async Task<WebApplication> Listen(string store, TestIssuer issuer, string broker, params IEnumerable<string> more)
    {
        var app = Build("echoes", store, issuer, broker, service =>
        {
            service.Store = store =>
            {
                store.Events.AddEventTypes([typeof(EchoStored)]);
                store.Projections.Snapshot<Echo>(SnapshotLifecycle.Inline);
            };
            service.Listen<StoreEcho>();
        }, wire: null, more);
        await app.StartAsync();
        return app;
    }

    private static BellHeard? Announce(IEvent e) => e.Data switch
    {
        BellHung hung => new BellHeard { BellId = e.StreamId, Revision = e.Version, Tone = hung.Tone },
        BellRung => new BellHeard { BellId = e.StreamId, Revision = e.Version },
        _ => null,
    };

    /// <summary>A bell whose tone is the code of a participant concerns that participant.</summary>
    private static Audience Audience(object message) => message switch
    {
        BellHeard { Tone: "public" } => Events.Audience.Everybody,
        BellHeard { Tone: [>= 'A' and <= 'Z', _, _] code } => Events.Audience.Of(code),
        _ => Events.Audience.Secretariat,
    };

    private static WebApplication Build(
        string name, string store, TestIssuer issuer, string broker, Action<ForumService> configure, Action<WebApplicationBuilder>? wire = null, params IEnumerable<string> more)
    {
        var builder = WebApplication.CreateBuilder(
        [
            $"--ConnectionStrings:Store={store}",
            $"--Broker:Uri={broker}",
            $"--Access:Issuer={issuer.Issuer}",
            "--urls=http://127.0.0.1:0",
            "--Logging:LogLevel:Default=Warning",
            .. more,
        ]);
        wire?.Invoke(builder);
        builder.AddForumService(name, configure);
        var app = builder.Build();
        app.UseForumService();
        return app;
    }
}
