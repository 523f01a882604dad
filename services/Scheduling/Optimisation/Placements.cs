using System.Collections.Immutable;
using Forum.Hosting.Store;
using Forum.Optimiser.Instances;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Meetings;
using Forum.Scheduling.Persons;
using Forum.Scheduling.RoundTables;
using Marten;
using Meeting = Forum.Scheduling.Meetings.Meeting;

namespace Forum.Scheduling.Optimisation;

/// <summary>A meeting that is put elsewhere, as it would be changed by hand.</summary>
internal sealed record MovedMeeting(Meeting Meeting, ChangeMeeting Change);

/// <summary>Puts meetings where a timetable has them.</summary>
internal static class Placements
{
    /// <summary>The meetings that the timetable has elsewhere.</summary>
    public static IReadOnlyList<MovedMeeting> Of(Arrangement arrangement, IReadOnlyList<(DateTimeOffset StartsAt, DateTimeOffset EndsAt)> slots, Programme programme) =>
    [
        .. from placement in arrangement.Placements
           let meeting = programme.Meetings.First(meeting => EditionProblem.Id(meeting.Id) == placement.Session)
           let entry = meeting.Entry
           let slot = slots[placement.Slot]
           let room = Guid.Parse(placement.Room)
           where entry.StartsAt != slot.StartsAt || entry.EndsAt != slot.EndsAt || entry.RoomId != room
           orderby meeting.Id
           select new MovedMeeting(meeting, new ChangeMeeting
           {
               Title = entry.Title,
               StartsAt = slot.StartsAt,
               EndsAt = slot.EndsAt,
               RoomId = room,
               Service = entry.Service,
               ChairAndRapporteurOfOneDelegation = entry.ChairAndRapporteurOfOneDelegation,
           }),
    ];

    /// <summary>Moves all of them at once, by the rules by which each would be moved: of two that change places neither is in the other's way. The caller has taken the edition's turn, and commits.</summary>
    /// <exception cref="Refusal">A room, the interpreters or an officer cannot be had so.</exception>
    public static async Task Move(this IDocumentSession session, IReadOnlyList<MovedMeeting> moved, Programme programme, KnownEdition edition, DateTimeOffset now, CancellationToken ct)
    {
        if (moved.Count == 0)
            return;
        var after = moved.ToDictionary(move => move.Meeting.Id, move => After(move, programme));
        var then = programme with { Meetings = [.. programme.Meetings.Select(meeting => after.GetValueOrDefault(meeting.Id, meeting))] };
        var presence = await Presence.Read(session, edition.Id, news: null, ct);
        foreach (var move in moved)
        {
            var arranged = move.Change.Decide(move.Meeting, then, edition, now);
            await arranged.Yield(session, ct);
            (await session.Events.FetchForWriting<Meeting>(move.Meeting.Id, move.Meeting.Version, ct)).AppendMany(arranged.Events);
            presence = presence.With(arranged.Events.Aggregate(move.Meeting, (state, e) => state.Evolve(e)));
        }

        var people = moved.SelectMany(move => move.Meeting.Persons.Values)
            .Concat(presence.People.Values.Where(person => person.Places.Exists(place => after.ContainsKey(place.MeetingId))).Select(person => person.Id));
        await session.Ask(presence, people, now, ct);
    }

    /// <summary>The same seats when the tables are held at other times.</summary>
    public static SeatsInView HeldWhen(this SeatsInView view, IReadOnlyList<MovedMeeting> moved) => moved.Aggregate(view, (view, move) => view with
    {
        Tables = view.Tables.SetItems(view.Tables.Where(table => table.Value.Table.MeetingId == move.Meeting.Id)
            .Select(table => KeyValuePair.Create(table.Key, table.Value with { StartsAt = move.Change.StartsAt, EndsAt = move.Change.EndsAt }))),
    });

    private static Meeting After(MovedMeeting move, Programme programme) => move.Meeting with
    {
        Entry = move.Meeting.Entry with { StartsAt = move.Change.StartsAt, EndsAt = move.Change.EndsAt, RoomId = move.Change.RoomId, Room = programme.NameOfRoom(move.Change.RoomId) },
    };
}
