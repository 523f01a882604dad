using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Http;
using Forum.Scheduling.SpeakersLists;
using Marten;
using Meeting = Forum.Scheduling.Meetings.Meeting;
using RoundTable = Forum.Scheduling.RoundTables.RoundTable;

namespace Forum.Scheduling.Editions;

/// <summary>How far an edition has come. Each number is counted for itself; none is derived from another.</summary>
/// <param name="Meetings">By kind.</param>
public sealed record EditionCounts(
    Guid EditionId, IReadOnlyDictionary<MeetingKind, MeetingCounts> Meetings, SpeakerCounts Speakers, SeatCounts Seats)
{
    internal static EditionCounts Of(Guid editionId, IReadOnlyCollection<Meeting> meetings, SpeakersList list, IReadOnlyCollection<RoundTable> tables) => new(
        editionId,
        Enum.GetValues<MeetingKind>().ToDictionary(kind => kind, kind => MeetingCounts.Of([.. meetings.Where(meeting => meeting.Entry.Kind == kind)])),
        SpeakerCounts.Of(list),
        SeatCounts.Of(tables));
}

/// <summary>Meetings that stand in the programme, that were called to order, that have risen, and that were called off.</summary>
/// <param name="Planned">All there are but those that were called off.</param>
/// <param name="Convened">In session, suspended or concluded.</param>
public sealed record MeetingCounts(int Planned, int Convened, int Concluded, int Cancelled)
{
    internal static MeetingCounts Of(IReadOnlyCollection<Meeting> meetings) => new(
        meetings.Count(meeting => meeting.Entry.State is not MeetingState.Cancelled),
        meetings.Count(meeting => meeting.Entry.State is MeetingState.InSession or MeetingState.Suspended or MeetingState.Concluded),
        meetings.Count(meeting => meeting.Entry.State is MeetingState.Concluded),
        meetings.Count(meeting => meeting.Entry.State is MeetingState.Cancelled));
}

/// <summary>Who stands on the speakers' list and who has spoken, openers and debate apart.</summary>
/// <param name="InscribedOpening">Offices that open, whether they have spoken or not.</param>
/// <param name="InscribedDebate">Participants on the list, whether they have spoken or not.</param>
/// <param name="DeliveredByCategory">Statements of the debate by category of the participant.</param>
public sealed record SpeakerCounts(
    int InscribedOpening, int InscribedDebate, int DeliveredOpening, int DeliveredDebate, IReadOnlyDictionary<ParticipantCategory, int> DeliveredByCategory)
{
    internal static SpeakerCounts Of(SpeakersList list)
    {
        var opening = list.Entries.FindAll(entry => entry.Inscription.Kind is StatementKind.Opening);
        var debate = list.Entries.FindAll(entry => entry.Inscription.Kind is StatementKind.Debate);
        return new SpeakerCounts(
            opening.Count,
            debate.Count,
            opening.Count(entry => entry.Statement is not null),
            debate.Count(entry => entry.Statement is not null),
            debate.Where(entry => entry.Statement is not null).CountBy(entry => entry.Inscription.Category!.Value).ToDictionary());
    }
}

/// <summary>Seats that are confirmed, in all and at each table.</summary>
/// <param name="ByCategory">A participant counts once for each table at which it sits.</param>
public sealed record SeatCounts(int Confirmed, IReadOnlyDictionary<ParticipantCategory, int> ByCategory, IReadOnlyList<TableCounts> ByTable)
{
    internal static SeatCounts Of(IReadOnlyCollection<RoundTable> tables) => new(
        tables.Sum(table => table.Seats.Count),
        tables.SelectMany(table => table.Seats).CountBy(seat => seat.Category).ToDictionary(),
        [.. tables.OrderBy(table => table.Number).Select(table => new TableCounts(table.Number, table.Capacity, table.Seats.Count))]);
}

/// <summary>Seats at one table: all there are, and those that are confirmed.</summary>
public sealed record TableCounts(int RoundTable, int Capacity, int Confirmed);

/// <summary>The counts of an edition, public, from the current state of its streams.</summary>
public static class ReadCounts
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/editions/{id:guid}/counts", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                await session.RequireEdition(id, ct);
                var meetings = await session.Query<Meeting>().Where(meeting => meeting.Entry.EditionId == id).ToListAsync(ct);
                var tables = await session.Query<RoundTable>().Where(table => table.EditionId == id).ToListAsync(ct);
                var list = await session.LoadAsync<SpeakersList>(id, ct) ?? new SpeakersList();
                // Every change raises one of these versions and none ever falls, so their sum tells one state from another.
                var version = meetings.Sum(meeting => (long)meeting.Version) + tables.Sum(table => (long)table.Version) + list.Version;
                return new Versioned<EditionCounts>(EditionCounts.Of(id, meetings, list, tables), version);
            })
            .AllowAnonymous()
            .WithName(nameof(ReadCounts))
            .WithTags("Counts");
}
