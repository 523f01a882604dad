using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Governance;
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

    public required DateOnly StartsOn { get; init; }
    public required DateOnly EndsOn { get; init; }

    [StringLength(200, MinimumLength = 2)]
    public required string Venue { get; init; }

    /// <summary>IANA zone of the venue, e.g. <c>America/New_York</c>.</summary>
    [StringLength(60, MinimumLength = 3)]
    public required string TimeZone { get; init; }

    /// <summary>The day whose list of Member States, observers and groups applies.</summary>
    public required DateOnly ParticipantsAsOf { get; init; }

    public required ModalityProfile ModalityProfile { get; init; }
    public required OutcomeType OutcomeType { get; init; }
    public required AskedClock Clock { get; init; }

    /// <exception cref="Refusal">The dates, the zone, the clock or the limits cannot be.</exception>
    public IEnumerable<object> Decide(Guid id, DateTimeOffset now)
    {
        if (EndsOn < StartsOn)
            throw new Refusal("ends-before-start", "An edition cannot end before it starts. Give endsOn as the last day.", "endsOn");
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
                ModalityProfile = ModalityProfile,
                OutcomeType = OutcomeType,
                Clock = Clock.SetGoing(now),
            },
            now);
    }

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
                try
                {
                    return await session.Start<Edition>(http, id, command.Decide(id, time.GetUtcNow()), $"/editions/{id}", ct);
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
    public required ClockKind Kind { get; init; }

    /// <summary>The edition's time at which a rehearsal starts; needed for a rehearsal, refused otherwise.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>Seconds of the edition per real second, above 0 and at most 1,000,000; needed for a rehearsal, refused otherwise.</summary>
    public double? Speed { get; init; }

    public EditionClock SetGoing(DateTimeOffset now) => (Kind, StartsAt, Speed) switch
    {
        (ClockKind.Real, null, null) => new EditionClock { Kind = ClockKind.Real },
        (ClockKind.Real, _, _) => throw new Refusal("clock-not-settable", "A real clock has neither a start nor a speed. Leave them out, or ask for a rehearsal.", "clock"),
        (ClockKind.Rehearsal, { } start, > 0 and <= 1_000_000) => new EditionClock { Kind = ClockKind.Rehearsal, StartsAt = start.ToUniversalTime(), Speed = Speed, SetGoingAt = now },
        _ => throw new Refusal("clock-incomplete", "A rehearsal needs startsAt, and a speed above 0 and at most 1,000,000.", "clock"),
    };
}
