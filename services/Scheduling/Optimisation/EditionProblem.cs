using System.Globalization;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Store;
using Forum.Optimiser.Instances;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Meetings;
using Forum.Scheduling.RoundTables;
using Meeting = Forum.Scheduling.Meetings.Meeting;
using Officer = Forum.Optimiser.Instances.Officer;
using Room = Forum.Scheduling.Rooms.Room;
using Session = Forum.Optimiser.Instances.Session;

namespace Forum.Scheduling.Optimisation;

/// <summary>
/// An edition as a problem that says all by itself. Sessions are the meetings of round tables that have not begun; whatever else is in the programme stays where it is, and closes
/// its room and keeps its officers and interpreters from others. A team of interpreters is a person who is at one meeting at a time.
/// </summary>
public static class EditionProblem
{
    /// <param name="view">Null when the edition has no seating plan.</param>
    /// <exception cref="Refusal">There is nothing to arrange, or the question contradicts itself.</exception>
    public static Instance Of(AskForRun asked, KnownEdition edition, Programme programme, SeatsInView? view, DateTimeOffset now)
    {
        if (asked.Part is not RunPart.Timetable && view is null)
            throw new Refusal("seating-not-planned", "Seats are given in the order of receipt. Plan the seating first.", "part");
        var seats = view is null ? new Instance { Name = edition.Edition.Code } : EditionInstance.Of(view);
        if (asked.Part is RunPart.Seats)
            return seats;

        var timetable = new Placing(asked, edition, programme, now);
        var tables = programme.Tables.ToDictionary(table => table.Number.ToString(CultureInfo.InvariantCulture), table => table.MeetingId);
        return seats with
        {
            Tables = [.. seats.Tables.Select(table => timetable.Moves(tables[table.Id]) ? table with { Slot = null, Session = Id(tables[table.Id]) } : table with { Slot = null })],
            // When they are held at the same time is decided anew.
            TableConflicts = [],
            Timetable = timetable.Timetable(),
            Pins = [.. seats.Pins, .. timetable.Pins()],
            Previous = new Arrangement { Seats = seats.Previous?.Seats ?? [], Placements = [.. timetable.Placed()] },
        };
    }

    /// <summary>The times of the slots of a problem that was made of the same question.</summary>
    public static IReadOnlyList<(DateTimeOffset StartsAt, DateTimeOffset EndsAt)> Slots(AskForRun asked, KnownEdition edition, Programme programme, DateTimeOffset now) =>
        new Placing(asked, edition, programme, now).Slots;

    public static string Id(Guid id) => id.ToString();

    /// <summary>Of the pin that stands in this place of the question.</summary>
    public static string PinId(int at) => string.Create(CultureInfo.InvariantCulture, $"pin-{at}");

    /// <exception cref="Refusal">It is larger than what is solved here, or contradicts itself.</exception>
    public static void MustBeSound(Instance instance)
    {
        if (Validation.Flaws(instance) is { Count: > 0 } flaws)
            throw new Refusal("flawed-instance", $"The edition cannot be arranged as it stands: {string.Join(' ', flaws.Select(flaw => flaw.Problem).Distinct().Take(3))}");
    }

    /// <summary>What the edition is different in since the question was asked, in a sentence; null when in nothing.</summary>
    public static string? Moved(Instance then, Instance now)
    {
        if (InstanceJson.Hash(then) == InstanceJson.Hash(now))
            return null;
        List<string> what = [];
        Count("delegation", then.Participants, now.Participants, participant => participant.Id);
        Count("round table", then.Tables, now.Tables, table => table.Id);
        Count("meeting", then.Timetable?.Sessions ?? [], now.Timetable?.Sessions ?? [], session => session.Id);
        Count("room", then.Timetable?.Rooms ?? [], now.Timetable?.Rooms ?? [], room => room.Id);
        return what.Count == 0 ? "Times, rules or seats are others than they were." : $"Since then {string.Join(", ", what)} came, went or changed.";

        void Count<T>(string name, IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> id)
        {
            var (old, young) = (before.ToDictionary(id, InstanceText.Of), after.ToDictionary(id, InstanceText.Of));
            var others = old.Keys.Union(young.Keys).Count(key => old.GetValueOrDefault(key) != young.GetValueOrDefault(key));
            if (others > 0)
                what.Add(string.Create(CultureInfo.InvariantCulture, $"{others} {name}{(others == 1 ? "" : "s")}"));
        }
    }

    /// <summary>The meetings that can be placed, and where.</summary>
    private sealed class Placing
    {
        private readonly AskForRun asked;
        private readonly Programme programme;
        private readonly Meeting[] moving, staying;

        public Placing(AskForRun asked, KnownEdition edition, Programme programme, DateTimeOffset now)
        {
            (this.asked, this.programme) = (asked, programme);
            var held = programme.Meetings.Where(meeting => meeting.Entry.IsToBeHeld()).ToArray();
            moving = [.. held.Where(meeting => meeting.Entry is { Kind: MeetingKind.RoundTable, State: MeetingState.Planned } && meeting.Entry.StartsAt > now)];
            staying = [.. held.Except(moving)];
            if (moving.Length == 0)
                throw new Refusal("nothing-to-place", "No round table has a meeting that is still to come. Plan one first.");
            if (programme.Rooms.Count == 0)
                throw new Refusal("no-rooms", "The edition has no rooms. Register them first.");
            foreach (var time in asked.Times)
                edition.MustHold(time.StartsAt, time.EndsAt);
            Slots =
            [
                .. moving.Select(meeting => (StartsAt: edition.AtVenue(meeting.Entry.StartsAt), EndsAt: edition.AtVenue(meeting.Entry.EndsAt)))
                    .Concat(asked.Times.Select(time => (StartsAt: edition.AtVenue(time.StartsAt), EndsAt: edition.AtVenue(time.EndsAt))))
                    .Distinct().Order(),
            ];
            for (var at = 1; at < Slots.Count; at++)
            {
                if (Slots[at].StartsAt < Slots[at - 1].EndsAt)
                    throw new Refusal("times-overlap", $"Round tables are placed into times that do not overlap; {Name(Slots[at - 1])} and {Name(Slots[at])} do. Change the times of one meeting, or leave a time out.", "times");
            }
        }

        public IReadOnlyList<(DateTimeOffset StartsAt, DateTimeOffset EndsAt)> Slots { get; }

        public bool Moves(Guid meetingId) => moving.Any(meeting => meeting.Id == meetingId);

        public Timetable Timetable() => new()
        {
            Slots = Slots.Count,
            SlotNames = [.. Slots.Select(Name)],
            Rooms = [.. programme.Rooms.OrderBy(room => room.Id).Select(room => new Optimiser.Instances.Room(Id(room.Id), room.Capacity ?? Validation.MostOfAnything, Closed(room)))],
            Sessions = [.. moving.OrderBy(meeting => meeting.Id).Select(Session)],
            FromWishes = asked.Weights.Wishes,
            SameTopic = asked.Weights.SameTopic,
            Move = asked.Weights.Move,
        };

        public IEnumerable<Placement> Placed() =>
            from meeting in moving
            where meeting.Entry.RoomId is not null
            select new Placement(Id(meeting.Id), SlotAt(meeting.Entry.StartsAt), Id(meeting.Entry.RoomId!.Value));

        public IEnumerable<Pin> Pins()
        {
            foreach (var (pin, at) in asked.Pins.Select((pin, at) => (pin, at)))
            {
                if (!Moves(pin.MeetingId))
                    throw new Refusal("meeting-not-placed", $"There is no meeting {pin.MeetingId} of a round table that is still to come.", $"pins[{at}].meetingId");
                if (pin.StartsAt is { } start && SlotAt(start) < 0)
                    throw new Refusal("not-a-time", $"No time at which tables can be held starts at {start:O}. Name it among the times, too.", $"pins[{at}].startsAt");
                if (pin.RoomId is { } room && programme.Rooms.All(known => known.Id != room))
                    throw new Refusal("room-unknown", $"There is no room {room} in this edition.", $"pins[{at}].roomId");
                yield return new Pin
                {
                    Id = PinId(at),
                    Session = Id(pin.MeetingId),
                    Slot = pin.StartsAt is { } time ? SlotAt(time) : null,
                    Room = pin.RoomId is { } id ? Id(id) : null,
                    Not = pin.Not,
                    Strength = pin.Strength,
                    Weight = pin.Weight,
                    Reason = pin.Reason,
                };
            }

            // What a room has no booths for is not held in it.
            foreach (var meeting in moving.OrderBy(meeting => meeting.Id))
            {
                foreach (var room in programme.Rooms.Where(room => room.Booths is { } booths && meeting.Entry.Languages.Exists(language => !booths.Contains(language))).OrderBy(room => room.Id))
                    yield return new Pin { Id = $"booths/{meeting.Id}/{room.Id}", Session = Id(meeting.Id), Room = Id(room.Id), Not = true, Reason = $"{room.Name} has not the booths" };
            }
        }

        private Session Session(Meeting meeting)
        {
            var tables = programme.Tables.Where(table => table.MeetingId == meeting.Id).ToArray();
            return new Session
            {
                Id = Id(meeting.Id),
                Attendance = tables.Sum(table => table.Capacity + table.AdviserSeats),
                Topic = tables is [{ Topic: { } topic }] ? topic : null,
                Interpretation = !meeting.Entry.Teams.IsEmpty,
                Officers =
                [
                    .. meeting.Entry.Officers.Where(officer => Person(meeting, officer) is not null).DistinctBy(officer => Person(meeting, officer))
                        .Select(officer => new Officer(Person(meeting, officer)!, officer.Role.ToString(), Absent(Person(meeting, officer)!))),
                    .. meeting.Entry.Teams.Select(team => new Officer(Team(team), "interpreters", Absent(Team(team)))),
                ],
            };
        }

        private int[]? Closed(Room room) => At(slot => staying.Any(meeting => meeting.Entry.RoomId == room.Id && Overlaps(slot, meeting.Entry.StartsAt, meeting.Entry.EndsAt)));

        private int[]? Absent(string person) => At(slot =>
            staying.Any(meeting => Overlaps(slot, meeting.Entry.StartsAt, meeting.Entry.EndsAt)
                && (meeting.Entry.Officers.Exists(officer => Person(meeting, officer) == person) || meeting.Entry.Teams.Exists(team => Team(team) == person)))
            || asked.Absences.Any(absence => Overlaps(slot, absence.From, absence.To) && PersonOf(absence.OfficerId) == person));

        private int[]? At(Func<(DateTimeOffset StartsAt, DateTimeOffset EndsAt), bool> such)
        {
            int[] found = [.. Slots.Index().Where(slot => such(slot.Item)).Select(slot => slot.Index)];
            return found.Length == 0 ? null : found;
        }

        private string? PersonOf(Guid officerId) => (
            from meeting in programme.Meetings
            from officer in meeting.Entry.Officers
            where officer.Id == officerId
            select Person(meeting, officer)).FirstOrDefault()
            ?? throw new Refusal("officer-unknown", $"No officer {officerId} is named, or it is not known who it is.", "absences");

        private int SlotAt(DateTimeOffset startsAt) => Slots.Index().Where(slot => slot.Item.StartsAt == startsAt).Select(slot => slot.Index).FirstOrDefault(-1);

        /// <summary>Null when it is not known who holds the office: nobody's double.</summary>
        private static string? Person(Meeting meeting, DesignatedOfficer officer) =>
            meeting.Persons.TryGetValue(officer.Id, out var person) ? Id(person)
            : officer.Name is { } name ? $"{officer.Participant}/{name.ToUpperInvariant()}"
            : null;

        private static string Team(Guid id) => $"team/{id}";

        private static bool Overlaps((DateTimeOffset StartsAt, DateTimeOffset EndsAt) slot, DateTimeOffset from, DateTimeOffset to) => slot.StartsAt < to && from < slot.EndsAt;

        private static string Name((DateTimeOffset StartsAt, DateTimeOffset EndsAt) slot) => string.Create(CultureInfo.InvariantCulture, $"{slot.StartsAt:yyyy-MM-dd HH:mm}-{slot.EndsAt:HH:mm}");
    }
}

/// <summary>Parts of an instance as text, to tell them apart.</summary>
internal static class InstanceText
{
    public static string Of<T>(T part) => System.Text.Json.JsonSerializer.Serialize(part, InstanceJson.Options);
}
