using Forum.Governance.Editions;
using Forum.Kit;

namespace Forum.Governance.Tests;

/// <summary>Governance on a real PostgreSQL, without a broker: it answers and commits all the same.</summary>
public sealed class GovernanceFixture : IAsyncLifetime
{
    private TestDatabase database = null!;
    private TestIssuer issuer = null!;

    public TimeAhead Time { get; } = new();
    public TestService<Edition> Service { get; private set; } = null!;
    public HttpClient Organizer => Service.As("organizer");
    public HttpClient Anybody => Service.As(null);

    /// <summary>Today, by the clock of all editions that these tests announce.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.Create("governance");
        issuer = await TestIssuer.Start();
        Service = await new TestService<Edition>(database, issuer, time: Time).UntilStoreIsReady();
    }

    /// <summary>A focal point of the participant, with its mandate recorded.</summary>
    public async Task<HttpClient> FocalPoint(string participant)
    {
        (await Organizer.Post("/focal-points", new { participant, subject = $"delegation-{participant}", capacity = "Backup", reason = "A note verbale." })).Code.ShouldBeOneOf("", "focal-point-designated");
        return Service.As("delegation", participant);
    }

    /// <summary>An edition that starts so many days from now, and goes by the world's clock.</summary>
    public async Task<Guid> Edition(int startsIn = 100, object? modalities = null, string timeZone = "UTC")
    {
        var code = $"e-{Guid.CreateVersion7():N}"[..30];
        var made = await Organizer.Post("/editions", new
        {
            code,
            title = "An edition of the forum",
            startsOn = Today.AddDays(startsIn),
            endsOn = Today.AddDays(startsIn + 1),
            venue = "A venue",
            timeZone,
            participantsAsOf = Today,
            modalityProfile = modalities ?? new { code },
            outcomeType = "ChairSummary",
            clock = new { kind = "Real" },
            reason = "The Friends of the Forum asked for it.",
        });
        return made.Id;
    }

    /// <summary>A chairmanship whose Chair is of a developing country.</summary>
    public async Task<Guid> Chairmanship(Guid edition, params object[] chairs) => (await Organizer.Post("/chairmanships", new
    {
        code = $"c-{Guid.CreateVersion7():N}"[..30],
        title = "The forum",
        editionId = edition,
        chairs = chairs.Length > 0 ? chairs : [Chair("ECU", "Developing")],
        reason = "It offered to host.",
    })).Id;

    public static object Chair(string participant, string development) => new { participant, development };

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await issuer.DisposeAsync();
        await database.DisposeAsync();
    }
}

/// <summary>One Governance for all the rules, which are told one after the other.</summary>
[CollectionDefinition]
public sealed class Governing : ICollectionFixture<GovernanceFixture>;

/// <summary>The world's time, or ahead of it.</summary>
public sealed class TimeAhead : TimeProvider
{
    private TimeSpan ahead;

    public void Pass(TimeSpan time) => ahead += time;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
