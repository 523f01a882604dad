using Forum.Contracts.Scheduling;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.Meetings;

/// <summary>A meeting as the programme of work shows it to anybody.</summary>
/// <param name="Vacancies">Offices whose holder's participant withdrew, and that nobody was named to since.</param>
/// <param name="ChairVacant">True when whoever was to chair withdrew and nobody is left to do it.</param>
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
    IReadOnlyList<DesignatedOfficer> Officers,
    MeetingState State,
    DateTimeOffset? ConvenedAt,
    DateTimeOffset? ConcludedAt,
    IReadOnlyList<Vacancy> Vacancies,
    bool ChairVacant)
{
    internal static ProgrammeItem Of(Meeting meeting) => new(
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
        meeting.Entry.Officers,
        meeting.Entry.State,
        meeting.Entry.ConvenedAt,
        meeting.Entry.ConcludedAt,
        meeting.Entry.Vacancies,
        meeting.Entry.ChairIsVacant());
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
                return Page.Of([.. found.Select(ProgrammeItem.Of)], most, item => item.Id.ToString());
            })
            .AllowAnonymous()
            .WithName("ListMeetings")
            .WithSummary("Shows the programme of work: the meetings of an edition")
            .WithTags("Programme of work");

        routes.MapGet("/meetings/{id:guid}", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var item = ProgrammeItem.Of(await session.Require<Meeting>(id, ct));
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
