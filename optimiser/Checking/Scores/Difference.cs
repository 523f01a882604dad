using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Checking;

/// <summary>What is different between two arrangements of one instance: the draft and the release, two drafts, or the release and a thought ("what if I move this?").</summary>
public sealed record Difference
{
    /// <summary>Seats that are there afterwards and were not before.</summary>
    public required IReadOnlyList<Seat> SeatsGiven { get; init; }

    /// <summary>Seats that were there before and are not afterwards.</summary>
    public required IReadOnlyList<Seat> SeatsTaken { get; init; }

    /// <summary>Sessions whose slot or room is another; one that was not placed before, or is not afterwards, has null there.</summary>
    public required IReadOnlyList<SessionMoved> SessionsMoved { get; init; }

    /// <summary>Participants that are better off: with more seats, or with as many of which the best that differs is better ranked.</summary>
    public required IReadOnlyList<Served> Gains { get; init; }

    /// <summary>Participants that are worse off, likewise.</summary>
    public required IReadOnlyList<Served> Loses { get; init; }

    /// <summary>What each rule costs before and afterwards; rules that cost the same are left out.</summary>
    public required IReadOnlyList<RuleChange> Rules { get; init; }

    /// <summary>What is the matter afterwards and was not before, hard rules first.</summary>
    public required IReadOnlyList<Match> Caused { get; init; }

    /// <summary>What was the matter before and is not afterwards, hard rules first.</summary>
    public required IReadOnlyList<Match> Cured { get; init; }

    public static Difference Between(Instance instance, Arrangement before, Arrangement after)
    {
        var (old, now) = (new Reading(instance, before), new Reading(instance, after));
        var (oldScore, nowScore) = (Score.Of(old), Score.Of(now));
        var served = instance.Participants
            .Select(participant => new Served(participant.Id, [.. SeatMetrics.RanksOf(old, participant).Order()], [.. SeatMetrics.RanksOf(now, participant).Order()]))
            .Select(change => (change, Better: Compare(change.RanksAfter, change.RanksBefore)))
            .ToList();
        return new()
        {
            SeatsGiven = [.. after.Seats.Except(before.Seats)],
            SeatsTaken = [.. before.Seats.Except(after.Seats)],
            SessionsMoved = [.. (instance.Timetable?.Sessions ?? [])
                .Select(session => new SessionMoved(session.Id, old.Placements.GetValueOrDefault(session.Id), now.Placements.GetValueOrDefault(session.Id)))
                .Where(session => session.Before != session.After)],
            Gains = [.. served.Where(change => change.Better > 0).Select(change => change.change)],
            Loses = [.. served.Where(change => change.Better < 0).Select(change => change.change)],
            Rules = [.. oldScore.Rules.Zip(nowScore.Rules, (was, now) => new RuleChange(was.Rule, was.Level, was.Penalty, now.Penalty)).Where(rule => rule.Before != rule.After)],
            Caused = New(oldScore, nowScore),
            Cured = New(nowScore, oldScore),
        };
    }

    /// <summary>What would be if the session were held there. Nothing else moves: what stands against it is among <see cref="Caused"/>.</summary>
    public static Difference WhenMoved(Instance instance, Arrangement arrangement, Placement to) => Between(instance, arrangement,
        arrangement with { Placements = [.. arrangement.Placements.Where(placement => placement.Session != to.Session), to] });

    /// <summary>What would be if the participant sat there as well, or instead of somewhere else. Nobody else moves: what stands against it is among <see cref="Caused"/>.</summary>
    public static Difference WhenSeated(Instance instance, Arrangement arrangement, Seat seat, string? insteadOf = null) => Between(instance, arrangement,
        arrangement with { Seats = [.. arrangement.Seats.Where(other => other.Participant != seat.Participant || (other.Table != insteadOf && other != seat)), seat] });

    private static IReadOnlyList<Match> New(Score before, Score after) =>
        [.. before.Rules.Zip(after.Rules).SelectMany(rule => rule.Second.Matches.ExceptBy(rule.First.Matches.Select(match => (match.Sentence, match.Penalty)), match => (match.Sentence, match.Penalty)))];

    private static int Compare(IReadOnlyList<int> ranks, IReadOnlyList<int> others) => ranks.Count != others.Count
        ? ranks.Count.CompareTo(others.Count)
        : ranks.Zip(others, (one, other) => other.CompareTo(one)).FirstOrDefault(better => better != 0);
}

/// <summary>Where a session was and where it is; null where it is not placed.</summary>
public sealed record SessionMoved(string Session, Placement? Before, Placement? After);

/// <summary>How a participant is served before and afterwards.</summary>
/// <param name="Participant"></param>
/// <param name="RanksBefore">Ranks of the wished-for seats that it had, best first; empty when it had none.</param>
/// <param name="RanksAfter">Ranks of those that it has.</param>
public sealed record Served(string Participant, IReadOnlyList<int> RanksBefore, IReadOnlyList<int> RanksAfter);

/// <summary>What a rule costs before and afterwards.</summary>
public sealed record RuleChange(string Rule, int Level, long Before, long After);
