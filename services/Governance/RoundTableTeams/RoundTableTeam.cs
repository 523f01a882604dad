using Forum.Governance.Chairmanships;
using Forum.Governance.Lists;
using Forum.Hosting.Store;

namespace Forum.Governance.RoundTableTeams;

/// <summary>In what a government helps a round table.</summary>
public enum TeamCapacity
{
    CoChair,
    Member,
}

/// <summary>A government that offered its help. Nobody is named by another.</summary>
public sealed record Volunteer(string Participant, TeamCapacity Capacity, Development Development, DateTimeOffset Since);

/// <summary>A version of the background paper that the Friends may comment on.</summary>
/// <param name="CommentsUntil">On the edition's clock.</param>
public sealed record PaperVersion(int Number, Guid TextId, string Title, DateTimeOffset CommentsUntil, DateTimeOffset At);

/// <summary>Governments were asked who would prepare a round table.</summary>
/// <param name="PaperDueOn">Before the final preparatory meeting.</param>
public sealed record RoundTableTeamFormed(Guid TeamId, Guid EditionId, int RoundTable, string Topic, DateOnly PaperDueOn, DateOnly FinalPreparatoryMeetingOn, DateTimeOffset At);

/// <summary>A government offered its help.</summary>
public sealed record GovernmentVolunteered(Volunteer Volunteer);

/// <summary>A government took its offer back.</summary>
public sealed record VolunteerWithdrew(string Participant, DateTimeOffset At);

/// <summary>A version of the background paper is open to comment.</summary>
public sealed record BackgroundPaperOpened(PaperVersion Paper);

/// <summary>The governments that prepare one round table: its format and its background paper.</summary>
public sealed record RoundTableTeam
{
    internal static readonly Type[] Events = [typeof(RoundTableTeamFormed), typeof(GovernmentVolunteered), typeof(VolunteerWithdrew), typeof(BackgroundPaperOpened)];

    internal const string OnePerRoundTable = "one_team_per_round_table";

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public Guid EditionId { get; init; }

    /// <summary>Number of the round table.</summary>
    public int RoundTable { get; init; }

    public string Topic { get; init; } = "";
    public DateOnly PaperDueOn { get; init; }
    public DateOnly FinalPreparatoryMeetingOn { get; init; }
    public IReadOnlyList<Volunteer> Volunteers { get; init; } = [];

    /// <summary>By number.</summary>
    public IReadOnlyList<PaperVersion> Papers { get; init; } = [];

    public RoundTableTeam Evolve(object @event) => @event switch
    {
        RoundTableTeamFormed e => this with
        {
            Id = e.TeamId,
            EditionId = e.EditionId,
            RoundTable = e.RoundTable,
            Topic = e.Topic,
            PaperDueOn = e.PaperDueOn,
            FinalPreparatoryMeetingOn = e.FinalPreparatoryMeetingOn,
        },
        GovernmentVolunteered e => this with { Volunteers = [.. Volunteers, e.Volunteer] },
        VolunteerWithdrew e => this with { Volunteers = [.. Volunteers.Where(volunteer => volunteer.Participant != e.Participant)] },
        BackgroundPaperOpened e => this with { Papers = [.. Papers, e.Paper] },
        _ => this,
    };

    /// <exception cref="Missing">There is no such version.</exception>
    public PaperVersion Paper(int number) => Papers.FirstOrDefault(paper => paper.Number == number) ?? throw new Missing("version of the background paper", number);

    /// <param name="today">On the edition's clock.</param>
    public IEnumerable<Warning> Warnings(DateOnly today)
    {
        foreach (var development in Enum.GetValues<Development>())
        {
            if (!Volunteers.Any(volunteer => volunteer.Capacity is TeamCapacity.CoChair && volunteer.Development == development))
                yield return new Warning("co-chair-missing", $"By custom one co-chair is of a {(development is Development.Developing ? "developing" : "developed")} country; none has offered yet.");
        }

        if (Papers.Count == 0 && today > PaperDueOn)
            yield return new Warning("paper-overdue", $"The background paper was to be there on {PaperDueOn:yyyy-MM-dd}.");
    }
}
