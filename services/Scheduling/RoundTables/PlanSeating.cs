using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Deadlines;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.RoundTables;

/// <summary>
/// Publishes by which rules the seats of the edition are given. From then on wishes are collected, and nobody is given a seat before an allocation is released; an edition
/// without a plan gives its seats in the order of receipt. All of the plan is given, what stays as it is, too; its version is 0 before the first time.
/// </summary>
public sealed record PlanSeating
{
    /// <summary>Seats of each table that are open to all from the beginning.</summary>
    [Range(0, 10_000)]
    public int FlexSeats { get; init; }

    /// <summary>Seats of each table kept for civil society; null for what the edition's modalities say, which may be none.</summary>
    [Range(0, 10_000)]
    public int? CivilSocietyFloor { get; init; }

    /// <summary>Seats of each table that civil society has at most; null for what the edition's modalities say, which may be no ceiling.</summary>
    [Range(0, 10_000)]
    public int? CivilSocietyCeiling { get; init; }

    /// <summary>Tables that are divided otherwise than the others.</summary>
    [MaxLength(200)]
    public IReadOnlyList<DividedTable> Tables { get; init; } = [];

    public SeatingAim Aim { get; init; } = SeatingAim.Leximin;

    /// <summary>Seed of the lot between who is equal otherwise; it is published, and stays once seats were given.</summary>
    public required int Seed { get; init; }

    /// <summary>Until when seats are kept for a group that does not ask for them, on the edition's clock; afterwards they are open to all.</summary>
    public required DateTimeOffset CutOffAt { get; init; }

    /// <summary>How many minutes an offered seat can be accepted; twelve hours if nothing is said.</summary>
    [Range(1, 20_160)]
    public int OfferMinutes { get; init; } = 12 * 60;

    /// <summary>The same for an offer on the day of the table.</summary>
    [Range(1, 1_440)]
    public int OfferMinutesOnTheDay { get; init; } = 60;

    /// <summary>How many of the tables that a delegation ranked count.</summary>
    [Range(1, 50)]
    public int Choices { get; init; } = 2;

    /// <param name="plan">What holds; null before the first time.</param>
    /// <exception cref="Refusal">The sizes of the groups are not known, or the plan cannot be.</exception>
    public IEnumerable<object> Decide(SeatingPlan? plan, KnownEdition edition, DateTimeOffset now)
    {
        if (edition.Edition.Groups.Count == 0)
            throw new Refusal("groups-unknown", "How many members each regional group has on the edition's date is not known here. Announce something of the edition again, e.g. its opening of registration.");
        if (Tables.GroupBy(table => table.Number).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new Refusal("table-repeated", $"Round table {twice.Key} is divided twice.", "tables");
        var profile = edition.Edition.ModalityProfile;
        var every = Rules(FlexSeats, CivilSocietyFloor ?? profile.CivilSocietyFloor ?? 0, CivilSocietyCeiling ?? profile.CivilSocietyCeiling, "civilSocietyCeiling");
        var rules = new SeatingRules
        {
            Groups = [.. edition.Edition.Groups],
            EveryTable = every,
            Tables = Tables.ToImmutableSortedDictionary(
                table => table.Number,
                table => Rules(table.FlexSeats ?? FlexSeats, table.CivilSocietyFloor ?? every.CivilSocietyFloor, table.CivilSocietyCeiling ?? every.CivilSocietyCeiling, "tables")),
            Aim = Aim,
            Seed = Seed,
            CutOffAt = edition.AtVenue(CutOffAt),
            OfferStands = TimeSpan.FromMinutes(OfferMinutes),
            OfferStandsOnTheDay = TimeSpan.FromMinutes(OfferMinutesOnTheDay),
            Choices = Choices,
        };
        if (SeatingRules.Same(rules, plan?.Rules))
            return [];
        if (plan?.Release is not null && plan.Rules.Seed != Seed)
            throw new Refusal("lots-are-drawn", "Seats were given by the lots of this seed. It does not change any more.", "seed");
        if (plan?.CutOffPassedAt is not null && rules.CutOffAt != plan.Rules.CutOffAt)
            throw new Refusal("cut-off-passed", "The cut-off has passed, and seats that groups left are open to all. It does not change any more.", "cutOffAt");
        return [new SeatingPlanned(SeatingPlan.IdOf(edition.Id), edition.Id, rules, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/editions/{id:guid}/seating-plan", (Guid id, ExpectedVersion expected, PlanSeating command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.DecideSeating(id, expected, time, command.Decide, ct))
            .Allow(Role.Organizer)
            .WithName(nameof(PlanSeating))
            .WithTags("Seats");

    private static TableRules Rules(int flex, int floor, int? ceiling, string field) => ceiling < floor
        ? throw new Refusal("ceiling-below-floor", $"{floor} seats are kept for civil society, so that it cannot have {ceiling} at most.", field)
        : new TableRules(flex, floor, ceiling);
}

/// <summary>A round table that is divided otherwise than the others; what is null is as at the others.</summary>
public sealed record DividedTable
{
    [Range(1, 999)]
    public required int Number { get; init; }

    [Range(0, 10_000)]
    public int? FlexSeats { get; init; }

    [Range(0, 10_000)]
    public int? CivilSocietyFloor { get; init; }

    [Range(0, 10_000)]
    public int? CivilSocietyCeiling { get; init; }
}

/// <summary>Opens to all, when the time has come, what groups did not ask for.</summary>
public sealed class OpenUnusedSeats(IDocumentSession session, TimeProvider time) : IWhenDue
{
    internal const string Kind = "seats-cut-off";

    public async Task Due(Deadline deadline, CancellationToken ct)
    {
        if (await session.LoadAsync<KnownEdition>(deadline.Subject, ct) is not { } edition)
            return;
        await session.TakeTurn(edition.Id, ct);
        var stream = await session.Events.FetchForWriting<SeatingPlan>(SeatingPlan.IdOf(edition.Id), ct);
        if (stream.Aggregate is not { } plan)
            return;
        object[] events = [.. plan.PassCutOff(edition.Now(time))];
        stream.AppendMany(events);
        var after = events.Aggregate(plan, (state, e) => state.Evolve(e));
        session.SetCutOff(after, edition);
        var view = await session.SeatsBy(after, edition, news: null, time, ct);
        await session.Keep(view, view.Settle(Guid.CreateVersion7), ct);
    }
}

internal static class DecidingSeating
{
    /// <summary>Decides about the plan in the edition's turn, and brings the seats into line with what was decided.</summary>
    /// <exception cref="StaleVersion">The plan has moved on.</exception>
    public static async Task<Changed> DecideSeating(
        this IDocumentSession session, Guid editionId, ExpectedVersion expected, TimeProvider time, Func<SeatingPlan?, KnownEdition, DateTimeOffset, IEnumerable<object>> decide, CancellationToken ct)
    {
        var edition = (await session.RequireEdition(editionId, ct)).MustBeOpen();
        await session.TakeTurn(editionId, ct);
        var stream = await session.Events.FetchForWriting<SeatingPlan>(SeatingPlan.IdOf(editionId), ct);
        var version = stream.CurrentVersion ?? 0;
        if (version != expected.Value)
            throw new StaleVersion(expected.Value, version);
        object[] events = [.. decide(stream.Aggregate, edition, edition.Now(time))];
        if (events.Length == 0)
            return new Changed(version);
        var plan = events.Aggregate(stream.Aggregate ?? new SeatingPlan(), (state, e) => state.Evolve(e));
        stream.AppendMany(events);
        session.SetCutOff(plan, edition);
        var view = await session.SeatsBy(plan, edition, news: null, time, ct);
        await session.Keep(view, view.Settle(Guid.CreateVersion7), ct);
        await session.SaveChangesAsync(ct);
        return new Changed(version + events.Length);
    }

    /// <summary>Sees to it that the cut-off is not missed.</summary>
    public static void SetCutOff(this IDocumentOperations session, SeatingPlan plan, KnownEdition edition)
    {
        if (plan.CutOffPassedAt is null)
            session.SetDeadline(OpenUnusedSeats.Kind, edition.Id, edition.Edition.Clock.RealAt(plan.Rules.CutOffAt));
    }
}
