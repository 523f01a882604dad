using Forum.Contracts.Scheduling;
using Forum.Rehearsal.Holding;
using Forum.Rehearsal.Scenarios;

namespace Forum.Rehearsal.Reports;

/// <summary>What must hold whatever goes wrong, checked on what the API tells: the announcements one by one, and how things stand at the end.</summary>
public static class Rules
{
    public static IReadOnlyList<RuleReport> Check(Course course) =>
    [
        Rule("One speaker at a time has the floor, while the meeting sits", OneAtATime(course)),
        Rule("Nobody speaks twice", NobodyTwice(course)),
        Rule("Nobody stands on the speakers' list twice", Twice(course.Speakers.Select(speaker => speaker.Name)).Select(name => $"{name} stands on the list twice")),
        Rule("A table never has more than its seats, and nobody two of them", Seats(course)),
        Rule("Who sat at a table that has risen has sat there", RisenTables(course)),
        Rule("A person is in one place at a time", OnePlace(course)),
        Rule("No meeting sits with nobody in the chair", Chaired(course)),
        Rule("Who has withdrawn holds nothing any more", NothingLeft(course)),
        Rule("Every statement is counted, and once", Counted(course)),
    ];

    private static RuleReport Rule(string rule, IEnumerable<string> broken)
    {
        string[] where = [.. broken];
        return new RuleReport(rule, where.Length == 0, where);
    }

    private static IEnumerable<string> OneAtATime(Course course)
    {
        foreach (var meeting in course.Meetings.Where(meeting => meeting.Kind is MeetingKind.Plenary))
        {
            var made = course.Speakers.Where(speaker => speaker.MeetingId == meeting.Id && speaker.DeliveredAt is not null).OrderBy(speaker => speaker.DeliveredAt).ToArray();
            foreach (var (one, next) in made.Zip(made.Skip(1)).Where(pair => pair.First.DeliveredAt == pair.Second.DeliveredAt))
                yield return $"{one.Name} and {next.Name} ended at the same instant, {one.DeliveredAt:HH:mm:ss}";
            foreach (var speaker in made.Where(speaker => speaker.DeliveredAt < meeting.ConvenedAt || speaker.DeliveredAt > meeting.ConcludedAt || meeting.ConvenedAt is null))
                yield return $"{speaker.Name} spoke at {speaker.DeliveredAt:HH:mm:ss}, when plenary meeting {meeting.Number} did not sit";
        }
    }

    private static IEnumerable<string> NobodyTwice(Course course) =>
        Twice(course.Messages<StatementDelivered>().Select(message => message.Inscription.Office ?? message.Inscription.Participant!)).Select(name => $"{name} has spoken twice");

    private static IEnumerable<string> Seats(Course course)
    {
        var capacity = course.RoundTables.ToDictionary(table => table.Id, table => table.Capacity);
        var held = course.RoundTables.ToDictionary(table => table.Id, _ => new HashSet<Guid>());
        foreach (var told in course.Told)
        {
            switch (told.Message)
            {
                case SeatAllocated m when !held[m.RoundTableId].Add(m.Seat.DelegationId):
                    yield return $"{m.Seat.Participant} was given a second seat at round table {m.Seat.RoundTable}";
                    break;
                case SeatAllocated m when held[m.RoundTableId].Count > capacity[m.RoundTableId]:
                    yield return $"Round table {m.Seat.RoundTable} had {held[m.RoundTableId].Count} of {capacity[m.RoundTableId]} seats taken at {told.At:HH:mm}";
                    break;
                case SeatReleased m:
                    held[m.RoundTableId].Remove(m.Seat.DelegationId);
                    break;
                default:
                    break;
            }
        }

        foreach (var table in course.RoundTables.Where(table => table.Seats.Count != held[table.Id].Count))
            yield return $"Round table {table.Number} shows {table.Seats.Count} seats taken; announced were {held[table.Id].Count}";
    }

    private static IEnumerable<string> RisenTables(Course course)
    {
        var tables = course.RoundTables.ToDictionary(table => table.MeetingId, table => table.Id);
        var risen = new HashSet<Guid>();
        foreach (var told in course.Told)
        {
            switch (told.Message)
            {
                case MeetingConcluded m when tables.TryGetValue(m.MeetingId, out var table):
                    risen.Add(table);
                    break;
                case SeatAllocated m when risen.Contains(m.RoundTableId):
                    yield return $"{m.Seat.Participant} was given a seat at round table {m.Seat.RoundTable} after it had risen";
                    break;
                case SeatReleased m when risen.Contains(m.RoundTableId):
                    yield return $"{m.Seat.Participant} lost its seat at round table {m.Seat.RoundTable} after it had risen";
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Officers are persons that are known by name. They are where their meeting is, from its convening to its rising.</summary>
    private static IEnumerable<string> OnePlace(Course course)
    {
        var sat = course.Meetings.Where(meeting => meeting.ConvenedAt is not null).SelectMany(meeting => meeting.Officers, (meeting, officer) => (Meeting: meeting, officer.Name)).Where(sat => sat.Name is not null).ToArray();
        return sat.SelectMany(one => sat.Where(other => other.Name == one.Name && other.Meeting.Id.CompareTo(one.Meeting.Id) > 0 && Overlap(one.Meeting, other.Meeting)),
            (one, other) => $"{one.Name} was an officer of {Name(one.Meeting)} and of {Name(other.Meeting)} at the same time");
    }

    private static IEnumerable<string> Chaired(Course course) => course.Messages<MeetingConvened>()
        .Where(message => !message.Meeting.Officers.Any(officer => Stage.Chairs(officer.Role)))
        .Select(message => $"{new MeetingName(message.Meeting.Kind, message.Meeting.Number).InWords()} was convened with nobody to chair it");

    private static IEnumerable<string> NothingLeft(Course course)
    {
        foreach (var participant in course.Away)
        {
            foreach (var table in course.RoundTables.Where(table => !Concluded(course, table.MeetingId) && table.Seats.Any(seat => seat.Participant == participant)))
                yield return $"{participant} has withdrawn and has a seat at round table {table.Number}";
            if (course.Speakers.Any(speaker => speaker.Participant == participant && speaker.DeliveredAt is null))
                yield return $"{participant} has withdrawn and stands on the speakers' list";
            // What was concluded keeps its officers: they were there.
            foreach (var meeting in course.Meetings.Where(meeting => meeting.State is not MeetingState.Concluded && meeting.Officers.Any(officer => officer.Participant == participant)))
                yield return $"{participant} has withdrawn and has an office of {Name(meeting)}";
        }
    }

    private static IEnumerable<string> Counted(Course course)
    {
        var made = course.Speakers.Count(speaker => speaker.DeliveredAt is not null);
        var counted = course.Figures.FirstOrDefault(figure => figure.Name is "speakersInAll")?.Value;
        if ((counted ?? 0) != made)
            yield return $"{made} statements were made; Publishing counts {(counted is { } value ? $"{value:0}" : "none")}";
    }

    private static bool Concluded(Course course, Guid meeting) => course.Meetings.Any(seen => seen.Id == meeting && seen.State is MeetingState.Concluded);

    private static bool Overlap(Api.MeetingSeen one, Api.MeetingSeen other) =>
        one.ConvenedAt < (other.ConcludedAt ?? DateTimeOffset.MaxValue) && other.ConvenedAt < (one.ConcludedAt ?? DateTimeOffset.MaxValue);

    private static string Name(Api.MeetingSeen meeting) => new MeetingName(meeting.Kind, meeting.Number).InWords();

    private static IEnumerable<string> Twice(IEnumerable<string> names) => names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key);
}
