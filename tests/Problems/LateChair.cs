using Forum.Optimiser.Instances;

namespace Forum.Problems;

/// <summary>A timetable that was released, and then a chair who comes late.</summary>
public static class LateChair
{
    /// <summary>
    /// The first officer of the first session that can also be held in another slot is away in the one in which it was placed, and a session that moves costs more than all clashes that it
    /// could cure. Null when there is no such session.
    /// </summary>
    public static Instance? Of(Instance instance, Arrangement before)
    {
        var timetable = instance.Timetable!;
        if (Chaired(timetable) is not { } chaired)
            return null;
        var slot = before.Placements.First(placement => placement.Session == chaired.Id).Slot;
        return instance with
        {
            Name = $"{instance.Name}, chair of {chaired.Id} comes late",
            Previous = before,
            Timetable = timetable with
            {
                Move = 10_000,
                Sessions = [.. timetable.Sessions.Select(session => session != chaired ? session : session with
                {
                    Officers = [.. session.Officers.Select((officer, n) => n == 0 ? officer with { AbsentSlots = [.. officer.AbsentSlots ?? [], slot] } : officer)],
                })],
            },
        };
    }

    /// <summary>The first session with an officer that can also be held in another slot; null when there is none.</summary>
    public static Session? Chaired(Timetable timetable) => timetable.Sessions.FirstOrDefault(session => session.Officers.Count > 0 && (session.AvailableSlots?.Count ?? timetable.Slots) > 1);
}
