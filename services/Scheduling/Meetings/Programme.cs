using System.Collections.Immutable;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Store;
using Forum.Scheduling.Interpretation;
using Forum.Scheduling.Rooms;
using Marten;
using RoundTable = Forum.Scheduling.RoundTables.RoundTable;

namespace Forum.Scheduling.Meetings;

/// <summary>
/// The programme of an edition as one whole: which meeting has which room and which interpreters is decided with all others in view.
/// It is read in the edition's turn, so that of two that ask for one room at the same instant the second sees the first.
/// </summary>
public sealed record Programme
{
    /// <summary>What lies between two meetings for a team to have had a rest: our own rule, since none is known.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(30);

    /// <summary>How long interpreters work at a stretch (three hours is the usual length of a meeting).</summary>
    public static readonly TimeSpan AtAStretch = TimeSpan.FromHours(3);

    public IReadOnlyList<Meeting> Meetings { get; init; } = [];
    public IReadOnlyList<Room> Rooms { get; init; } = [];
    public IReadOnlyList<InterpretationTeam> Teams { get; init; } = [];
    public IReadOnlyList<RoundTable> Tables { get; init; } = [];

    /// <summary>Reads the programme. The caller has taken the edition's turn.</summary>
    public static async Task<Programme> Read(IDocumentSession session, Guid editionId, CancellationToken ct) => new()
    {
        Meetings = await session.Query<Meeting>().Where(meeting => meeting.Entry.EditionId == editionId).OrderBy(meeting => meeting.Id).ToListAsync(ct),
        Rooms = await session.Query<Room>().Where(room => room.EditionId == editionId).ToListAsync(ct),
        Teams = await session.Query<InterpretationTeam>().Where(team => team.EditionId == editionId).ToListAsync(ct),
        Tables = await session.Query<RoundTable>().Where(table => table.EditionId == editionId).ToListAsync(ct),
    };

    /// <exception cref="Refusal">The room is none of this edition.</exception>
    public string? NameOfRoom(Guid? roomId) => roomId is null ? null : Room(roomId.Value).Name;

    /// <summary>
    /// Sees to it that the meeting can have the room and the interpreters that its entry asks for, and answers with what others lose for it:
    /// meetings that are served as available give way to one that is not.
    /// </summary>
    /// <param name="id">The meeting; what the programme holds of it does not count.</param>
    /// <exception cref="Refusal">It cannot have them.</exception>
    public IReadOnlyList<Yielding> Serve(Guid id, ProgrammeEntry wanted, DateTimeOffset now)
    {
        if (!wanted.IsToBeHeld())
            return [];
        if (wanted.RoomId is { } roomId)
            MustFit(id, wanted, Room(roomId));
        MustBeCovered(wanted);

        var yielding = new List<Yielding>();
        foreach (var other in Meetings.Where(other => other.Id != id && other.Entry.IsToBeHeld() && other.Entry.Overlaps(wanted)))
        {
            var room = wanted.RoomId is not null && other.Entry.RoomId == wanted.RoomId;
            var teams = other.Entry.Teams.FindAll(wanted.Teams.Contains);
            if (!room && teams.IsEmpty)
                continue;
            if (wanted.Service is ServiceLevel.AsAvailable || other.Entry is not { Service: ServiceLevel.AsAvailable, State: MeetingState.Planned })
                throw room ? RoomTaken(other.Entry) : TeamTaken(other.Entry, teams[0]);
            yielding.Add(Yield(other, id, room, teams, now));
        }

        var after = Meetings.Where(meeting => meeting.Id != id && meeting.Entry.IsToBeHeld())
            .Select(meeting => yielding.Find(yields => yields.MeetingId == meeting.Id)?.Event.Entry ?? meeting.Entry)
            .Append(wanted).ToArray();
        foreach (var team in wanted.Teams)
            MustHaveRest(Team(team), after);
        return yielding;
    }

    /// <exception cref="Refusal">With the changed room a meeting would be in one that is too small or has not the booths.</exception>
    public void MustStillFit(Room changed)
    {
        foreach (var meeting in Meetings.Where(meeting => meeting.Entry.IsToBeHeld() && meeting.Entry.RoomId == changed.Id))
            MustFit(meeting.Id, meeting.Entry, changed);
    }

    /// <exception cref="Refusal">With the changed team a meeting would be without a language.</exception>
    public void MustStillCover(InterpretationTeam changed)
    {
        var programme = this with { Teams = [.. Teams.Where(team => team.Id != changed.Id), changed] };
        foreach (var meeting in Meetings.Where(meeting => meeting.Entry.IsToBeHeld() && meeting.Entry.Teams.Contains(changed.Id)))
            programme.MustBeCovered(meeting.Entry);
    }

    /// <exception cref="Refusal">The round table that sits at the meeting needs more places than its room has.</exception>
    public void MustSeat(Guid meetingId, int places)
    {
        if (Meetings.FirstOrDefault(meeting => meeting.Id == meetingId)?.Entry.RoomId is { } roomId && Room(roomId) is { Capacity: { } capacity } room && capacity < places)
            throw TooSmall(room, places);
    }

    private Room Room(Guid id) => Rooms.FirstOrDefault(room => room.Id == id) ?? throw new Refusal("room-unknown", $"There is no room {id} in this edition.", "roomId");

    private InterpretationTeam Team(Guid id) => Teams.FirstOrDefault(team => team.Id == id) ?? throw new Refusal("team-unknown", $"There is no interpretation team {id} in this edition.", "teams");

    private void MustFit(Guid id, ProgrammeEntry wanted, Room room)
    {
        var places = Tables.Where(table => table.MeetingId == id).Sum(table => table.Capacity + table.AdviserSeats);
        if (places > room.Capacity)
            throw TooSmall(room, places);
        if (room.Booths is { } booths && wanted.Languages.Where(language => !booths.Contains(language)).ToArray() is { Length: > 0 } missing)
            throw new Refusal("booths-missing", $"{room.Name} has no booth for {Listed(missing)}, into which {wanted.Named()} is interpreted. Take another room, or other languages.", "roomId");
    }

    private void MustBeCovered(ProgrammeEntry wanted)
    {
        if (wanted.Languages.FindAll(language => !wanted.Teams.Exists(id => Team(id).Serves(language))) is { IsEmpty: false } missing)
            throw new Refusal("languages-not-covered", $"No team of {wanted.Named()} serves {Listed(missing)}. Assign one that does.", "teams");

        foreach (var team in wanted.Teams.Select(Team))
        {
            if (!wanted.Languages.Exists(team.Serves))
                throw new Refusal("team-not-needed", $"{team.Name} serves none of the languages of {wanted.Named()}.", "teams");
        }
    }

    private void MustHaveRest(InterpretationTeam team, IEnumerable<ProgrammeEntry> entries)
    {
        var (work, until) = (TimeSpan.Zero, DateTimeOffset.MinValue);
        foreach (var duty in entries.Where(entry => entry.Teams.Contains(team.Id)).OrderBy(entry => entry.StartsAt))
        {
            work = duty.StartsAt - until < Rest ? work + Work(team, duty) : Work(team, duty);
            until = duty.EndsAt;
            if (work > AtAStretch)
            {
                throw new Refusal(
                    "second-team-needed",
                    $"{team.Name} would work for more than {AtAStretch.TotalHours:0} hours at a stretch, up to {duty.EndsAt:yyyy-MM-dd HH:mm} in {duty.Named()}. Assign a second team to it, or leave {Rest.TotalMinutes:0} minutes between its meetings.",
                    "teams");
            }
        }
    }

    /// <summary>Teams that serve the same language share the time.</summary>
    private TimeSpan Work(InterpretationTeam team, ProgrammeEntry duty)
    {
        var sharing = duty.Languages.Where(team.Serves).Select(language => duty.Teams.Count(id => Team(id).Serves(language))).DefaultIfEmpty(1).Min();
        return (duty.EndsAt - duty.StartsAt) / Math.Max(1, sharing);
    }

    private Yielding Yield(Meeting other, Guid to, bool room, ImmutableList<Guid> teams, DateTimeOffset now)
    {
        var entry = other.Entry;
        if (room)
            entry = entry with { RoomId = null, Room = null };
        if (!teams.IsEmpty)
        {
            var left = entry.Teams.RemoveAll(teams.Contains);
            var languages = entry.Languages.FindAll(language => left.Exists(id => Team(id).Serves(language)));
            entry = entry with { Languages = languages, Teams = left.FindAll(id => languages.Exists(Team(id).Serves)) };
        }

        return new Yielding(other.Id, new ServicesYielded(to, room ? other.Entry.RoomId : null, teams, entry, now));
    }

    private static Refusal TooSmall(Room room, int places) =>
        new("room-too-small", $"{room.Name} has {room.Capacity} places; the round table needs {places}, seats of advisers among them.", "roomId");

    private static Refusal RoomTaken(ProgrammeEntry by) => new(
        "room-taken",
        $"{by.Room} is taken by {by.Named()} from {by.StartsAt:yyyy-MM-dd HH:mm} to {by.EndsAt:HH:mm}. Take another room or another time.",
        "roomId")
    { TakenByAnother = true };

    private Refusal TeamTaken(ProgrammeEntry by, Guid team) => new(
        "team-taken",
        $"{Team(team).Name} serves {by.Named()} from {by.StartsAt:yyyy-MM-dd HH:mm} to {by.EndsAt:HH:mm}. There are no more meetings at a time than teams.",
        "teams")
    { TakenByAnother = true };

    private static string Listed(IEnumerable<Language> languages) => string.Join(", ", languages);
}

/// <summary>A meeting loses something to another.</summary>
public sealed record Yielding(Guid MeetingId, ServicesYielded Event);

/// <summary>What was decided about one meeting, and what others lose for it.</summary>
public sealed record Arranged(IReadOnlyList<object> Events, IReadOnlyList<Yielding> Yieldings)
{
    public static Arranged Nothing { get; } = new([], []);

    /// <summary>Lets the others yield, in the transaction of what they yield to.</summary>
    internal async Task Yield(IDocumentSession session, CancellationToken ct)
    {
        foreach (var yielding in Yieldings.OrderBy(yielding => yielding.MeetingId))
        {
            var stream = await session.Events.FetchForWriting<Meeting>(yielding.MeetingId, ct);
            stream.AppendOne(yielding.Event);
        }
    }
}
