using Forum.Contracts.Scheduling;
using Forum.Replay.Api;
using Forum.Replay.Data;

namespace Forum.Replay.Stages;

/// <summary>Rooms, meetings with their officers, and round tables. What is there already stays.</summary>
public static class PlanProgramme
{
    /// <returns>The meetings' ids by kind and number.</returns>
    public static async Task<IReadOnlyDictionary<(MeetingKind Kind, int Number), Guid>> Run(Scheduling scheduling, Dialogue data, Guid edition, Progress progress, CancellationToken ct)
    {
        var rooms = (await scheduling.Rooms(edition, ct)).ToDictionary(room => room.Name, room => room.Id);
        foreach (var room in data.Rooms.Where(room => !rooms.ContainsKey(room.Name)))
            rooms[room.Name] = (await scheduling.RegisterRoom(edition, room, ct)).Id;

        var meetings = (await scheduling.Meetings(edition, ct)).ToDictionary(meeting => (meeting.Kind, meeting.Number), meeting => meeting.Id);
        foreach (var meeting in data.Meetings.Where(meeting => !meetings.ContainsKey((meeting.Kind, meeting.Number))))
            meetings[(meeting.Kind, meeting.Number)] = (await scheduling.PlanMeeting(edition, meeting, rooms[meeting.Room], ct)).Id;
        foreach (var meeting in data.Meetings)
        {
            foreach (var officer in meeting.Officers)
                await scheduling.Designate(meetings[(meeting.Kind, meeting.Number)], officer, ct);
        }

        var tables = (await scheduling.RoundTables(edition, ct)).Select(table => table.Number).ToHashSet();
        foreach (var table in data.RoundTables.Where(table => !tables.Contains(table.Number)))
            await scheduling.PlanRoundTable(edition, table, meetings[(MeetingKind.RoundTable, table.Meeting)], ct);

        progress.Say($"Programme of work: {data.Rooms.Count} rooms, {data.Meetings.Count} meetings, {data.RoundTables.Count} round tables");
        return meetings;
    }
}
