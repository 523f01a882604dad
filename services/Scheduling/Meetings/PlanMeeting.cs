using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Rooms;
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

    /// <exception cref="Refusal">The times cannot be, or the room is not of this edition.</exception>
    public IEnumerable<object> Decide(Guid id, KnownEdition edition, Room? room, DateTimeOffset now)
    {
        if (!edition.HasOffsetOfVenue(StartsAt))
            throw OffsetRefused(edition, StartsAt, "startsAt");
        if (!edition.HasOffsetOfVenue(EndsAt))
            throw OffsetRefused(edition, EndsAt, "endsAt");
        if (EndsAt <= StartsAt)
            throw new Refusal("ends-before-start", "A meeting ends after it starts.", "endsAt");
        if (!edition.Covers(StartsAt, EndsAt))
            throw new Refusal("outside-edition", $"The edition lasts from {edition.Edition.StartsOn:O} to {edition.Edition.EndsOn:O}; meetings are held on those days.", "startsAt");
        if (RoomId is not null && room?.EditionId != EditionId)
            throw new Refusal("room-unknown", $"There is no room {RoomId} in this edition.", "roomId");

        var entry = new ProgrammeEntry
        {
            EditionId = EditionId,
            Kind = Kind,
            Number = Number,
            Title = Title,
            StartsAt = StartsAt,
            EndsAt = EndsAt,
            RoomId = RoomId,
            Room = room?.Name,
            State = MeetingState.Planned,
        };
        yield return new MeetingPlanned(id, entry, now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings", async (PlanMeeting command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var edition = await session.OpenEdition(command.EditionId, ct);
                var room = command.RoomId is { } roomId ? await session.LoadAsync<Room>(roomId, ct) : null;
                var id = Guid.CreateVersion7();
                return await session.WithReserved(
                    $"meeting/{command.EditionId:N}/{command.Kind}/{command.Number}",
                    command.NumberTaken,
                    () => session.Start<Meeting>(http, id, command.Decide(id, edition, room, edition.Now(time)), $"/meetings/{id}", ct),
                    ct);
            })
            .AcceptsIdempotencyKey<PlanMeeting>()
            .Allow(Role.Organizer)
            .WithName(nameof(PlanMeeting))
            .WithTags("Programme of work");

    private Refusal NumberTaken() =>
        new("meeting-number-taken", $"There is a {(Kind is MeetingKind.Plenary ? "plenary" : "round-table")} meeting {Number} in this edition already.", "number");

    private static Refusal OffsetRefused(KnownEdition edition, DateTimeOffset at, string field) =>
        new("offset-not-of-venue", $"At that time {edition.Edition.TimeZone} is at {edition.AtVenue(at):zzz}, and not at {at:zzz}. Write the time with the venue's offset.", field);
}
