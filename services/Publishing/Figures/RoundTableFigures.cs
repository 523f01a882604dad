using Forum.Contracts.Registration;
using Forum.Publishing.Proceedings;

namespace Forum.Publishing.Figures;

/// <summary>
/// Figures of the round tables (A/61/515, paras. 3-4). Of Member States the seats are counted, each taken by one representative; of everybody else
/// the entities, whose officials the source does not number. So a sum of both is the least number of people there were.
/// </summary>
public static class RoundTableFigures
{
    public static readonly IReadOnlyList<FigureRule> Rules =
    [
        new("roundTables", "Round tables", 3, "Round tables whose meeting was concluded.", RoundTables),
        new("halfDays", "Half-days on which round tables met", 3, "Mornings and afternoons, in the venue's time zone, for which the programme put a round table that was held.", HalfDays),
        new("roundTableStateRepresentatives", "Round tables: representatives of Member States", 3, "Seats of Member States at the round tables that were held, a representative each.", StateRepresentatives),
        new("roundTableAgencies", "Round tables: agencies, funds and programmes", 3, "Entities of the United Nations system with a seat, each counted once, not their officials.", Agencies),
        new("roundTableRegionalCommissions", "Round tables: regional commissions", 3, "Regional commissions with a seat, each counted once.", RegionalCommissions),
        new("roundTableRelatedOrganizations", "Round tables: related organizations", 3, "Organizations related to the United Nations with a seat, each counted once; in 2006 the IOM.", RelatedOrganizations),
        new("roundTableCivilSociety", "Round tables: civil society and private sector entities", 3, "Non-governmental, civil society and private sector entities with a seat, each counted once, not their representatives.", CivilSociety),
        new("roundTableTotalAtLeast", "Round tables: participants in all, at least", 3, "Representatives of Member States and entities of the other four kinds together: a sum of people and of entities, so at least as many took part.", TotalAtLeast),
        new("roundTableMeanAtLeast", "… to a round table, at least", 3, "That sum divided by the round tables.", MeanAtLeast),
        new("roundTableMeanStates", "… of Member States, to a round table", 3, "Representatives of Member States divided by the round tables.", MeanStates),
        new("roundTableMeanCivilSociety", "… of civil society and the private sector, to a round table", 3, "Entities of civil society and the private sector divided by the round tables.", MeanCivilSociety),
        new("chairsNamed", "Round tables whose chair is known", 4, "Round tables that were held and for whose meeting a chair is named.", ChairsNamed),
    ];

    private static Count RoundTables(Course course) => Count.Of([.. course.HeldRoundTables().SelectMany(Facts)]) with { Value = course.HeldRoundTables().Count };

    private static Count HalfDays(Course course)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(course.Edition.TimeZone);
        var held = course.HeldRoundTables();
        var halfDays = held
            .Select(table => TimeZoneInfo.ConvertTime(table.Meeting.StartsAt, zone))
            .Select(start => (Day: DateOnly.FromDateTime(start.DateTime), Afternoon: start.Hour >= 12))
            .Distinct()
            .Count();
        return Count.Of(halfDays, held.SelectMany(Facts));
    }

    private static Count StateRepresentatives(Course course) => WhenHeld(course, () => Count.Of(StateSeats(course)));

    private static Count Agencies(Course course) => Entities(course, ParticipantCategory.UnSystemEntity);

    private static Count RegionalCommissions(Course course) => Entities(course, ParticipantCategory.RegionalCommission);

    private static Count RelatedOrganizations(Course course) => Entities(course, ParticipantCategory.RelatedOrganization);

    private static Count CivilSociety(Course course) => Entities(course, CivilSocietyCategories);

    private static Count TotalAtLeast(Course course) => WhenHeld(course, () => Sum(
        StateRepresentatives(course), Agencies(course), RegionalCommissions(course), RelatedOrganizations(course), CivilSociety(course)));

    private static Count MeanAtLeast(Course course) => PerTable(course, TotalAtLeast(course));

    private static Count MeanStates(Course course) => PerTable(course, StateRepresentatives(course));

    private static Count MeanCivilSociety(Course course) => PerTable(course, CivilSociety(course));

    private static Count ChairsNamed(Course course) =>
        WhenHeld(course, () => Count.Of([.. course.HeldRoundTables().Select(held => held.Meeting).Where(meeting => meeting.ChairIsNamed)]));

    private static readonly ParticipantCategory[] CivilSocietyCategories = [ParticipantCategory.Ngo, ParticipantCategory.CivilSociety, ParticipantCategory.PrivateSector];

    internal static IReadOnlyList<KnownSeat> StateSeats(Course course) => [.. course.TakenSeats().Where(seat => seat.Category is ParticipantCategory.MemberState)];

    private static Count Entities(Course course, params ParticipantCategory[] categories) => WhenHeld(course, () =>
    {
        KnownSeat[] seats = [.. course.TakenSeats().Where(seat => categories.Contains(seat.Category))];
        return Count.Of(seats.Select(seat => seat.Participant).Distinct(StringComparer.Ordinal).Count(), seats);
    });

    private static Count Sum(params Count[] parts) => new(parts.Sum(part => part.Value), null, [.. parts.SelectMany(part => part.Sources)]);

    private static Count PerTable(Course course, Count count) => WhenHeld(course, () =>
    {
        var held = course.HeldRoundTables();
        return new Count(Math.Round(count.Value!.Value / held.Count, 2), null, [.. count.Sources, .. held.SelectMany(Facts).Select(fact => fact.Source)]);
    });

    private static Count WhenHeld(Course course, Func<Count> count) =>
        course.HeldRoundTables().Count == 0 ? Count.NotKnown("No round table has been concluded yet.") : count();

    private static IEnumerable<IFact> Facts(HeldRoundTable held) => [held.Table, held.Meeting];
}
