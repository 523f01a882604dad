using System.Collections.Frozen;
using System.Globalization;
using Forum.Contracts.Registration;

namespace Forum.Registration.Participants;

/// <summary>What somebody on the list of participants is to the United Nations.</summary>
public enum ParticipantStatus
{
    MemberState,
    ObserverState,

    /// <summary>Has a standing invitation, but is no State.</summary>
    Entity,
}

/// <summary>A line of the list: what holds of a participant in a span of days.</summary>
/// <param name="Code">ISO 3166-1 alpha-3 where there is one; otherwise a code of the forum's own.</param>
/// <param name="M49">UN M49 code, three digits.</param>
/// <param name="Name">Official short name, in English.</param>
/// <param name="Group">Regional group; null for who is in none.</param>
/// <param name="From">First day; null when it is not known, and then before any edition.</param>
/// <param name="To">Last day; null when it still holds.</param>
/// <param name="Provenance">Key of the source, in <c>participants.provenance.json</c>.</param>
public sealed record ListedParticipant(
    string Code, string M49, string Name, ParticipantStatus Status, RegionalGroup? Group, DateOnly? From, DateOnly? To, string Provenance, string Note)
{
    /// <summary>The one category in which it takes part.</summary>
    public ParticipantCategory Category => Status switch
    {
        ParticipantStatus.MemberState => ParticipantCategory.MemberState,
        ParticipantStatus.ObserverState => ParticipantCategory.ObserverState,
        ParticipantStatus.Entity => ParticipantCategory.StandingInviteeEntity,
    };

    public bool HoldsOn(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);
}

/// <summary>
/// The Member States, observer States and entities, as of any day: 192 Members on 14 September 2006. Organizations that take part are not on it.
/// Status is asked as of a date and never as of today. The names are those of 2006.
/// </summary>
public static class ParticipantList
{
    private static readonly ListedParticipant[] Lines = [.. Read()];
    private static readonly FrozenDictionary<string, ListedParticipant[]> ByCode = Lines.GroupBy(line => line.Code).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    public static IReadOnlyList<ListedParticipant> All => Lines;

    public static ListedParticipant? Find(string code, DateOnly asOf) =>
        ByCode.TryGetValue(code, out var lines) ? Array.Find(lines, line => line.HoldsOn(asOf)) : null;

    /// <summary>True when the code is on the list on some day, if not on the one asked for.</summary>
    public static bool Knows(string code) => ByCode.ContainsKey(code);

    /// <summary>By code.</summary>
    public static IReadOnlyList<ListedParticipant> AsOf(DateOnly day) => [.. Lines.Where(line => line.HoldsOn(day))];

    private static IEnumerable<ListedParticipant> Read()
    {
        using var reader = new StreamReader(typeof(ParticipantList).Assembly.GetManifestResourceStream("participants.csv")!);
        reader.ReadLine();
        while (reader.ReadLine() is { } text)
        {
            // The file is our own: no cell holds a comma or a quote.
            var cells = text.Split(',');
            yield return new ListedParticipant(
                cells[0], cells[1], cells[2], Enum.Parse<ParticipantStatus>(cells[3]), cells[4].Length == 0 ? null : Enum.Parse<RegionalGroup>(cells[4]), Day(cells[5]), Day(cells[6]), cells[7], cells[8]);
        }
    }

    private static DateOnly? Day(string cell) => cell.Length == 0 ? null : DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
