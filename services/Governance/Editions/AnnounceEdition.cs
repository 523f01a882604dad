using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Governance;
using Forum.Governance.Actions;
using Forum.Governance.ModalityProfiles;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using JasperFx;
using Marten;

namespace Forum.Governance.Editions;

/// <summary>Keeps an edition's code unique over all editions.</summary>
public sealed record EditionCode(string Id, Guid EditionId);

/// <summary>Announces an edition of the forum.</summary>
public sealed record AnnounceEdition
{
    /// <summary>Short code, unique over all editions.</summary>
    [RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$"), StringLength(40, MinimumLength = 3)]
    public required string Code { get; init; }

    [StringLength(300, MinimumLength = 3)]
    public required string Title { get; init; }

    /// <summary>First day, in the venue's zone, from 1900 to 8999.</summary>
    public required DateOnly StartsOn { get; init; }

    /// <summary>Last day, in the venue's zone: the first one, or another within a year of it.</summary>
    public required DateOnly EndsOn { get; init; }

    [StringLength(200, MinimumLength = 2)]
    public required string Venue { get; init; }

    /// <summary>IANA zone of the venue, e.g. <c>America/New_York</c>.</summary>
    [StringLength(60, MinimumLength = 3)]
    public required string TimeZone { get; init; }

    /// <summary>The day whose list of Member States, observers and groups applies.</summary>
    public required DateOnly ParticipantsAsOf { get; init; }

    /// <summary>Under the code of a registered profile its limits are that profile's: leave them out, or give the same. Otherwise a code of its own; a limit that is not known is null.</summary>
    public required ModalityProfile ModalityProfile { get; init; }

    public required OutcomeType OutcomeType { get; init; }
    public required AskedClock Clock { get; init; }

    /// <summary>What the edition rests on. Anybody may read it; it names no private person.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">The dates, the zone, the clock or the limits cannot be.</exception>
    public IEnumerable<object> Decide(Guid id, DateTimeOffset now)
    {
        if (EndsOn < StartsOn)
            throw new Refusal("ends-before-start", "An edition cannot end before it starts. Give endsOn as the last day.", "endsOn");
        if (StartsOn.Year < EditionClock.First.Year || StartsOn.Year > EditionClock.Last.Year)
            throw new Refusal("day-out-of-range", "No clock of an edition goes there. Give startsOn as a day from 1900 to 8999.", "startsOn");
        if (EndsOn >= StartsOn.AddYears(1))
            throw new Refusal("edition-too-long", "An edition lasts a year at most. Give endsOn as its last day.", "endsOn");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) || !zone.HasIanaId)
            throw new Refusal("time-zone-unknown", $"{TimeZone} is no IANA time zone. Give one such as America/New_York.", "timeZone");
        MustHaveLimits();

        yield return new EditionAnnounced(
            id,
            new EditionPlan
            {
                Code = Code,
                Title = Title,
                StartsOn = StartsOn,
                EndsOn = EndsOn,
                Venue = Venue,
                TimeZone = TimeZone,
                ParticipantsAsOf = ParticipantsAsOf,
                ModalityProfile = Modalities(),
                OutcomeType = OutcomeType,
                Clock = Clock.SetGoing(now),
            },
            now);
    }

    /// <summary>A profile that is data is held to: under its label nobody may put other numbers, least of all under that of 2006.</summary>
    private ModalityProfile Modalities()
    {
        if (ProfileRegister.Find(ModalityProfile.Code)?.AsCarried() is not { } registered)
            return ModalityProfile;
        foreach (var (field, given, known) in Compared(ModalityProfile, registered))
        {
            if (given is not null && given != known)
                throw new Refusal("profile-value-differs", $"The registered profile {registered.Code} has {(known is null ? "no known value" : known)} here. Leave it out, or give the modalities a code of their own.", field);
        }

        return registered;
    }

    private static IEnumerable<(string Field, int? Given, int? Known)> Compared(ModalityProfile given, ModalityProfile known) =>
    [
        ("modalityProfile.roundTableCapacity", given.RoundTableCapacity, known.RoundTableCapacity),
        ("modalityProfile.speakingLimitMinutes", given.SpeakingLimitMinutes, known.SpeakingLimitMinutes),
        ("modalityProfile.noObjectionDays", given.NoObjectionDays, known.NoObjectionDays),
        ("modalityProfile.civilSocietyFloor", given.CivilSocietyFloor, known.CivilSocietyFloor),
        ("modalityProfile.civilSocietyCeiling", given.CivilSocietyCeiling, known.CivilSocietyCeiling),
        ("modalityProfile.mostCivilSocietyDelegations", given.MostCivilSocietyDelegations, known.MostCivilSocietyDelegations),
    ];

    private void MustHaveLimits()
    {
        if (ModalityProfile.RoundTableCapacity is < 1)
            throw new Refusal("limit-not-positive", "A round table has at least one seat; give null when the number is not known.", "modalityProfile.roundTableCapacity");
        if (ModalityProfile.SpeakingLimitMinutes is < 1)
            throw new Refusal("limit-not-positive", "A speaking limit is at least one minute; give null when it is not known.", "modalityProfile.speakingLimitMinutes");
        if (ModalityProfile.NoObjectionDays is < 1)
            throw new Refusal("limit-not-positive", "An organization circulates for at least one day; give null when no-objection is not asked for.", "modalityProfile.noObjectionDays");
        if (ModalityProfile.CivilSocietyFloor is < 0)
            throw new Refusal("limit-negative", "There cannot be fewer than no seats; give null when the number is not known.", "modalityProfile.civilSocietyFloor");
        if (ModalityProfile.CivilSocietyCeiling is < 0 || ModalityProfile.CivilSocietyCeiling < ModalityProfile.CivilSocietyFloor)
            throw new Refusal("ceiling-below-floor", "The most seats of civil society cannot be fewer than the seats that are kept for it; give null when the number is not known.", "modalityProfile.civilSocietyCeiling");
        if (ModalityProfile.MostCivilSocietyDelegations is < 0)
            throw new Refusal("limit-negative", "There cannot be fewer than no delegations; give null when they are not limited.", "modalityProfile.mostCivilSocietyDelegations");
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions", async (AnnounceEdition command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var id = Guid.CreateVersion7();
                if (await session.LoadAsync<EditionCode>(command.Code, ct) is not null)
                    throw Taken(command.Code);
                session.Insert(new EditionCode(command.Code, id));
                EditionAnnounced[] events = [.. command.Decide(id, time.GetUtcNow()).Cast<EditionAnnounced>()];
                session.Note<AnnounceEdition>(id, command.Reason, events[0].Plan.Clock.Now(time));
                try
                {
                    return await session.Start<Edition>(http, id, events, $"/editions/{id}", ct);
                }
                catch (DocumentAlreadyExistsException e) when (e.DocType == typeof(EditionCode))
                {
                    throw Taken(command.Code);
                }
            })
            .AcceptsIdempotencyKey<AnnounceEdition>()
            .Allow(Role.Organizer)
            .WithName(nameof(AnnounceEdition))
            .WithTags("Editions");

    private static Refusal Taken(string code) => new("edition-code-taken", $"There is an edition with the code {code} already.", "code");
}

/// <summary>The clock that is asked for: the world's, or a rehearsal's.</summary>
public sealed record AskedClock
{
    private const double Slowest = 0.001, Fastest = 1_000_000;

    public required ClockKind Kind { get; init; }

    /// <summary>The edition's time at which a rehearsal starts, from 1900 to 8999; needed for a rehearsal, refused otherwise.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>Seconds of the edition per real second, from 0.001 to 1,000,000; needed for a rehearsal, refused otherwise.</summary>
    public double? Speed { get; init; }

    public EditionClock SetGoing(DateTimeOffset now) => (Kind, StartsAt, Speed) switch
    {
        (ClockKind.Real, null, null) => new EditionClock { Kind = ClockKind.Real },
        (ClockKind.Real, _, _) => throw new Refusal("clock-not-settable", "A real clock has neither a start nor a speed. Leave them out, or ask for a rehearsal.", "clock"),
        (ClockKind.Rehearsal, { } start, >= Slowest and <= Fastest) when start >= EditionClock.First && start <= EditionClock.Last => new EditionClock { Kind = ClockKind.Rehearsal, StartsAt = start.ToUniversalTime(), Speed = Speed, SetGoingAt = now },
        _ => throw new Refusal("clock-incomplete", "A rehearsal needs startsAt, from 1900 to 8999, and a speed from 0.001 to 1,000,000.", "clock"),
    };
}
