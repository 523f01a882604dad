using System.Collections.Immutable;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Optimiser.Instances;
using Forum.Scheduling.Meetings;
using Marten;

namespace Forum.Scheduling.RoundTables;

/// <summary>By which rules the seats of an edition are given, and how far they are.</summary>
/// <param name="Aim">What makes one giving of seats better than another.</param>
/// <param name="Seed">Of the lot between who is equal otherwise.</param>
/// <param name="CutOffAt">Until when seats of a group are kept for it, on the edition's clock.</param>
/// <param name="CutOffPassed">True once what groups do not ask for is open to all.</param>
/// <param name="OfferMinutes">How long an offered seat can be accepted.</param>
/// <param name="OfferMinutesOnTheDay">How long it can be on the day of the table.</param>
/// <param name="Choices">How many of the tables that a delegation ranked count.</param>
/// <param name="Tables">By number.</param>
/// <param name="Nominations">Whom the groups put forward.</param>
/// <param name="Release">The giving of seats that holds; null before the first.</param>
public sealed record PublishedSeating(
    Guid EditionId,
    long Version,
    SeatingAim Aim,
    int Seed,
    DateTimeOffset CutOffAt,
    bool CutOffPassed,
    int OfferMinutes,
    int OfferMinutesOnTheDay,
    int Choices,
    IReadOnlyList<TableDivision> Tables,
    IReadOnlyList<PublishedNomination> Nominations,
    ReleasedSeats? Release);

/// <summary>How the seats of a table are divided, and how many are held.</summary>
/// <param name="SharedSeats">Shared out among the regional groups in proportion to their sizes, by largest remainder; seats for which groups tie are flex.</param>
/// <param name="FlexSeats">Open to all from the beginning.</param>
/// <param name="CivilSocietyFloor">Kept for civil society as long as it asks for them.</param>
/// <param name="CivilSocietyCeiling">Civil society has no more; null: no ceiling.</param>
/// <param name="Confirmed">Seats that are held.</param>
/// <param name="Offered">Seats that are offered and not answered.</param>
/// <param name="Waiting">Delegations on the waiting list.</param>
public sealed record TableDivision(
    int RoundTable, int Capacity, int SharedSeats, int FlexSeats, int CivilSocietyFloor, int? CivilSocietyCeiling, IReadOnlyList<GroupShare> Groups, int Confirmed, int Offered, int Waiting)
{
    internal static TableDivision Of(SeatsInView view, TableInView table)
    {
        var (rules, division) = (view.Plan.Rules.Of(table.Table.Number), view.DivisionOf(table.Table));
        return new TableDivision(
            table.Table.Number,
            table.Table.Capacity,
            Division.SeatsToShare(rules, table.Table.Capacity),
            division.FlexSeats,
            rules.CivilSocietyFloor,
            rules.CivilSocietyCeiling,
            [.. division.Quotas.Select(quota => new GroupShare(quota.Group, quota.Members, quota.Share, quota.Seats, table.Table.Seats.Count(seat => seat.DrawsOn is SeatPool.Group && seat.Group == quota.Group)))],
            table.Table.Seats.Count,
            table.Table.Offers.Count,
            view.WaitingFor(table).Count);
    }
}

/// <summary>The share of a regional group at a table.</summary>
/// <param name="Members">Member States in it as of the edition's date.</param>
/// <param name="Share">Shared seats x members / members of all groups, exactly.</param>
/// <param name="Seats">Its quota.</param>
/// <param name="Confirmed">Seats that its members hold; those beyond the quota are flex seats.</param>
public sealed record GroupShare(RegionalGroup Group, int Members, decimal Share, int Seats, int Confirmed);

/// <summary>Whom a group puts forward for a table.</summary>
/// <param name="NominatedAt">On the edition's clock.</param>
public sealed record PublishedNomination(RegionalGroup Group, int RoundTable, IReadOnlyList<string> Participants, DateTimeOffset NominatedAt);

/// <summary>A giving of seats.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Tables">Numbers of the round tables whose seats were given.</param>
/// <param name="Seats">How many were held with it.</param>
/// <param name="Given">How many were given to who did not hold them before.</param>
/// <param name="Taken">How many were not held any more.</param>
/// <param name="ReleasedAt">On the edition's clock.</param>
/// <param name="Reason">Why; null when it was not said.</param>
public sealed record ReleasedSeats(int Number, IReadOnlyList<int> Tables, int Seats, int Given, int Taken, AllocationOrigin Origin, DateTimeOffset ReleasedAt, string? Reason)
{
    internal static async Task<ReleasedSeats?> Of(AllocationReleased? release, IQuerySession session, CancellationToken ct) => release is null
        ? null
        : new(
            release.Number,
            release.Tables,
            release.Seats,
            release.Given,
            release.Taken,
            release.Origin,
            release.At,
            release.ReasonId is { } reason ? (await session.LoadAsync<ReasonGiven>(reason, ct))?.Text : null);
}

/// <summary>The seats that would be given now.</summary>
/// <param name="Version">Of the seating plan: a release is decided on it.</param>
/// <param name="Fingerprint">Of what was asked and what came of it: give it with the release, so that nothing else is released.</param>
/// <param name="Seats">By table and participant.</param>
/// <param name="Given">Of them, those that are not held now.</param>
/// <param name="Taken">Seats that are held now and would not be any more.</param>
/// <param name="Unfilled">Delegations that would have fewer seats than they ask for.</param>
/// <param name="Choices">How many of the seats are a first choice, a second one, and so on.</param>
/// <param name="Proof">How good it is, and how far that is proven.</param>
public sealed record AllocationDraft(
    Guid EditionId,
    long Version,
    string Fingerprint,
    IReadOnlyList<DraftedSeat> Seats,
    IReadOnlyList<DraftedSeat> Given,
    IReadOnlyList<DraftedSeat> Taken,
    IReadOnlyList<UnfilledWish> Unfilled,
    IReadOnlyList<int> Choices,
    Proof? Proof)
{
    public static AllocationDraft Of(SeatsInView view, SeatAllocation draft)
    {
        var held = view.Tables.Values.Where(table => table.State is Contracts.Scheduling.MeetingState.Planned).SelectMany(table => table.Table.Seats, (table, seat) => (seat.DelegationId, Table: table.Table.Number)).ToHashSet();
        var ranks = draft.Seats.Where(seat => view.Requests.ContainsKey(seat.DelegationId))
            .CountBy(seat => view.Wishes(view.Requests[seat.DelegationId]).ToImmutableList().IndexOf(seat.Table)).ToDictionary();
        var had = draft.Seats.CountBy(seat => seat.DelegationId).ToDictionary();
        return new AllocationDraft(
            view.Plan.EditionId,
            view.Plan.Version,
            draft.Fingerprint,
            Listed(draft.Seats),
            Listed(draft.Seats.Except(held)),
            Listed(held.Except(draft.Seats)),
            [
                .. view.Requests.Values.Where(request => had.GetValueOrDefault(request.DelegationId) < request.Seats).OrderBy(request => request.Participant, StringComparer.Ordinal)
                    .Select(request => new UnfilledWish(request.Participant, request.Seats, had.GetValueOrDefault(request.DelegationId))),
            ],
            [.. Enumerable.Range(0, view.Plan.Rules.Choices).Select(rank => ranks.GetValueOrDefault(rank))],
            draft.Proof);

        IReadOnlyList<DraftedSeat> Listed(IEnumerable<(Guid DelegationId, int Table)> seats) =>
        [
            .. seats.Select(seat => new DraftedSeat(seat.Table, view.Requests.GetValueOrDefault(seat.DelegationId)?.Participant ?? view.Tables[seat.Table].Table.Seats.Find(held => held.DelegationId == seat.DelegationId)?.Participant ?? "", seat.DelegationId))
                .OrderBy(seat => seat.RoundTable).ThenBy(seat => seat.Participant, StringComparer.Ordinal),
        ];
    }
}

/// <summary>A seat at a round table.</summary>
public sealed record DraftedSeat(int RoundTable, string Participant, Guid DelegationId);

/// <summary>A delegation that would have fewer seats than it asks for.</summary>
public sealed record UnfilledWish(string Participant, int Asked, int Seats);

/// <summary>Shows the seating plan to anybody, and to the organizer what would come of it now.</summary>
public static class ReadSeatingPlan
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/editions/{id:guid}/seating-plan", async (Guid id, IQuerySession session, TimeProvider time, CancellationToken ct) =>
            {
                var view = await session.PlannedSeats(id, news: null, time, ct) ?? throw new Missing("seating plan", id);
                var (plan, rules) = (view.Plan, view.Plan.Rules);
                // Seats and wishes move beside the plan.
                return new Versioned<PublishedSeating>(
                    new PublishedSeating(
                        id,
                        plan.Version,
                        rules.Aim,
                        rules.Seed,
                        rules.CutOffAt,
                        view.CutOffPassed,
                        (int)rules.OfferStands.TotalMinutes,
                        (int)rules.OfferStandsOnTheDay.TotalMinutes,
                        rules.Choices,
                        [.. view.Tables.Values.Select(table => TableDivision.Of(view, table))],
                        [.. plan.Nominations.Select(nomination => new PublishedNomination(nomination.Group, nomination.RoundTable, nomination.Participants, nomination.At))],
                        await ReleasedSeats.Of(plan.Release, session, ct)),
                    plan.Version)
                { Moves = true };
            })
            .AllowAnonymous()
            .WithName(nameof(ReadSeatingPlan))
            .WithSummary("Shows by which rules the seats of the edition are given, how each table is divided and how that was computed")
            .WithTags("Seats");

        routes.MapGet("/editions/{id:guid}/seat-allocations/draft", async (Guid id, IQuerySession session, TimeProvider time, CancellationToken ct) =>
            {
                var view = await session.PlannedSeats(id, news: null, time, ct) ?? throw new Missing("seating plan", id);
                return new Versioned<AllocationDraft>(AllocationDraft.Of(view, SeatAllocation.Draft(view, ct)), view.Plan.Version) { Moves = true };
            })
            .Allow(Role.Organizer)
            .WithName("ReadAllocationDraft")
            .WithSummary("Works out the seats that would be given now, with what would change and how far it is proven to be the best")
            .WithTags("Seats");

        routes.MapGet("/editions/{id:guid}/seat-allocations/latest", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var plan = await session.LoadAsync<SeatingPlan>(SeatingPlan.IdOf(id), ct);
                return new Versioned<ReleasedSeats>(await ReleasedSeats.Of(plan?.Release, session, ct) ?? throw new Missing("seat allocation", "latest"), plan!.Version);
            })
            .AllowAnonymous()
            .WithName("ReadLatestAllocation")
            .WithSummary("Shows the giving of seats that holds, and from what it was worked out")
            .WithTags("Seats");
    }
}
