using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Persons;
using Marten;

namespace Forum.Scheduling.Meetings;

/// <summary>Releases somebody from an office of a meeting; the office is vacant until somebody is named to it.</summary>
public sealed record ReleaseOfficer
{
    /// <summary>Read by the secretariat only.</summary>
    [StringLength(ReasonGiven.Longest, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Missing">There is no such officer of this meeting.</exception>
    /// <exception cref="Refusal">The meeting is over or called off.</exception>
    public static Arranged Decide(Meeting meeting, Guid officerId, Guid reasonId, DateTimeOffset now)
    {
        var officer = meeting.Entry.Officers.Find(officer => officer.Id == officerId) ?? throw new Missing("officer", officerId);
        meeting.MustBeToBeHeld();
        var entry = meeting.Entry with
        {
            Officers = meeting.Entry.Officers.Remove(officer),
            Vacancies = meeting.Entry.Vacancies.Add(new Vacancy(officer.Role, officer.Participant, now)),
        };
        return new Arranged([new OfficerReleased(officer, entry, reasonId, now)], []);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings/{id:guid}/officers/{officerId:guid}/release", (
                Guid id, Guid officerId, ExpectedVersion expected, ReleaseOfficer command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Arrange(
                    id,
                    expected,
                    time,
                    (meeting, _, edition, now) => Decide(meeting, officerId, session.Note(edition.Id, command.Reason), now),
                    (before, after, edition, _) => session.AskAll(before, after, of: null, edition.Now(time), ct),
                    ct))
            .Allow(Role.Organizer)
            .WithName(nameof(ReleaseOfficer))
            .WithTags("Programme of work");
}
