using Forum.Contracts.Scheduling;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.Meetings;

/// <summary>A meeting as the programme of work shows it to anybody.</summary>
/// <param name="Service">Whether it has its room and its interpreters in any case, or as they are available.</param>
/// <param name="Languages">Into which it is interpreted.</param>
/// <param name="Teams">The interpretation teams that serve it.</param>
/// <param name="Officers">One without a name is somebody who is not known.</param>
/// <param name="Vacancies">Offices whose holder withdrew or was released, and that nobody was named to since.</param>
/// <param name="ChairVacant">True when whoever was to chair is gone and nobody is left to do it.</param>
/// <param name="MissingOffices">Without whom the round table cannot be convened.</param>
/// <param name="CancelledBecause">Why it was called off; null unless it was.</param>
public sealed record ProgrammeItem(
    Guid Id,
    long Version,
    Guid EditionId,
    MeetingKind Kind,
    int Number,
    string Title,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    Guid? RoomId,
    string? Room,
    ServiceLevel Service,
    IReadOnlyList<Language> Languages,
    IReadOnlyList<Guid> Teams,
    bool ChairAndRapporteurOfOneDelegation,
    IReadOnlyList<DesignatedOfficer> Officers,
    MeetingState State,
    DateTimeOffset? ConvenedAt,
    DateTimeOffset? ConcludedAt,
    DateTimeOffset? CancelledAt,
    string? CancelledBecause,
    IReadOnlyList<Vacancy> Vacancies,
    bool ChairVacant,
    IReadOnlyList<OfficerRole> MissingOffices)
{
    /// <summary>Reads with the meetings why they were called off.</summary>
    internal static async Task<IReadOnlyList<ProgrammeItem>> Of(IReadOnlyList<Meeting> meetings, IQuerySession session, CancellationToken ct)
    {
        Guid[] asked = [.. meetings.Select(meeting => meeting.ReasonId).OfType<Guid>()];
        var reasons = asked.Length == 0 ? [] : (await session.LoadManyAsync<ReasonGiven>(ct, asked)).ToDictionary(reason => reason.Id, reason => reason.Text);
        return [.. meetings.Select(meeting => Of(meeting, meeting.ReasonId is { } id ? reasons.GetValueOrDefault(id) : null))];
    }

    private static ProgrammeItem Of(Meeting meeting, string? cancelledBecause) => new(
        meeting.Id,
        meeting.Version,
        meeting.Entry.EditionId,
        meeting.Entry.Kind,
        meeting.Entry.Number,
        meeting.Entry.Title,
        meeting.Entry.StartsAt,
        meeting.Entry.EndsAt,
        meeting.Entry.RoomId,
        meeting.Entry.Room,
        meeting.Entry.Service,
        meeting.Entry.Languages,
        meeting.Entry.Teams,
        meeting.Entry.ChairAndRapporteurOfOneDelegation,
        meeting.Entry.Officers,
        meeting.Entry.State,
        meeting.Entry.ConvenedAt,
        meeting.Entry.ConcludedAt,
        meeting.Entry.CancelledAt,
        cancelledBecause,
        meeting.Entry.Vacancies,
        meeting.Entry.ChairIsVacant(),
        meeting.Entry.IsToBeHeld() ? meeting.Entry.MissingOffices() : []);
}

/// <summary>The programme of work of an edition, as planned, and each of its meetings. It is public.</summary>
public static class ReadMeetings
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/meetings", async (Guid edition, Guid? after, int? limit, IQuerySession session, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var meetings = session.Query<Meeting>().Where(meeting => meeting.Entry.EditionId == edition);
                if (after is { } last)
                    meetings = meetings.Where(meeting => meeting.Id.CompareTo(last) > 0);
                var found = await meetings.OrderBy(meeting => meeting.Id).Take(most + 1).ToListAsync(ct);
                return Page.Of(await ProgrammeItem.Of(found, session, ct), most, item => item.Id.ToString());
            })
            .AllowAnonymous()
            .WithName("ListMeetings")
            .WithSummary("Shows the programme of work: the meetings of an edition")
            .WithTags("Programme of work");

        routes.MapGet("/meetings/{id:guid}", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var item = (await ProgrammeItem.Of([await session.Require<Meeting>(id, ct)], session, ct))[0];
                return new Versioned<ProgrammeItem>(item, item.Version);
            })
            .AllowAnonymous()
            .WithName("ReadMeeting")
            .WithSummary("Shows a meeting")
            .WithTags("Programme of work");
    }

    /// <summary>The edition that a meeting belongs to, as long as it is not over.</summary>
    /// <exception cref="Missing">There is no such meeting.</exception>
    /// <exception cref="Refusal">The edition is over.</exception>
    internal static async Task<KnownEdition> EditionOfMeeting(this IQuerySession session, Guid meetingId, CancellationToken ct) =>
        await session.OpenEdition((await session.Require<Meeting>(meetingId, ct)).Entry.EditionId, ct);
}
