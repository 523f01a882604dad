using Forum.Contracts.Scheduling;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.Meetings;

/// <summary>The offices of an edition's meetings that fell vacant, by a withdrawal or a release, and are vacant still.</summary>
/// <param name="Items">Meetings that have nobody to chair them first, then by when they start.</param>
public sealed record OpenVacancies(IReadOnlyList<VacantOffice> Items);

/// <summary>A vacant office of a meeting that is still to be held.</summary>
/// <param name="MeetingVersion">To name somebody on.</param>
/// <param name="ChairVacant">True when nobody is left to chair the meeting; it may sit under an acting co-chair otherwise.</param>
/// <param name="Participant">Code of the participant the officer came from; null when from none, or not known.</param>
/// <param name="Since">On the edition's clock.</param>
public sealed record VacantOffice(
    Guid MeetingId, long MeetingVersion, MeetingKind Kind, int Number, DateTimeOffset StartsAt, OfficerRole Role, bool ChairVacant, string? Participant, DateTimeOffset Since);

/// <summary>Shows the vacancies; like the programme they are public.</summary>
public static class ListVacancies
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/editions/{id:guid}/vacancies", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                await session.RequireEdition(id, ct);
                var meetings = await session.Query<Meeting>().Where(meeting => meeting.Entry.EditionId == id && meeting.Entry.State != MeetingState.Concluded && meeting.Entry.State != MeetingState.Cancelled).ToListAsync(ct);
                return TypedResults.Ok(new OpenVacancies(
                [
                    .. meetings
                        .SelectMany(meeting => meeting.Entry.Vacancies, (meeting, vacancy) => new VacantOffice(
                            meeting.Id,
                            meeting.Version,
                            meeting.Entry.Kind,
                            meeting.Entry.Number,
                            meeting.Entry.StartsAt,
                            vacancy.Role,
                            meeting.Entry.ChairIsVacant(),
                            vacancy.Participant,
                            vacancy.Since))
                        .OrderByDescending(office => office.ChairVacant)
                        .ThenBy(office => office.StartsAt)
                        .ThenBy(office => office.Number)
                        .ThenBy(office => office.Role),
                ]));
            })
            .AllowAnonymous()
            .WithName(nameof(ListVacancies))
            .WithTags("Programme of work");
}
