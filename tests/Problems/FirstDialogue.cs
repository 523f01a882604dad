using Forum.Contracts.Registration;
using Forum.Optimiser.Instances;
using Forum.Replay.Data;

namespace Forum.Problems;

/// <summary>
/// Seats at the four round tables of the first Dialogue, 14 and 15 September 2006, made of <c>seeds/first-dialogue</c>. <b>The wishes are illustrative, not the historical ones</b>: the source gives
/// totals only (A/61/515, paras. 2-4). Who asks for what starts from the illustrative allocation of <c>participants.csv</c>; further choices are drawn with a fixed seed for all 192 Member States, so that
/// every State wishes for two tables at least.
/// <para>The division of seats is borrowed from another event and says so: 40 to 45 participants a table, 5 to 10 of them from civil society, as at the AIDS review of May and June 2006 (60/224). The rules of
/// 2006 are not in the source. Tables 1 and 2 sit in the afternoon of 14 September and 3 and 4 in the morning of the 15th, in parallel with plenary meetings 2 and 3: two tables a half-day follow from the
/// totals, which ones is assumed.</para>
/// </summary>
public static class FirstDialogue
{
    public const string Name = "first Dialogue, illustrative wishes, seats as at the AIDS review of 2006";

    /// <summary>Any number will do, as long as it stays.</summary>
    private const ulong Seed = 20_060_914;

    /// <summary>The greatest number of participants that 60/224 names.</summary>
    private const int Capacity = 45;

    private static readonly string[] Tables = ["1", "2", "3", "4"];

    public static Instance Make()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "first-dialogue");
        var draw = new Draw(Seed);
        var states = Replay.Data.Table.Read(Path.Combine(folder, "member-states-2006.csv")).Rows;
        var coming = Replay.Data.Participant.Read(folder).ToDictionary(participant => participant.Code);
        var minutes = draw.Shuffle(Enumerable.Range(0, states.Count + coming.Count));
        List<Optimiser.Instances.Participant> participants = [.. states.Select((state, n) => State(draw, state["iso3"], Group(state["regional_group_2006"]), coming.GetValueOrDefault(state["iso3"]), minutes[n]))];
        participants.AddRange(coming.Values.Where(other => other.Category is not ParticipantCategory.MemberState && other.Choices.Count > 0 && other.Course is not Course.Withdraws)
            .OrderBy(other => other.Code, StringComparer.Ordinal).Select((other, n) => Other(other, minutes[states.Count + n])));
        return new()
        {
            Name = Name,
            Groups = Groups.Of2006,
            Participants = participants,
            // What civil society's floor leaves is shared out among the groups: 40 seats, 11/11/5/7/6. Seats that are not asked for are open to all, the cut-off having passed.
            Tables = [.. Tables.Select((id, n) => new Optimiser.Instances.Table { Id = id, Capacity = Capacity, Slot = n / 2, Quotas = Capacity - 5, CivilSocietyFloor = 5, CivilSocietyCeiling = 10, Held = id == "1" ? ["FIN"] : [] })],
            Policy = new() { Seed = 2006 },
        };
    }

    private static Optimiser.Instances.Participant State(Draw draw, string code, string? group, Replay.Data.Participant? coming, int minute)
    {
        var first = coming?.Choices.Select(table => $"{table}").ToList() ?? [];
        var others = draw.Shuffle(Tables.Except(first)).Take(Math.Max(first.Count < Tables.Length ? 1 : 0, 2 - first.Count));
        return new()
        {
            Id = code,
            Group = group,
            Seats = Math.Max(1, first.Count),
            // Who asks for several tables comes with somebody for each of them.
            People = Math.Max(1, coming?.Members ?? 1),
            Wishes = [.. first.Concat(others).Select(table => new Wish(table))],
            ReceivedAt = Received(minute),
        };
    }

    private static Optimiser.Instances.Participant Other(Replay.Data.Participant other, int minute) => new()
    {
        Id = other.Code,
        Kind = other.Category is ParticipantCategory.Ngo or ParticipantCategory.CivilSociety or ParticipantCategory.PrivateSector ? ParticipantKind.CivilSociety : ParticipantKind.Other,
        Seats = other.Choices.Count,
        People = other.Choices.Count,
        Wishes = [.. other.Choices.Select(table => new Wish($"{table}"))],
        ReceivedAt = Received(minute),
    };

    private static DateTimeOffset Received(int minute) => new DateTimeOffset(2006, 6, 1, 13, 0, 0, TimeSpan.Zero).AddMinutes(minute);

    private static string? Group(string code) => code switch
    {
        "AFRICAN" => "Africa",
        "ASIAN" => "Asia",
        "EASTERN_EUROPEAN" => "Eastern Europe",
        "GRULAC" => "GRULAC",
        "WEOG" => "WEOG",
        _ => null,
    };
}
