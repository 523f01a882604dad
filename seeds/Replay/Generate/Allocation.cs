using Forum.Contracts.Registration;
using Forum.Replay.Data;

namespace Forum.Replay.Generate;

/// <summary>
/// An illustrative allocation, not the historical one: which States spoke, at which rank, and who sat at which round table, drawn so that
/// the totals of A/61/515, paras. 2-3, come out. The source names none of them, so nobody's name or place here is a fact but the Holy See's
/// as the one observer State, the IOM's as the related organization, and a seat at table 1 for Finland, whose minister chaired it.
/// </summary>
public static class Allocation
{
    public const string Label = "illustrative allocation, not the historical one";

    private const string Finland = "FIN";

    /// <summary>Any number will do, as long as it stays.</summary>
    private const ulong Seed = 20_060_914;

    /// <summary>States that sat at a round table and did not speak; the source does not say how many there were.</summary>
    private const int OnlyAtTables = 12;

    /// <summary>How many States ask for a seat at four tables, at three, at two; every other one that sits, at one.</summary>
    private const int AtFour = 3, AtThree = 5, AtTwo = 12;

    /// <summary>Seats of Member States at each table.</summary>
    private static readonly int[] StateSeats = [41, 41, 40, 40];

    public static IReadOnlyList<Participant> Make(IReadOnlyList<MemberState> states, IReadOnlyDictionary<string, int> totals)
    {
        var draw = new Draw(Seed);
        var coming = Ranked(draw, states, totals);
        var seats = Seats(draw, coming, totals["roundTableStateRepresentatives"]);
        var returning = coming.Last(state => state.Speaks && seats[state.Code].Count == 1 && state.Code != Finland).Code;
        var delegations = coming
            .Select(state => state with { Choices = seats[state.Code], Members = Math.Max(1, seats[state.Code].Count), Course = state.Code == returning ? Course.Returns : Course.Stays })
            .OrderBy(state => state.Code, StringComparer.Ordinal);
        return [.. delegations, .. Others(totals)];
    }

    /// <summary>The States that come, with the rank at which each speaks.</summary>
    private static List<Participant> Ranked(Draw draw, IReadOnlyList<MemberState> states, IReadOnlyDictionary<string, int> totals)
    {
        var ministers = totals["ministers"];
        var others = totals["otherOfficials"];
        (RankLevel Rank, string Title, int Count)[] ranks =
        [
            (RankLevel.VicePresident, "Vice-President", totals["vicePresidents"]),
            (RankLevel.ForeignMinister, "Minister for Foreign Affairs", ministers / 4),
            (RankLevel.Minister, "Minister", ministers - (ministers / 4)),
            (RankLevel.ViceMinister, "Vice-Minister", totals["viceMinisters"]),
            (RankLevel.PermanentRepresentative, "Permanent Representative", others / 2),
            (RankLevel.HeadOfDelegation, "Head of delegation", others / 3),
            (RankLevel.Other, "Representative", others - (others / 2) - (others / 3)),
        ];

        // Finland comes with a minister, who chairs table 1 (A/61/515, para. 4); that she speaks is as illustrative as the rest.
        var finland = states.Single(state => state.Code == Finland);
        var drawn = draw.Shuffle(states.Where(state => state != finland)).Take(totals["memberStatesSpoke"] + OnlyAtTables - 1).ToList();
        drawn.Insert(ranks.TakeWhile(rank => rank.Rank is not RankLevel.Minister).Sum(rank => rank.Count), finland);
        var speaking = ranks.SelectMany(rank => Enumerable.Repeat(rank, rank.Count)).Zip(drawn, (rank, state) => State(state, rank.Rank, rank.Title, speaks: true));
        var sitting = drawn.Skip(totals["memberStatesSpoke"]).Select(state => State(state, RankLevel.HeadOfDelegation, "Head of delegation", speaks: false));
        return [.. speaking, .. sitting];
    }

    /// <summary>The tables of each State, best first. Every wish can be met, whatever the order in which they come in.</summary>
    private static Dictionary<string, IReadOnlyList<int>> Seats(Draw draw, List<Participant> coming, int total)
    {
        var free = (int[])StateSeats.Clone();
        if (free.Sum() != total)
            throw new InvalidDataException($"The tables have {free.Sum()} seats of States and not {total}.");

        var once = total - (4 * AtFour) - (3 * AtThree) - (2 * AtTwo);
        var order = draw.Shuffle(coming.Where(state => state.Code != Finland && state.Speaks));
        // Whoever does not speak came for a table; who takes more than one seat is drawn.
        var asking = order.Take(AtFour + AtThree + AtTwo).Concat(coming.Where(state => state.Code == Finland || !state.Speaks)).Concat(order.Skip(AtFour + AtThree + AtTwo))
            .Take(AtFour + AtThree + AtTwo + once);
        var seats = coming.ToDictionary(state => state.Code, IReadOnlyList<int> (_) => []);
        foreach (var (index, state) in asking.Index())
        {
            var count = index switch { < AtFour => 4, < AtFour + AtThree => 3, < AtFour + AtThree + AtTwo => 2, _ => 1 };
            int[] tables = state.Code == Finland ? [1] : [.. draw.Shuffle([1, 2, 3, 4]).OrderByDescending(table => free[table - 1]).Take(count)];
            foreach (var table in tables)
                free[table - 1]--;
            seats[state.Code] = tables;
        }

        return free.All(left => left == 0) ? seats : throw new InvalidDataException($"Seats are left over: {string.Join(", ", free)}.");
    }

    /// <summary>Everybody but the Member States.</summary>
    private static IEnumerable<Participant> Others(IReadOnlyDictionary<string, int> totals)
    {
        yield return new Participant("VAT", null, ParticipantCategory.ObserverState, "Head of delegation", RankLevel.HeadOfDelegation, CredentialsState.Full, true, [], 1, Course.Stays);
        var entities = totals["entitiesSpoke"];
        for (var n = 1; n <= entities; n++)
            yield return Organization($"ENTITY-{n:00}", $"Entity {n} (not named in the source)", ParticipantCategory.StandingInviteeEntity, "Representative", speaks: true);
        var withdrawing = Organization($"ENTITY-{entities + 1:00}", $"Entity {entities + 1} (not in the source)", ParticipantCategory.StandingInviteeEntity, "Representative", speaks: true, 2);
        yield return withdrawing with { Course = Course.Withdraws };
        for (var n = 1; n <= totals["roundTableAgencies"]; n++)
            yield return Organization($"AGENCY-{n:00}", $"Agency {n} (not named in the source)", ParticipantCategory.UnSystemEntity, "Official", speaks: false, Table(n));
        for (var n = 1; n <= totals["roundTableRegionalCommissions"]; n++)
            yield return Organization($"COMMISSION-{n:00}", $"Regional commission {n} (not named in the source)", ParticipantCategory.RegionalCommission, "Executive Secretary", speaks: false, Table(n + 2));
        yield return Organization("IOM", "International Organization for Migration", ParticipantCategory.RelatedOrganization, "Director-General", speaks: false, 1);
        ParticipantCategory[] kinds = [ParticipantCategory.Ngo, ParticipantCategory.CivilSociety, ParticipantCategory.PrivateSector];
        for (var n = 1; n <= totals["roundTableCivilSociety"]; n++)
            yield return Organization($"CIVIL-{n:00}", $"Civil society entity {n} (not named in the source)", kinds[n % kinds.Length], "Representative", speaks: false, Table(n));
    }

    private static int Table(int n) => ((n - 1) % StateSeats.Length) + 1;

    private static Participant State(MemberState state, RankLevel rank, string title, bool speaks) =>
        new(state.Code, null, ParticipantCategory.MemberState, title, rank, CredentialsState.Full, speaks, [], 1, Course.Stays);

    private static Participant Organization(string code, string name, ParticipantCategory category, string title, bool speaks, params int[] choices) =>
        new(code, name, category, title, RankLevel.Other, CredentialsState.None, speaks, choices, 1, Course.Stays);
}
