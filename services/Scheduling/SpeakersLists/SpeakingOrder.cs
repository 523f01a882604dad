using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Forum.Contracts.Registration;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>
/// By whom the floor is taken, in this order. Heads of State, Vice-Presidents, Crown Princes and Heads of Government stand equal here;
/// protocol, which ranks them, is another order.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<SpeakingCategory>))]
public enum SpeakingCategory
{
    HeadsOfStateAndGovernment = 1,
    DeputyHeadsOfGovernment,
    Ministers,
    ViceMinisters,
    OtherHeadsOfDelegation,
}

/// <summary>The parts of the debate: Members first, then those who observe.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PartOfDebate>))]
public enum PartOfDebate
{
    Members,
    ObserverStates,

    /// <summary>Entities and organizations.</summary>
    Entities,
}

/// <summary>What placed a speaker: the first of these in which two differ decides between them.</summary>
/// <param name="Part">Those who observe speak after the Members, unless the chair lets them speak among them.</param>
/// <param name="CategoryNumber">The category as a number, from 1.</param>
/// <param name="Preference">Which of the preferred meetings it has, from 1; without slots, 1 when it named any. Null when it has none of them, or any will do: those come after.</param>
/// <param name="PreferredMeeting">Number of that meeting; null as <paramref name="Preference"/> is.</param>
/// <param name="AbsentAt">Who was called and was not there comes after the rest of the category; null when it was not.</param>
/// <param name="ReceivedAt">On the edition's clock.</param>
/// <param name="Lot">Drawn by the list's seed and the participant's code; null when no seed was published, and the code decides.</param>
public sealed record SpeakerKey(
    PartOfDebate Part,
    SpeakingCategory Category,
    int CategoryNumber,
    int? Preference,
    int? PreferredMeeting,
    DateTimeOffset? AbsentAt,
    DateTimeOffset ReceivedAt,
    int? Lot)
{
    /// <summary>The key in words, e.g. "category 1, 2nd preference, received 2006-06-01 09:00:00.000 UTC, lot 4711".</summary>
    public string InWords() => string.Join(
        ", ",
        new[]
        {
            Part switch { PartOfDebate.Members => null, PartOfDebate.ObserverStates => "observer State", PartOfDebate.Entities => "entity" },
            $"category {CategoryNumber}",
            Preference is { } preference ? $"{Ordinal(preference)} preference" : null,
            AbsentAt is null ? null : "was absent when called",
            string.Create(CultureInfo.InvariantCulture, $"received {ReceivedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff} UTC"),
            Lot is { } lot ? $"lot {lot}" : null,
        }.OfType<string>());

    private static string Ordinal(int number) => number switch { 1 => "1st", 2 => "2nd", 3 => "3rd", _ => string.Create(CultureInfo.InvariantCulture, $"{number}th") };
}

/// <summary>In which order speakers are called: by part of the debate and rank, by preferred meeting, by receipt, by lot.</summary>
public static class SpeakingOrder
{
    private const int Levels = 10;

    public static SpeakingCategory CategoryOf(RankLevel rank) => rank switch
    {
        RankLevel.HeadOfState or RankLevel.VicePresident or RankLevel.CrownPrince or RankLevel.HeadOfGovernment => SpeakingCategory.HeadsOfStateAndGovernment,
        RankLevel.DeputyHeadOfGovernment => SpeakingCategory.DeputyHeadsOfGovernment,
        RankLevel.ForeignMinister or RankLevel.Minister => SpeakingCategory.Ministers,
        RankLevel.ViceMinister => SpeakingCategory.ViceMinisters,
        RankLevel.HeadOfDelegation or RankLevel.PermanentRepresentative or RankLevel.Other => SpeakingCategory.OtherHeadsOfDelegation,
    };

    public static PartOfDebate PartOf(ParticipantCategory category) => category switch
    {
        ParticipantCategory.MemberState => PartOfDebate.Members,
        ParticipantCategory.ObserverState => PartOfDebate.ObserverStates,
        ParticipantCategory.StandingInviteeEntity or ParticipantCategory.UnSystemEntity or ParticipantCategory.RegionalCommission or ParticipantCategory.RelatedOrganization
            or ParticipantCategory.Ngo or ParticipantCategory.CivilSociety or ParticipantCategory.PrivateSector => PartOfDebate.Entities,
    };

    /// <summary>Where the speaker stands by part and category alone, as one number: who has a smaller one speaks before.</summary>
    public static int Level(this Entry entry) => (int)entry.Part() * Levels + (int)entry.RankCategory();

    public static bool Observes(int level) => level > Levels;

    public static SpeakingCategory RankCategory(this Entry entry) => CategoryOf(entry.Inscription.Rank ?? RankLevel.Other);

    public static PartOfDebate Part(this Entry entry) => entry.AmongMembers || entry.Inscription.Category is not { } category ? PartOfDebate.Members : PartOf(category);

    /// <summary>
    /// The lot of a participant, from 0 to 999,999; the smaller one comes first. It is the first four bytes of SHA-256 over the UTF-8 of <c>seed/code</c>, read as
    /// a big-endian number, modulo 1,000,000. The seed is public before anybody is inscribed and nobody chooses its code, so that everybody can draw all lots again.
    /// </summary>
    /// <param name="participant">Code of the participant, e.g. <c>FRA</c>.</param>
    public static int Lot(string seed, string participant) =>
        (int)(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{participant}"))) % 1_000_000);

    /// <summary>What places the speaker on the list; null for an opener, which is placed by hand.</summary>
    public static SpeakerKey? KeyOf(this SpeakersList list, Entry entry)
    {
        if (entry.Inscription is not { Kind: Contracts.Scheduling.StatementKind.Debate, Participant: { } participant } inscription)
            return null;
        var number = entry.Slot is { } slot ? list.Plan?.Find(slot.MeetingId)?.Number : null;
        var preference = list.Plan is null ? (inscription.Preferences is [_, ..] ? 0 : -1) : number is { } held ? inscription.Preferences.IndexOf(held) : -1;
        return new SpeakerKey(
            entry.Part(),
            entry.RankCategory(),
            (int)entry.RankCategory(),
            preference < 0 ? null : preference + 1,
            preference < 0 ? null : inscription.Preferences[preference],
            entry.AbsentAt,
            inscription.ReceivedAt,
            list.Seed is { } seed ? Lot(seed, participant) : null);
    }

    /// <summary>Orders the debate by the whole key.</summary>
    public static IOrderedEnumerable<Entry> ByKey(this IEnumerable<Entry> debate, SpeakersList list) => debate
        .OrderBy(Level)
        .ThenBy(entry => entry.AbsentAt ?? DateTimeOffset.MinValue)
        .ThenBy(entry => list.KeyOf(entry)?.Preference ?? int.MaxValue)
        .ThenBy(entry => list.KeyOf(entry)?.PreferredMeeting ?? int.MaxValue)
        .ThenByReceipt(list);

    /// <summary>Orders who stands equal otherwise: by receipt, of two at the same instant by lot, of two with the same lot by code.</summary>
    public static IOrderedEnumerable<Entry> ThenByReceipt(this IOrderedEnumerable<Entry> entries, SpeakersList list) => entries
        .ThenBy(entry => entry.Inscription.ReceivedAt)
        .ThenBy(entry => list.Seed is { } seed ? Lot(seed, entry.Inscription.Participant ?? "") : 0)
        .ThenBy(entry => entry.Inscription.Participant, StringComparer.Ordinal)
        .ThenBy(entry => entry.Inscription.DelegationId);
}
