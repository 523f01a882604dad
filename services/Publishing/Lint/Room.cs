using System.Collections.Frozen;
using System.Text;
using Forum.Contracts.Registration;
using Forum.Publishing.Proceedings;

namespace Forum.Publishing.Lint;

/// <summary>A delegation as others in the room could describe it.</summary>
/// <param name="Participant">Its code; two presences of one code are one delegation.</param>
/// <param name="Category"></param>
/// <param name="Rank">Of its speaker in plenary; null at a round table, where it is not known.</param>
/// <param name="RoundTable">Null for the plenary.</param>
public sealed record Presence(string Participant, ParticipantCategory Category, RankLevel? Rank, int? RoundTable);

/// <summary>Who was in the rooms of an edition, and who is known there by name: what a reader could put together with a text.</summary>
/// <param name="Present">At round tables and among the speakers in plenary.</param>
/// <param name="People">Officers and others who act in public, by name.</param>
public sealed record Room(IReadOnlyList<Presence> Present, IReadOnlyList<string> People)
{
    /// <summary>Of fewer delegations than this nobody may be told by what is said of them (rule M5).</summary>
    public const int Least = 3;

    /// <summary>Nobody is known.</summary>
    public static Room Empty { get; } = new([], []);

    private static readonly FrozenDictionary<string, string> Groups = ReadGroups();

    public static Room Of(Course course)
    {
        var tables = course.RoundTables.ToDictionary(table => table.Id, table => table.Number);
        return new Room(
            [
                .. course.TakenSeats().Select(seat => new Presence(seat.Participant, seat.Category, Rank: null, tables[seat.RoundTableId])),
                .. course.Speakers().Select(speaker => new Presence(speaker.Participant!, speaker.Category ?? ParticipantCategory.MemberState, speaker.Rank, RoundTable: null)),
            ],
            [.. course.Offices.SelectMany(office => office.Holders.Concat(office.Left.Select(left => left.Name))).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>How many delegations fit a description; what is null leaves it open.</summary>
    /// <param name="group">Regional group of 2006, e.g. <c>AFRICAN</c>.</param>
    public int Count(IReadOnlyCollection<ParticipantCategory>? categories, IReadOnlyCollection<RankLevel>? ranks, int? roundTable, string? group = null) => Present
        .Where(presence => categories is null || categories.Contains(presence.Category))
        .Where(presence => ranks is null || (presence.Rank is { } rank && ranks.Contains(rank)))
        .Where(presence => roundTable is null || presence.RoundTable == roundTable)
        .Where(presence => group is null || GroupOf(presence.Participant) == group)
        .Select(presence => presence.Participant)
        .Distinct(StringComparer.Ordinal)
        .Count();

    /// <summary>The regional group that a State belonged to in September 2006; null for others.</summary>
    public static string? GroupOf(string participant) => Groups.GetValueOrDefault(participant);

    /// <summary>True for the code of a Member State of 2006.</summary>
    public static bool IsStatesCode(string code) => Groups.ContainsKey(code);

    private static FrozenDictionary<string, string> ReadGroups()
    {
        using var stream = typeof(Room).Assembly.GetManifestResourceStream("groups-2006.csv") ?? throw new InvalidOperationException("groups-2006.csv is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))
            .ToFrozenDictionary(line => line[0], line => line[1], StringComparer.Ordinal);
    }
}
