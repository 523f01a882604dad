using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Delegations;
using Marten;

namespace Forum.Scheduling.Meetings;

/// <summary>Names somebody to an office of a meeting. Names of officers are public.</summary>
public sealed record DesignateOfficer
{
    public required OfficerRole Role { get; init; }

    [StringLength(200, MinimumLength = 2)]
    public required string Name { get; init; }

    /// <summary>The office held at home, e.g. "Minister of Labour".</summary>
    [StringLength(200, MinimumLength = 2)]
    public required string Title { get; init; }

    /// <summary>Code of the participant the officer comes from; null when from none.</summary>
    [StringLength(40, MinimumLength = 2)]
    public string? Participant { get; init; }

    /// <exception cref="Refusal">The same person holds the same office already.</exception>
    public IEnumerable<object> Decide(Meeting meeting, DateTimeOffset now)
    {
        var officer = new DesignatedOfficer(Role, Name, Title, Participant, now);
        if (meeting.Entry.Officers.Exists(held => held.Role == Role && string.Equals(held.Name, Name, StringComparison.OrdinalIgnoreCase)))
            throw new Refusal("officer-already-designated", "This person was named to this office of the meeting already.", "name");
        // One who was named takes one vacant place.
        var vacancy = meeting.Entry.Vacancies.FindIndex(vacancy => vacancy.Role == Role);
        yield return new OfficerDesignated(
            officer,
            meeting.Entry with { Officers = meeting.Entry.Officers.Add(officer), Vacancies = vacancy < 0 ? meeting.Entry.Vacancies : meeting.Entry.Vacancies.RemoveAt(vacancy) },
            now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings/{id:guid}/officers", async (
                Guid id, ExpectedVersion expected, DesignateOfficer command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = await session.EditionOfMeeting(id, ct);
                if (command.Participant is { } participant)
                    await session.MustNotBeAway(edition.Id, participant, ct);
                return await session.Decide<Meeting>(id, expected, meeting => command.Decide(meeting, edition.Now(time)), ct);
            })
            .Allow(Forum.Hosting.Access.Role.Organizer)
            .WithName(nameof(DesignateOfficer))
            .WithTags("Programme of work");
}
