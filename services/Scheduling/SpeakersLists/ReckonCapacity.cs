using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>Answers whether so many statements of such a length would fit, and what would help if not. Nothing changes by it.</summary>
public sealed record ReckonCapacity
{
    /// <summary>Minutes of a statement.</summary>
    [Range(typeof(decimal), "0.5", "180", ParseLimitsInInvariantCulture = true)]
    public required decimal LimitMinutes { get; init; }

    /// <summary>Minutes between two statements.</summary>
    [Range(typeof(decimal), "0", "30", ParseLimitsInInvariantCulture = true)]
    public decimal ChangeoverMinutes { get; init; } = Capacity.UsualChangeover;

    /// <summary>How many; null for those who stand on the list now, a group's longer statement counted as everybody's.</summary>
    [Range(0, 100_000)]
    public int? Statements { get; init; }

    /// <summary>In which plenary meetings; null or empty for all that are planned, none of which loses time.</summary>
    [MaxLength(100)]
    public IReadOnlyList<MeetingOfDebate>? Meetings { get; init; }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/speakers-list/capacity", async (Guid id, ReckonCapacity command, IQuerySession session, CancellationToken ct) =>
            {
                var list = await session.Require<SpeakersList>(id, ct);
                var sittings = Debate.Sittings(await session.PlenariesOf(id, ct), command.Meetings, "meetings");
                var statements = command.Statements ?? list.Entries.Count(entry => entry.Inscription.Kind is StatementKind.Debate && !list.AwaitsLeave(entry));
                return TypedResults.Ok(CapacityVerdict.Of(statements, command.LimitMinutes, command.ChangeoverMinutes, [.. sittings.Select(sitting => sitting.Time())]));
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ReckonCapacity))
            .WithTags("Speakers' list");
}
