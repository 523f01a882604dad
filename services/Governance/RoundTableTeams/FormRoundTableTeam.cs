using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using JasperFx;
using Marten;

namespace Forum.Governance.RoundTableTeams;

/// <summary>Opens a round table's team to governments that offer their help.</summary>
public sealed record FormRoundTableTeam
{
    public required Guid EditionId { get; init; }

    [Range(1, 100)]
    public required int RoundTable { get; init; }

    [StringLength(500, MinimumLength = 3)]
    public required string Topic { get; init; }

    /// <summary>The last day for the background paper: before the final preparatory meeting.</summary>
    public required DateOnly PaperDueOn { get; init; }

    /// <summary>Before the edition starts.</summary>
    public required DateOnly FinalPreparatoryMeetingOn { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">The dates are not in their order.</exception>
    public IEnumerable<object> Decide(Guid id, EditionPlan edition, DateTimeOffset now)
    {
        if (PaperDueOn >= FinalPreparatoryMeetingOn)
            throw new Refusal("paper-after-meeting", "The background paper is due before the final preparatory meeting.", "paperDueOn");
        if (FinalPreparatoryMeetingOn >= edition.StartsOn)
            throw new Refusal("meeting-after-start", "The final preparatory meeting is held before the edition starts.", "finalPreparatoryMeetingOn");
        return [new RoundTableTeamFormed(id, EditionId, RoundTable, Topic, PaperDueOn, FinalPreparatoryMeetingOn, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/round-table-teams", async (FormRoundTableTeam command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var id = Guid.CreateVersion7();
                var edition = (await session.Named(command.EditionId, ct)).Plan;
                var now = edition.Clock.Now(time);
                session.Note<FormRoundTableTeam>(id, command.Reason, now);
                try
                {
                    return await session.Start<RoundTableTeam>(http, id, command.Decide(id, edition, now), $"/round-table-teams/{id}", ct);
                }
                catch (DocumentAlreadyExistsException e) when (e.DocType == typeof(RoundTableTeam))
                {
                    throw new Refusal("team-there-already", "The round table has its team already.", "roundTable") { TakenByAnother = true };
                }
            })
            .AcceptsIdempotencyKey<FormRoundTableTeam>()
            .Allow(Role.Organizer)
            .WithName(nameof(FormRoundTableTeam))
            .WithTags("Round-table teams");
}
