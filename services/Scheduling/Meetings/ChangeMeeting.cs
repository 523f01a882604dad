using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Persons;
using Forum.Scheduling.SpeakersLists;
using Marten;

namespace Forum.Scheduling.Meetings;

/// <summary>Puts a meeting otherwise into the programme of work: all of it is given, what stays as it is, too. Kind and number stay.</summary>
public sealed record ChangeMeeting
{
    [StringLength(300, MinimumLength = 3)]
    public required string Title { get; init; }

    /// <summary>With the offset that the venue has at that time. It stays once the meeting was convened.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>With the offset that the venue has at that time.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>Null when no room is assigned.</summary>
    public required Guid? RoomId { get; init; }

    /// <summary>Whether it has its room and its interpreters in any case, or as they are available.</summary>
    public ServiceLevel Service { get; init; }

    /// <summary>True when its chair and its rapporteur may come from one delegation.</summary>
    public bool ChairAndRapporteurOfOneDelegation { get; init; }

    /// <exception cref="Refusal">It is over or called off, the times cannot be, or room and interpreters are not to be had then.</exception>
    public Arranged Decide(Meeting meeting, Programme programme, KnownEdition edition, DateTimeOffset now)
    {
        meeting.MustBeToBeHeld();
        edition.MustHold(StartsAt, EndsAt);
        if (meeting.Entry.State is not MeetingState.Planned && StartsAt != meeting.Entry.StartsAt)
            throw new Refusal("meeting-already-convened", "The meeting was convened already; its start stays. Its end and its room may change.", "startsAt");

        var entry = meeting.Entry with
        {
            Title = Title,
            StartsAt = StartsAt,
            EndsAt = EndsAt,
            RoomId = RoomId,
            Room = programme.NameOfRoom(RoomId),
            Service = Service,
            ChairAndRapporteurOfOneDelegation = ChairAndRapporteurOfOneDelegation,
        };
        if (entry == meeting.Entry)
            return Arranged.Nothing;
        OfficerRules.MustStillHold(meeting.Id, entry, programme);
        return new Arranged([new MeetingChanged(entry, now)], programme.Serve(meeting.Id, entry, now));
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/meetings/{id:guid}", (Guid id, ExpectedVersion expected, ChangeMeeting command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Arrange(
                    id,
                    expected,
                    time,
                    command.Decide,
                    async (before, after, edition, _) =>
                    {
                        await session.AskAll(before, after, of: null, edition.Now(time), ct);
                        await session.KeepListTo(after, edition.Now(time), ct);
                    },
                    ct))
            .Allow(Role.Organizer)
            .WithName(nameof(ChangeMeeting))
            .WithTags("Programme of work");
}
