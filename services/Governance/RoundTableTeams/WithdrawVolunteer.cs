using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.FocalPoints;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.RoundTableTeams;

/// <summary>Takes a government's offer back: at any time, and it owes no reason. Asked twice, done once.</summary>
public sealed record WithdrawVolunteer
{
    /// <summary>Needed from the secretariat.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public string? Reason { get; init; }

    public static IEnumerable<object> Decide(RoundTableTeam team, string participant, DateTimeOffset now) =>
        team.Volunteers.Any(volunteer => volunteer.Participant == participant) ? [new VolunteerWithdrew(participant, now)] : [];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/round-table-teams/{id:guid}/volunteers/{participant}/withdrawal", async (Guid id, string participant, WithdrawVolunteer command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                await session.MustActFor(caller, participant, "volunteer", participant, time, ct);
                var (_, now) = await session.NamedTeam(id, time, ct);
                session.NoteOrOwn<WithdrawVolunteer>(caller, id, command.Reason, now);
                return await session.Decide<RoundTableTeam>(id, expected, team => Decide(team, participant, now), ct);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(WithdrawVolunteer))
            .WithTags("Round-table teams");
}
