using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Meetings;
using Marten;

namespace Forum.Scheduling.RoundTables;

/// <summary>
/// Records whom of its members a regional group puts forward for a round table: inside the group they come before those whose choices were received earlier
/// (as the chairs of the groups notified the President in 2001). What was recorded of the group for the table before is superseded; nobody is seated who did not choose the table.
/// </summary>
public sealed record NominateForTable
{
    public required RegionalGroup Group { get; init; }

    /// <summary>Number of the round table.</summary>
    [Range(1, 999)]
    public required int RoundTable { get; init; }

    /// <summary>Codes of the participants; empty when the group puts forward nobody any more.</summary>
    [MaxLength(200)]
    public required IReadOnlyList<string> Participants { get; init; }

    /// <summary>What it rests on, e.g. a letter of the group's chair; kept for the secretariat.</summary>
    [StringLength(ReasonGiven.Longest, MinimumLength = 1)]
    public required string Source { get; init; }

    /// <param name="groupOf">The group of a participant that is registered; null when it is in none, or not registered.</param>
    /// <exception cref="Refusal">There is no plan yet, or a participant is not of the group.</exception>
    public IEnumerable<object> Decide(SeatingPlan? plan, Func<string, RegionalGroup?> groupOf, Guid reasonId, DateTimeOffset now)
    {
        if (plan is null)
            throw new Refusal("seating-not-planned", "Seats are given in the order of receipt. Plan the seating first.");
        if (Participants.FirstOrDefault(participant => groupOf(participant) != Group) is { } other)
            throw new Refusal("not-of-the-group", $"{other} is not registered as a member of this group. Leave it out, or wait until it has registered.", "participants");
        if (plan.Nominations.Find(nomination => nomination.Group == Group && nomination.RoundTable == RoundTable)?.Participants.SequenceEqual(Participants) is true)
            return [];
        return [new GroupNominated(Group, RoundTable, [.. Participants.Distinct()], reasonId, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/seating-plan/nominations", async (
                Guid id, ExpectedVersion expected, NominateForTable command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                await session.RequireEdition(id, ct);
                var named = command.Participants.ToArray();
                var groups = (await session.Query<Delegations.KnownDelegation>().Where(known => known.Delegation.EditionId == id && known.Delegation.Participant.IsOneOf(named)).ToListAsync(ct))
                    .ToDictionary(known => known.Delegation.Participant, known => known.Delegation.Group);
                return await session.DecideSeating(
                    id, expected, time, (plan, edition, now) => command.Decide(plan, participant => groups.GetValueOrDefault(participant), session.Note(edition.Id, command.Source), now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(NominateForTable))
            .WithTags("Seats");
}
