using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Forum.Contracts.Governance;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Scheduling.Editions;
using Forum.Scheduling.RoundTables;

namespace Forum.Scheduling.Tests.Seats;

/// <summary>An edition whose seats are planned, in memory: what is asked for, what is given, and what follows.</summary>
internal static class Seatings
{
    /// <summary>The seats are kept for the groups until the first of July.</summary>
    public static readonly DateTimeOffset CutOff = new(2006, 7, 1, 12, 0, 0, TimeSpan.FromHours(-4));

    /// <summary>A modality that was borrowed: five seats of civil society at least, ten at most.</summary>
    public static KnownEdition Borrowed { get; } = Dialogue.Known with
    {
        Edition = Dialogue.Edition with { ModalityProfile = new ModalityProfile { Code = "aids2006", RoundTableCapacity = 45, CivilSocietyFloor = 5, CivilSocietyCeiling = 10 } },
    };

    public static PlanSeating Plan { get; } = new() { Seed = 2006, CutOffAt = CutOff, Choices = 3 };

    public static SeatsInView Planned(PlanSeating plan, params TableInView[] tables) => Planned(plan, Dialogue.Known, tables);

    public static SeatsInView Planned(PlanSeating plan, KnownEdition edition, params TableInView[] tables) => new()
    {
        Plan = plan.Decide(null, edition, Dialogue.Noon).Aggregate(new SeatingPlan { EditionId = Dialogue.Id }, (state, e) => state.Evolve(e)),
        Tables = tables.ToImmutableSortedDictionary(table => table.Table.Number, table => table),
        Requests = ImmutableDictionary<Guid, SeatRequest>.Empty,
        Edition = edition,
        Now = edition.AtVenue(Dialogue.Noon),
    };

    /// <summary>A table that sits for three hours.</summary>
    public static TableInView Table(int number, int capacity, int day = 14, int hour = 15, params string[] chairedBy) => new(
        new RoundTable().Evolve(new Scheduling.RoundTables.RoundTablePlanned(new Guid(number, 0, 0, new byte[8]), Dialogue.Id, number, null, new Guid(number, 1, 0, new byte[8]), capacity, Dialogue.Noon)),
        MeetingState.Planned,
        Dialogue.Summer(day, hour),
        Dialogue.Summer(day, hour + 3),
        [.. chairedBy]);

    /// <summary>A delegation asks for seats at tables.</summary>
    public static SeatsInView Asks(this SeatsInView view, string participant, RegionalGroup? group, int hour, params int[] choices) =>
        view.Asks(participant, group, ParticipantCategory.MemberState, hour, seats: 1, choices);

    public static SeatsInView Asks(this SeatsInView view, string participant, RegionalGroup? group, ParticipantCategory category, int hour, int seats, params int[] choices) =>
        view.Asks(new SeatRequest(Id(participant), participant, category, group, [.. choices], seats, Dialogue.Noon.AddHours(hour)));

    public static SeatsInView Asks(this SeatsInView view, SeatRequest request) => view with { Requests = view.Requests.SetItem(request.DelegationId, request) };

    public static SeatsInView Withdraws(this SeatsInView view, string participant) => view with { Requests = view.Requests.Remove(Id(participant)) };

    public static SeatsInView Nominates(this SeatsInView view, RegionalGroup group, int table, params string[] participants) =>
        view with { Plan = view.Plan.Evolve(new GroupNominated(group, table, [.. participants], Guid.Empty, view.Now)) };

    public static SeatsInView At(this SeatsInView view, DateTimeOffset now) => view with { Now = view.Edition.AtVenue(now) };

    /// <summary>Works the seats out and gives them.</summary>
    public static SeatsInView Released(this SeatsInView view)
    {
        var (events, noted) = SeatAllocation.Draft(view, CancellationToken.None).Give(view);
        return (view.Then(events) with { Plan = view.Plan.Evolve(noted) }).Settled();
    }

    /// <summary>What follows is done.</summary>
    public static SeatsInView Settled(this SeatsInView view) => view.Then(view.Settle(Guid.CreateVersion7));

    public static SeatsInView Accepts(this SeatsInView view, string participant, int table) => view.Then(AcceptOffer.Decide(view, table, view.OfferTo(participant, table).Id)).Settled();

    public static SeatsInView Declines(this SeatsInView view, string participant, int table) => view.Then(DeclineOffer.Decide(view, table, view.OfferTo(participant, table).Id)).Settled();

    public static SeatsInView GivesUp(this SeatsInView view, string participant, int table) => view.Then(GiveUpSeat.Decide(view, table, Id(participant))).Settled();

    public static SeatOffer OfferTo(this SeatsInView view, string participant, int table) => view.Tables[table].Table.Offers.Single(offer => offer.Seat.Participant == participant);

    public static string[] Held(this SeatsInView view, int table) => [.. view.Tables[table].Table.Seats.Select(seat => seat.Participant).Order(StringComparer.Ordinal)];

    public static string[] Offered(this SeatsInView view, int table) => [.. view.Tables[table].Table.Offers.Select(offer => offer.Seat.Participant)];

    public static string[] Waiting(this SeatsInView view, int table) => [.. view.WaitingFor(view.Tables[table]).Select(waiting => waiting.Request.Participant)];

    public static WishAtTable Wish(this SeatsInView view, string participant, int table) => WishAtTable.Of(view, view.Requests[Id(participant)], view.Tables[table]);

    /// <summary>Of the delegation of a participant, the same each time.</summary>
    public static Guid Id(string participant) => new(SHA256.HashData(Encoding.UTF8.GetBytes(participant)).AsSpan(0, 16));
}
