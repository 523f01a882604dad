using System.Globalization;
using Forum.Contracts.Registration;
using Forum.Publishing.Proceedings;

namespace Forum.Publishing.Figures;

/// <summary>
/// Who took part, by regional group, by rank and by round table (A/61/515, paras. 2-3). Speaking in plenary and sitting at a table are public acts, so that
/// a part may be as small as one; who said what at a round table is counted nowhere here.
/// </summary>
public static class ParticipationBreakdowns
{
    public static readonly IReadOnlyList<BreakdownRule> Rules =
    [
        new("memberStatesByGroup", "Member States that made statements, by regional group", "memberStatesSpoke",
            "Each State under the regional group that it belonged to on the edition's date, as its delegation was announced.", ByGroup),
        new("memberStatesByRank", "Member States that made statements, by rank of the speaker", "memberStatesSpoke",
            "Each State under the rank that its speaker had when its first statement was made.", ByRank),
        new("representativesByRoundTable", "Representatives of Member States, by round table", "roundTableStateRepresentatives",
            "Each seat of a Member State under the round table at which it was taken.", ByRoundTable),
    ];

    /// <summary>Those that can be drawn: of a figure that is not known there are no parts.</summary>
    public static IReadOnlyList<Breakdown> Of(Course course) => [.. Rules.Select(rule => Breakdown.Of(rule, course)).Where(breakdown => breakdown.Sum() > 0)];

    private static IReadOnlyList<PartOfCount> ByGroup(Course course)
    {
        var delegations = course.Delegations.GroupBy(known => known.Participant, StringComparer.Ordinal).ToDictionary(known => known.Key, known => known.Last(), StringComparer.Ordinal);
        var states = PlenaryFigures.MemberStates(course).ToLookup(state => GroupOf(delegations.GetValueOrDefault(state.Participant!)));
        return
        [
            Part("african", "African States", RegionalGroup.African),
            Part("asian", "Asian States", RegionalGroup.Asian),
            Part("easternEuropean", "Eastern European States", RegionalGroup.EasternEuropean),
            Part("latinAmericanAndCaribbean", "Latin American and Caribbean States", RegionalGroup.Grulac),
            Part("westernEuropeanAndOther", "Western European and other States", RegionalGroup.Weog),
            new PartOfCount("none", "States in no regional group", [.. states[(true, null)]]),
            // Messages come in any order: the statement may be heard before its delegation.
            .. states[(false, null)].Any() ? [new PartOfCount("notKnown", "Group not known", [.. states[(false, null)]])] : Array.Empty<PartOfCount>(),
        ];

        PartOfCount Part(string name, string label, RegionalGroup group) => new(name, label, [.. states[(true, group)]]);
    }

    private static (bool Known, RegionalGroup? Group) GroupOf(KnownDelegation? delegation) => (delegation is not null, delegation?.Group);

    private static IReadOnlyList<PartOfCount> ByRank(Course course) =>
    [
        new("vicePresidents", "Vice-Presidents", [.. PlenaryFigures.MemberStates(course).Where(PlenaryFigures.IsVicePresident)]),
        new("ministers", "Ministers", [.. PlenaryFigures.MemberStates(course).Where(PlenaryFigures.IsMinister)]),
        new("viceMinisters", "Vice-ministers", [.. PlenaryFigures.MemberStates(course).Where(PlenaryFigures.IsViceMinister)]),
        new("otherOfficials", "Other high-level officials", [.. PlenaryFigures.MemberStates(course).Where(PlenaryFigures.IsOther)]),
    ];

    private static IReadOnlyList<PartOfCount> ByRoundTable(Course course)
    {
        var seats = RoundTableFigures.StateSeats(course).ToLookup(seat => seat.RoundTableId);
        return
        [
            .. course.HeldRoundTables().Select(held => held.Table).OrderBy(table => table.Number).Select(table => new PartOfCount(
                string.Create(CultureInfo.InvariantCulture, $"roundTable{table.Number}"),
                string.Create(CultureInfo.InvariantCulture, $"Round table {table.Number}"),
                [.. seats[table.Id]])),
        ];
    }
}
