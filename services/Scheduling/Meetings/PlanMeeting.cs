using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.Meetings;

/// <summary>Puts a meeting into the programme of work.</summary>
public sealed record PlanMeeting
{
    public required Guid EditionId { get; init; }
    public required MeetingKind Kind { get; init; }

    /// <summary>Among the meetings of its kind, from 1; given once.</summary>
    [Range(1, 999)]
    public required int Number { get; init; }

    [StringLength(300, MinimumLength = 3)]
    public required string Title { get; init; }

    /// <summary>With the offset that the venue has at that time.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>With the offset that the venue has at that time.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>Null while no room is assigned.</summary>
    public Guid? RoomId { get; init; }

    /// <summary>Whether it has its room and its interpreters in any case, or as they are available.</summary>
    public ServiceLevel Service { get; init; }

    /// <summary>True when its chair and its rapporteur may come from one delegation; by default they may not.</summary>
    public bool ChairAndRapporteurOfOneDelegation { get; init; }

    /// <exception cref="Refusal">The times cannot be, or the room is not to be had.</exception>
    public Arranged Decide(Guid id, KnownEdition edition, Programme programme, DateTimeOffset now)
    {
        edition.MustHold(StartsAt, EndsAt);
        var entry = new ProgrammeEntry
        {
            EditionId = EditionId,
            Kind = Kind,
            Number = Number,
            Title = Title,
            StartsAt = StartsAt,
            EndsAt = EndsAt,
            RoomId = RoomId,
            Room = programme.NameOfRoom(RoomId),
            Service = Service,
            ChairAndRapporteurOfOneDelegation = ChairAndRapporteurOfOneDelegation,
            State = MeetingState.Planned,
        };
        return new Arranged([new MeetingPlanned(id, entry, now)], programme.Serve(id, entry, now));
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings", async (PlanMeeting command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var edition = await session.OpenEdition(command.EditionId, ct);
                await session.TakeTurn(edition.Id, ct);
                var programme = await Programme.Read(session, edition.Id, ct);
                var id = Guid.CreateVersion7();
                return await session.WithReserved(
                    $"meeting/{command.EditionId:N}/{command.Kind}/{command.Number}",
                    command.NumberTaken,
                    async () =>
                    {
                        var arranged = command.Decide(id, edition, programme, edition.Now(time));
                        await arranged.Yield(session, ct);
                        return await session.Start<Meeting>(http, id, arranged.Events, $"/meetings/{id}", ct);
                    },
                    ct);
            })
            .AcceptsIdempotencyKey<PlanMeeting>()
            .Allow(Role.Organizer)
            .WithName(nameof(PlanMeeting))
            .WithTags("Programme of work");

    private Refusal NumberTaken() =>
        new("meeting-number-taken", $"There is a {(Kind is MeetingKind.Plenary ? "plenary" : "round-table")} meeting {Number} in this edition already.", "number");
}

/// <summary>When meetings may be held.</summary>
internal static class HoursOfMeetings
{
    /// <exception cref="Refusal">The times are not those of a meeting of this edition.</exception>
    public static void MustHold(this KnownEdition edition, DateTimeOffset startsAt, DateTimeOffset endsAt)
    {
        if (!edition.HasOffsetOfVenue(startsAt))
            throw OffsetRefused(edition, startsAt, "startsAt");
        if (!edition.HasOffsetOfVenue(endsAt))
            throw OffsetRefused(edition, endsAt, "endsAt");
        if (endsAt <= startsAt)
            throw new Refusal("ends-before-start", "A meeting ends after it starts.", "endsAt");
        if (!edition.Covers(startsAt, endsAt))
            throw new Refusal("outside-edition", $"The edition lasts from {edition.Edition.StartsOn:O} to {edition.Edition.EndsOn:O}; meetings are held on those days.", "startsAt");
    }

    private static Refusal OffsetRefused(KnownEdition edition, DateTimeOffset at, string field) =>
        new("offset-not-of-venue", $"At that time {edition.Edition.TimeZone} is at {edition.AtVenue(at):zzz}, and not at {at:zzz}. Write the time with the venue's offset.", field);
}
