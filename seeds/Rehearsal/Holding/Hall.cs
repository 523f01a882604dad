using Forum.Rehearsal.Scenarios;

namespace Forum.Rehearsal.Holding;

/// <summary>What is not as it was planned, for those who hold the meetings: who comes late, who is not there, who will not stop.</summary>
public sealed class Hall
{
    private readonly Lock turn = new();
    private readonly Dictionary<MeetingName, (DateTimeOffset Arrives, int Disturbance)> late = [];
    private readonly Dictionary<string, (DateTimeOffset Until, int Disturbance)> absent = [];
    private readonly Dictionary<MeetingName, Queue<(TimeSpan Extra, int Disturbance)>> overruns = [];
    private readonly Dictionary<string, int> away = [];

    public void ComesLate(MeetingName meeting, DateTimeOffset arrives, int disturbance)
    {
        lock (turn)
            late[meeting] = (arrives, disturbance);
    }

    /// <summary>When whoever is to chair the meeting arrives; null when in time.</summary>
    public (DateTimeOffset Arrives, int Disturbance)? Late(MeetingName meeting)
    {
        lock (turn)
            return late.TryGetValue(meeting, out var known) ? known : null;
    }

    public void IsAbsent(string participant, DateTimeOffset until, int disturbance)
    {
        lock (turn)
            absent[participant] = (until, disturbance);
    }

    /// <summary>The disturbance by which the participant is not in the hall; null when it is there.</summary>
    public int? Absent(string participant, DateTimeOffset at)
    {
        lock (turn)
            return absent.TryGetValue(participant, out var known) && known.Until > at ? known.Disturbance : null;
    }

    public void Overruns(MeetingName meeting, TimeSpan extra, int disturbance)
    {
        lock (turn)
        {
            if (!overruns.TryGetValue(meeting, out var queue))
                overruns[meeting] = queue = new Queue<(TimeSpan, int)>();
            queue.Enqueue((extra, disturbance));
        }
    }

    /// <summary>By how much the next speaker overruns; null when not at all.</summary>
    public (TimeSpan Extra, int Disturbance)? TakeOverrun(MeetingName meeting)
    {
        lock (turn)
            return overruns.TryGetValue(meeting, out var queue) && queue.TryDequeue(out var next) ? next : null;
    }

    public void Leaves(string participant, int disturbance)
    {
        lock (turn)
            away[participant] = disturbance;
    }

    public void ComesBack(string participant)
    {
        lock (turn)
            away.Remove(participant);
    }

    /// <summary>The disturbance by which the participant has withdrawn; null when it has not.</summary>
    public int? Away(string participant)
    {
        lock (turn)
            return away.TryGetValue(participant, out var disturbance) ? disturbance : null;
    }
}
