using System.Text.Json;
using Forum.Optimiser.Instances;

namespace Forum.Bench;

/// <summary>Instances of <c>data/timetable</c>, whose files have fields of their own, as instances of ours.</summary>
internal static class Timetabling
{
    /// <summary>
    /// The rules and the objective stay as the file's: clashes and penalties of slots have their weights, no other penalty counts, and the topic is carried along.
    /// </summary>
    public static Instance Read(string path)
    {
        var file = JsonSerializer.Deserialize<TimetableFile>(File.ReadAllText(path), JsonSerializerOptions.Web) ?? throw new JsonException($"{path} holds no timetable.");
        return new()
        {
            Name = Path.GetFileNameWithoutExtension(path),
            Timetable = new()
            {
                Slots = file.Slots,
                Rooms = [.. file.Rooms.Select(room => new Room($"{room.Id}", room.Capacity))],
                Sessions =
                [
                    .. file.Sessions.Select(session => new Session
                    {
                        Id = $"{session.Id}",
                        Attendance = session.Attendance,
                        Topic = $"{session.Topic}",
                        Interpretation = session.Interpretation,
                        Officers = [.. session.People.Select(person => new Officer($"{person}"))],
                        AvailableSlots = session.AvailableSlots,
                        SlotPenalties = session.SlotPenalty,
                    }),
                ],
                InterpretationTeams = [.. Enumerable.Repeat(file.InterpretationTeams, file.Slots)],
                Clashes = [.. file.Clashes.Select(clash => new Clash($"{clash[0]}", $"{clash[1]}", clash[2]))],
            },
        };
    }

    private sealed record TimetableFile(
        IReadOnlyList<FileSession> Sessions, IReadOnlyList<FileRoom> Rooms, int Slots, int InterpretationTeams, IReadOnlyList<IReadOnlyList<int>> Clashes);

    private sealed record FileSession(
        int Id, int Attendance, int Topic, bool Interpretation, IReadOnlyList<int> People, IReadOnlyList<int> AvailableSlots, IReadOnlyList<int> SlotPenalty);

    private sealed record FileRoom(int Id, int Capacity);
}
