using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Optimiser.Instances;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Meetings;
using Forum.Scheduling.RoundTables;
using Marten;

namespace Forum.Scheduling.Optimisation;

/// <summary>What of an edition a run is to arrange.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunPart>))]
public enum RunPart
{
    /// <summary>Who sits at which round table; when they are held stays as it is.</summary>
    Seats,

    /// <summary>When and in which room the meetings of round tables are held; who sits at them stays as it is.</summary>
    Timetable,

    /// <summary>Both, each with the other in view.</summary>
    Both,
}

/// <summary>
/// Asks for a run of the optimiser over an edition as it stands: the wishes, quotas and nominations of its seating plan, and the round tables that have not begun, with their
/// officers, interpreters and rooms; what else is in the programme stays where it is. What comes of it is a draft: nothing holds before the run is released.
/// </summary>
public sealed record AskForRun
{
    public required Guid EditionId { get; init; }

    /// <summary>What it is called among the runs of the edition, e.g. what it is to find out; null for the edition's code. No personal data.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string? Name { get; init; }

    public RunPart Part { get; init; } = RunPart.Seats;

    /// <summary>Seconds that the search may take.</summary>
    [Range(1, 3_600)]
    public int Seconds { get; init; } = 60;

    /// <summary>Of every random choice of the search for a timetable; the lot of the seats is the seating plan's.</summary>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; } = 1;

    /// <summary>Times at which round tables can be held, besides those at which they are held now. They do not overlap one another.</summary>
    [MaxLength(100)]
    public IReadOnlyList<TimeOfTable> Times { get; init; } = [];

    /// <summary>Officers who are not there for a while.</summary>
    [MaxLength(500)]
    public IReadOnlyList<AbsentOfficer> Absences { get; init; } = [];

    /// <summary>Meetings that are to be, or would better be, at a certain time or in a certain room.</summary>
    [MaxLength(500)]
    public IReadOnlyList<PinnedMeeting> Pins { get; init; } = [];

    public TimetableWeights Weights { get; init; } = new();

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/optimisation-runs", async (AskForRun command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var edition = await session.OpenEdition(command.EditionId, ct);
                // In the edition's turn, so that the problem is of one moment.
                await session.TakeTurn(edition.Id, ct);
                var view = await session.PlannedSeats(edition.Id, news: null, time, ct);
                var instance = EditionProblem.Of(command, edition, await Programme.Read(session, edition.Id, ct), view, edition.Now(time));
                EditionProblem.MustBeSound(instance);
                var id = session.Asking(edition.Id, instance, command.Seconds, command.Seed, time.GetUtcNow(), command.Part, command.Name);
                session.Store(RunPaper.Of(id, RunPaper.Question, command));
                return await session.Made(http, new Started(id, 1, $"/optimisation-runs/{id}"), ct);
            })
            .AcceptsIdempotencyKey<AskForRun>()
            .Allow(Role.Organizer)
            .WithName(nameof(AskForRun))
            .WithTags("Optimiser");
}

/// <summary>A time at which a round table can be held.</summary>
public sealed record TimeOfTable
{
    /// <summary>With the offset that the venue has at that time.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>With the offset that the venue has at that time.</summary>
    public required DateTimeOffset EndsAt { get; init; }
}

/// <summary>An officer who is not there for a while.</summary>
public sealed record AbsentOfficer
{
    /// <summary>The officer's id at a meeting; whoever it is has the same absence in all other offices.</summary>
    public required Guid OfficerId { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }
}

/// <summary>Where a meeting is to be, or would better be.</summary>
public sealed record PinnedMeeting
{
    public required Guid MeetingId { get; init; }

    /// <summary>When it starts: one of the times at which tables can be held; null when that is open.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>Null when that is open.</summary>
    public Guid? RoomId { get; init; }

    /// <summary>True: it is not to be there.</summary>
    public bool Not { get; init; }

    public PinStrength Strength { get; init; } = PinStrength.Hard;

    /// <summary>What it costs when a soft one is not kept.</summary>
    [Range(1, 1_000_000)]
    public int Weight { get; init; } = 10;

    /// <summary>Why, for explanations; no personal data.</summary>
    [StringLength(300)]
    public string Reason { get; init; } = "";
}

/// <summary>What makes one timetable better than another.</summary>
public sealed record TimetableWeights
{
    /// <summary>Of two tables at once, for each delegation of one person that wishes for both.</summary>
    [Range(0, 1_000_000)]
    public int Wishes { get; init; } = 1;

    /// <summary>Of two tables of one topic at once.</summary>
    [Range(0, 1_000_000)]
    public int SameTopic { get; init; } = 1;

    /// <summary>Of a meeting that is moved from where it is now. More than all else together, such as 100,000, moves no more than must.</summary>
    [Range(0, 1_000_000)]
    public int Move { get; init; } = 1;
}
