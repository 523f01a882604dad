using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Meetings;
using JasperFx;
using Marten;
using Meeting = Forum.Scheduling.Meetings.Meeting;
using MeetingChanged = Forum.Scheduling.Meetings.MeetingChanged;

namespace Forum.Scheduling.Rooms;

/// <summary>Says what a room is like now: all of it is given. The meetings that are planned in it must still fit.</summary>
public sealed record ChangeRoom
{
    /// <summary>Given once in an edition. The programme shows it where the room is assigned from then on.</summary>
    [StringLength(200, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>Places in the room; null when not known.</summary>
    [Range(1, 100_000)]
    public required int? Capacity { get; init; }

    /// <summary>Languages that it has an interpreters' booth for; null when not known.</summary>
    [MaxLength(6)]
    public required IReadOnlyList<Language>? Booths { get; init; }

    /// <exception cref="Refusal">A meeting that is planned in it would not fit any more.</exception>
    public IEnumerable<object> Decide(Room room, Programme programme, DateTimeOffset now)
    {
        var changed = new RoomChanged(Name, Capacity, Booths is null ? null : [.. Booths.Distinct().Order()], now);
        if (Name == room.Name && Capacity == room.Capacity && (room.Booths ?? []).SequenceEqual(changed.Booths ?? []) && room.Booths is null == changed.Booths is null)
            return [];
        programme.MustStillFit(room.Evolve(changed));
        return [changed];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/rooms/{id:guid}", async (Guid id, ExpectedVersion expected, ChangeRoom command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = await session.OpenEdition((await session.Require<Room>(id, ct)).EditionId, ct);
                await session.TakeTurn(edition.Id, ct);
                var programme = await Programme.Read(session, edition.Id, ct);
                var room = programme.Rooms.First(room => room.Id == id);
                await Rename(session, room, command.Name, ct);
                await ShowTheName(session, programme, room, command.Name, edition.Now(time), ct);
                try
                {
                    return await session.Decide<Room>(id, expected, current => command.Decide(current, programme, edition.Now(time)), ct);
                }
                catch (DocumentAlreadyExistsException e) when (e.DocType == typeof(Reservation))
                {
                    throw RegisterRoom.NameTaken();
                }
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ChangeRoom))
            .WithTags("Rooms");

    private static async Task Rename(IDocumentSession session, Room room, string name, CancellationToken ct)
    {
        var (held, wanted) = (RegisterRoom.NameOf(room.EditionId, room.Name), RegisterRoom.NameOf(room.EditionId, name));
        if (held == wanted)
            return;
        if (await session.CheckExistsAsync<Reservation>(wanted, ct))
            throw RegisterRoom.NameTaken();
        session.Insert(new Reservation(wanted));
        session.Delete<Reservation>(held);
    }

    private static async Task ShowTheName(IDocumentSession session, Programme programme, Room room, string name, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var meeting in programme.Meetings.Where(meeting => meeting.Entry.RoomId == room.Id && meeting.Entry.IsToBeHeld() && meeting.Entry.Room != name))
        {
            var stream = await session.Events.FetchForWriting<Meeting>(meeting.Id, ct);
            stream.AppendOne(new MeetingChanged(stream.Aggregate!.Entry with { Room = name }, now));
        }
    }
}
