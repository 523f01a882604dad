using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Persons;
using Marten;

namespace Forum.Scheduling.Meetings;

/// <summary>Names somebody to an office of a meeting. Names of officers are public.</summary>
public sealed record DesignateOfficer
{
    public required OfficerRole Role { get; init; }

    /// <summary>Null when somebody holds the office and who it is, is not known: the office is not vacant then.</summary>
    [StringLength(200, MinimumLength = 2)]
    public required string? Name { get; init; }

    /// <summary>The office held at home, e.g. "Minister of Labour"; null when not known.</summary>
    [StringLength(200, MinimumLength = 2)]
    public required string? Title { get; init; }

    /// <summary>Code of the participant the officer comes from; null when from none, or not known.</summary>
    [StringLength(40, MinimumLength = 2)]
    public string? Participant { get; init; }

    /// <summary>Regional group of a participant that has not registered yet; of one that has, the group is known.</summary>
    public RegionalGroup? Group { get; init; }

    /// <summary>Id of the officer at Registration, so that nobody is asked to be in two places; null for whoever is of no delegation. It is not published.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>Why a regional group is to have a second chair before every group that asks has one; null when it is not.</summary>
    [StringLength(ReasonGiven.Longest, MinimumLength = 1)]
    public string? ExceptionReason { get; init; }

    /// <param name="programme">The meeting among the others of its edition.</param>
    /// <param name="group">Regional group of the participant; null when in none, or not known.</param>
    /// <param name="asking">The regional groups that ask for a chair.</param>
    /// <param name="reasonId">Where the reason of an exception is kept; null when none is made.</param>
    /// <exception cref="Refusal">The office is held, or the officer cannot hold it beside the others.</exception>
    public IEnumerable<object> Decide(
        Meeting meeting, Programme programme, RegionalGroup? group, IReadOnlyCollection<RegionalGroup> asking, Guid officerId, Guid? reasonId, DateTimeOffset now)
    {
        meeting.MustBeToBeHeld();
        var officer = new DesignatedOfficer(Role, Name, Title, Participant, now) { Id = officerId, Group = group };
        if (meeting.Entry.Officers.Exists(held => held.Role == Role && string.Equals(held.Name, Name, StringComparison.OrdinalIgnoreCase) && (Name is not null || held.Participant == Participant)))
            throw new Refusal("officer-already-designated", "This person was named to this office of the meeting already.", "name");
        // One who was named takes one vacant place.
        var vacancy = meeting.Entry.Vacancies.FindIndex(vacancy => vacancy.Role == Role);
        var entry = meeting.Entry with
        {
            Officers = meeting.Entry.Officers.Add(officer),
            Vacancies = vacancy < 0 ? meeting.Entry.Vacancies : meeting.Entry.Vacancies.RemoveAt(vacancy),
        };
        if (meeting.Entry.Kind is MeetingKind.RoundTable)
        {
            OfficerRules.MustHoldBeside(officer, meeting.Entry);
            OfficerRules.MustStillHold(meeting.Id, entry, programme);
            if (reasonId is null)
                OfficerRules.MustLeaveOthersTheirChair(officer, meeting.Id, programme, asking);
        }

        yield return new OfficerDesignated(officer, entry, now, PersonId, reasonId);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings/{id:guid}/officers", async (
                Guid id, ExpectedVersion expected, DesignateOfficer command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = await session.EditionOfMeeting(id, ct);
                // In the edition's turn, so that no withdrawal and no other office is passed over that is being heard of.
                await session.TakeTurn(edition.Id, ct);
                var delegation = await session.DelegationOf(edition.Id, command.Participant, ct);
                command.MustBeThere(delegation);
                var asking = await session.GroupsThatAsk(edition.Id, ct);
                Guid? reasonId = command.ExceptionReason is { } reason ? session.Note(edition.Id, reason) : null;
                var officerId = Guid.CreateVersion7();
                return await session.Arrange(
                    id,
                    expected,
                    time,
                    (meeting, programme, _, now) => new Arranged([.. command.Decide(meeting, programme, delegation?.Delegation.Group ?? command.Group, asking, officerId, reasonId, now)], []),
                    (before, after, edition, _) => session.AskAll(before, after, delegation, edition.Now(time), ct),
                    ct);
            })
            .Allow(Forum.Hosting.Access.Role.Organizer)
            .WithName(nameof(DesignateOfficer))
            .WithTags("Programme of work");

    /// <exception cref="Refusal">The participant has withdrawn, or the person is not of it.</exception>
    private void MustBeThere(KnownDelegation? delegation)
    {
        if (delegation?.IsAway() is true)
            throw new Refusal("participant-withdrew", $"{Participant} has withdrawn from this edition. Name somebody of another participant, or wait until it has come back.", "participant");
        if (PersonId is { } person && delegation?.Delegation.People.Contains(person) is not true)
            throw new Refusal("person-not-of-delegation", $"There is nobody {person} in the delegation of that participant. Give the participant, and an id as Registration shows it.", "personId");
        if (delegation is not null && Group is not null && Group != delegation.Delegation.Group)
            throw new Refusal("group-not-of-participant", $"{Participant} is registered, and not in that group. Leave the group out.", "group");
    }
}
