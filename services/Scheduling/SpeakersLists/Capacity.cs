using System.Text.Json.Serialization;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>
/// How many statements a meeting takes. A statement and the changeover after it make a slot: at 7 minutes and 2.5, a slot of 9.5.
/// <list type="bullet">
/// <item>A meeting that has to end on time takes as many whole slots as fit: 180 / 9.5 = 18.9, so 18.</item>
/// <item>In one that may run over no changeover follows the last statement, and that statement may run over by as much as one changeover:
/// (180 + 2 x 2.5) / 9.5 = 19.5, so 19; with an hour lost to the opening (120 + 2 x 2.5) / 9.5 = 13.2, so 13, the last one ending a minute late.</item>
/// </list>
/// These are the numbers that secretariats reckon with for 7 minutes: 18 in the morning, 19 in the afternoon, 13 where an hour is lost (E/CN.6/2000/PC/9).
/// </summary>
public static class Capacity
{
    /// <summary>Minutes between two statements when nothing else is said.</summary>
    public const decimal UsualChangeover = 2.5m;

    /// <param name="minutes">For which the meeting has statements: without what is lost to its opening.</param>
    /// <param name="limit">Minutes of a statement.</param>
    /// <param name="changeover">Minutes between two statements.</param>
    public static int Of(decimal minutes, decimal limit, decimal changeover, bool mayRunOver) =>
        Math.Max(0, (int)decimal.Floor((minutes + (mayRunOver ? 2 * changeover : 0)) / (limit + changeover)));

    /// <summary>How many slots in a row a statement takes whose limit is not the list's.</summary>
    public static int SlotsFor(decimal limit, decimal usual, decimal changeover) => Math.Max(1, (int)decimal.Ceiling((limit + changeover) / (usual + changeover)));
}

/// <summary>Time that one plenary meeting has for the debate.</summary>
/// <param name="Minutes">From its start to its end.</param>
/// <param name="LostMinutes">Of which the opening, or something else, takes so many.</param>
/// <param name="MayRunOver">True when the last statement may end after the meeting should.</param>
public sealed record Sitting(decimal Minutes, decimal LostMinutes, bool MayRunOver)
{
    public decimal ForStatements() => Math.Max(0, Minutes - LostMinutes);

    public int Slots(decimal limit, decimal changeover) => Capacity.Of(ForStatements(), limit, changeover, MayRunOver);
}

/// <summary>Whether so many statements fit into these meetings, and what would help if they do not.</summary>
/// <param name="Statements">How many slots are asked for; a statement with a longer limit asks for more than one.</param>
/// <param name="LimitMinutes"></param>
/// <param name="ChangeoverMinutes"></param>
/// <param name="SlotsByMeeting">In the order of the meetings.</param>
/// <param name="Slots">In all meetings together.</param>
/// <param name="Fits"></param>
/// <param name="NotFitting">How many find no slot.</param>
/// <param name="MinutesNeeded">All statements, each with its changeover.</param>
/// <param name="MinutesAvailable">All meetings, without what is lost.</param>
/// <param name="Offers">What would help; empty when all fit.</param>
public sealed record CapacityVerdict(
    int Statements,
    decimal LimitMinutes,
    decimal ChangeoverMinutes,
    IReadOnlyList<int> SlotsByMeeting,
    int Slots,
    bool Fits,
    int NotFitting,
    decimal MinutesNeeded,
    decimal MinutesAvailable,
    IReadOnlyList<CapacityOffer> Offers)
{
    private const decimal Step = 0.5m;
    private const decimal UsualMeeting = 180;
    private const int MostMeetings = 100;

    /// <summary>Reckons it.</summary>
    public static CapacityVerdict Of(int statements, decimal limit, decimal changeover, IReadOnlyList<Sitting> sittings)
    {
        int[] slots = [.. sittings.Select(sitting => sitting.Slots(limit, changeover))];
        var all = slots.Sum();
        return new CapacityVerdict(
            statements,
            limit,
            changeover,
            slots,
            all,
            statements <= all,
            Math.Max(0, statements - all),
            statements * (limit + changeover),
            sittings.Sum(sitting => sitting.ForStatements()),
            statements <= all ? [] : [.. Offer(statements, limit, changeover, sittings, all)]);
    }

    private static IEnumerable<CapacityOffer> Offer(int statements, decimal limit, decimal changeover, IReadOnlyList<Sitting> sittings, int slots)
    {
        // The limits that a chair would think of first are named also when they do not help: that they do not is the news.
        var limits = new SortedSet<decimal>(Enumerable.Range(1, 3).Select(less => decimal.Ceiling(limit) - less).Where(shorter => shorter >= 1));
        for (var fitting = decimal.Floor(limit / Step) * Step; fitting >= Step; fitting -= Step)
        {
            if (sittings.Sum(sitting => sitting.Slots(fitting, changeover)) < statements)
                continue;
            limits.Add(fitting);
            break;
        }

        foreach (var shorter in limits.Reverse())
        {
            var then = sittings.Sum(sitting => sitting.Slots(shorter, changeover));
            yield return new CapacityOffer(Remedy.ShorterLimit, then >= statements, then, Math.Max(0, statements - then), LimitMinutes: shorter, MinutesNeeded: statements * (shorter + changeover));
        }

        var night = Capacity.Of(UsualMeeting, limit, changeover, mayRunOver: true);
        if (night > 0 && (statements - slots + night - 1) / night is var more and <= MostMeetings)
            yield return new CapacityOffer(Remedy.NightMeetings, true, slots + more * night, 0, Meetings: more);
        if (slots > 0 && (statements + slots - 1) / slots is var segments and <= MostMeetings)
            yield return new CapacityOffer(Remedy.ParallelSegments, true, segments * slots, 0, Segments: segments);
    }
}

/// <summary>Something that may be done when not all fit.</summary>
/// <param name="Remedy"></param>
/// <param name="Helps">True when all fit then.</param>
/// <param name="Slots">In all meetings together then.</param>
/// <param name="NotFitting">How many find no slot then.</param>
/// <param name="LimitMinutes">Of <see cref="Remedy.ShorterLimit"/>.</param>
/// <param name="MinutesNeeded">Of <see cref="Remedy.ShorterLimit"/>: all statements, each with its changeover.</param>
/// <param name="Meetings">Of <see cref="Remedy.NightMeetings"/>: how many more, of three hours each.</param>
/// <param name="Segments">Of <see cref="Remedy.ParallelSegments"/>: in how many halls at once.</param>
public sealed record CapacityOffer(
    Remedy Remedy, bool Helps, int Slots, int NotFitting, decimal? LimitMinutes = null, decimal? MinutesNeeded = null, int? Meetings = null, int? Segments = null);

/// <summary>What helps when more ask for the floor than there is time.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Remedy>))]
public enum Remedy
{
    ShorterLimit,

    /// <summary>More meetings, after the others.</summary>
    NightMeetings,

    /// <summary>The same hours in several halls, as in 2006 at the review on AIDS.</summary>
    ParallelSegments,
}
