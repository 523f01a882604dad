using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Checking;

/// <summary>
/// What is wrong and what is less than best about an arrangement, rule by rule, down to whom and what it concerns. Reckoned from the instance and the arrangement, never
/// taken from the solver. The same for an arrangement that was found, for one that is thought of, and for one of somebody else.
/// </summary>
/// <param name="Rules">Every rule in its order, the hard ones first; those that cost nothing are there with a score of 0.</param>
public sealed record Score(IReadOnlyList<RuleScore> Rules)
{
    /// <summary>How many times hard rules are broken; 0 in what can be released.</summary>
    public long Hard => Rules.Where(rule => rule.Level == Levels.Hard).Sum(rule => rule.Penalty);

    /// <summary>What the timetable costs.</summary>
    public long Timetable => Rules.Where(rule => rule.Level == Levels.Timetable).Sum(rule => rule.Penalty);

    public static Score Of(Instance instance, Arrangement arrangement) => Of(new Reading(instance, arrangement));

    /// <summary>Of this rule; it costs nothing when the instance has no such rule.</summary>
    public RuleScore Of(string rule, int level) => Rules.FirstOrDefault(scored => scored.Rule == rule && scored.Level == level) ?? new(rule, level, 1, 0, []);

    internal static Score Of(Reading reading)
    {
        var violations = Violation.Of(reading).ToLookup(violation => violation.Rule);
        List<RuleScore> rules = [.. HardRules.All.Select(rule => RuleScore.Of(rule, Levels.Hard, 1, violations[rule].Select(violation => new Match(1, violation.Sentence, violation.Objects))))];
        if (reading.Instance.Tables.Count > 0)
            rules.AddRange(SeatScores.Of(reading));
        if (reading.Instance.Timetable is { } timetable)
        {
            var costs = TimetableCosts.Of(reading, timetable).ToLookup(cost => cost.Rule);
            (string Rule, int Weight)[] weighed =
            [
                (SoftRules.Clash, 1), (SoftRules.WishedForAtOnce, timetable.FromWishes), (SoftRules.SlotPenalty, 1),
                (SoftRules.SameTopic, timetable.SameTopic), (SoftRules.MovedSession, timetable.Move), (SoftRules.SoftPin, 1),
            ];
            rules.AddRange(weighed.Select(rule => RuleScore.Of(rule.Rule, Levels.Timetable, rule.Weight, costs[rule.Rule].Select(cost => new Match(cost.Penalty, cost.Sentence, cost.Objects)))));
        }

        return new(rules);
    }
}

/// <summary>The order of aims: what is better on one level is better, whatever the later ones say.</summary>
public static class Levels
{
    /// <summary>Nothing outranks the hard rules.</summary>
    public const int Hard = 0;

    /// <summary>Nobody without a seat.</summary>
    public const int WithoutSeat = 1;

    /// <summary>Floors of groups and of civil society.</summary>
    public const int Floors = 2;

    /// <summary>Seats that were asked for.</summary>
    public const int Wishes = 3;

    /// <summary>Seats of the previous release, where the policy keeps them before ranks.</summary>
    public const int MovesBeforeRanks = 4;

    /// <summary>Soft pins of seats.</summary>
    public const int SoftPins = 5;

    /// <summary>Ranks of seats; which profile of them is the better one is a matter of the policy.</summary>
    public const int Ranks = 6;

    /// <summary>Seats of the previous release, where ranks come first.</summary>
    public const int Moves = 7;

    /// <summary>Nominations of groups.</summary>
    public const int Nominations = 8;

    /// <summary>Costs of the timetable, which add up and are compared apart from the seats.</summary>
    public const int Timetable = 9;
}

/// <summary>What a rule costs.</summary>
/// <param name="Rule">Code, one of <see cref="HardRules"/> or <see cref="SoftRules"/>.</param>
/// <param name="Level">One of <see cref="Levels"/>.</param>
/// <param name="Weight">What one occurrence costs where the instance gives one weight for all, else 1; penalties hold it already.</param>
/// <param name="Penalty">Sum of the penalties of all matches, 0 or more; the less the better.</param>
/// <param name="Matches">What it is made up of.</param>
public sealed record RuleScore(string Rule, int Level, int Weight, long Penalty, IReadOnlyList<Match> Matches)
{
    internal static RuleScore Of(string rule, int level, int weight, IEnumerable<Match> matches)
    {
        var all = matches.ToList();
        return new(rule, level, weight, all.Sum(match => match.Penalty), all);
    }
}

/// <summary>One occurrence of what a rule is about.</summary>
/// <param name="Penalty">What it costs, 1 or more.</param>
/// <param name="Sentence">In words.</param>
/// <param name="Objects">Identifiers of what it is about.</param>
public sealed record Match(long Penalty, string Sentence, IReadOnlyList<string> Objects);
