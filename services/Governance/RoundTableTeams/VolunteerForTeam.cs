using Forum.Governance.Chairmanships;
using Forum.Governance.FocalPoints;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.RoundTableTeams;

/// <summary>Offers a government's help with a round table. Only the government itself can offer it.</summary>
public sealed record VolunteerForTeam
{
    public required TeamCapacity Capacity { get; init; }

    /// <summary>What the government says of its own country.</summary>
    public required Development Development { get; init; }

    /// <exception cref="Refusal">It is in the team already.</exception>
    public IEnumerable<object> Decide(RoundTableTeam team, string participant, DateTimeOffset now) =>
        team.Volunteers.Any(volunteer => volunteer.Participant == participant)
            ? throw new Refusal("volunteer-already", $"{participant} is in the team already. Withdraw the offer to make another.") { TakenByAnother = true }
            : [new GovernmentVolunteered(new Volunteer(participant, Capacity, Development, now))];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/round-table-teams/{id:guid}/volunteers", async (Guid id, VolunteerForTeam command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var participant = caller.Delegation ?? throw new Refusal("not-a-delegation", "A government offers its help itself: with a token that says for whom it is.");
                await session.MustActFor(caller, participant, "participant", participant, time, ct);
                var (_, now) = await session.NamedTeam(id, time, ct);
                return await session.Decide<RoundTableTeam>(id, expected, team => command.Decide(team, participant, now), ct);
            })
            .Allow(Role.Delegation)
            .WithName(nameof(VolunteerForTeam))
            .WithTags("Round-table teams");
}
