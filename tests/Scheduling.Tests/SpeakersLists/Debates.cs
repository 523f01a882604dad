using System.Collections.Immutable;
using Forum.Contracts.Registration;
using Forum.Hosting.Store;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.SpeakersLists;
using Meeting = Forum.Scheduling.Meetings.Meeting;

namespace Forum.Scheduling.Tests.SpeakersLists;

/// <summary>Speakers' lists to test with, and short words for what happens to them.</summary>
internal static class Debates
{
    public const string Seed = "drawn in public";

    /// <summary>Early on the first day, before any slot.</summary>
    public static readonly DateTimeOffset Before = Dialogue.Summer(14, 8);

    /// <summary>The four plenary meetings of the first Dialogue: two days, morning and afternoon, three hours each.</summary>
    public static ImmutableArray<Meeting> Plenaries { get; } =
        [Plenary(1, 14, 10), Plenary(2, 14, 15), Plenary(3, 15, 10), Plenary(4, 15, 15)];

    /// <summary>A list on which nobody stands.</summary>
    public static SpeakersList Empty { get; } = new SpeakersList().Evolve(new SpeakersListOpened(Dialogue.Id, Seed));

    public static FloorRequest Asks(
        string participant,
        int minute,
        RankLevel rank = RankLevel.Minister,
        ParticipantCategory category = ParticipantCategory.MemberState,
        int[]? prefers = null,
        string? onBehalfOf = null) =>
        new(IdOf(participant), participant, $"State {participant}", category, null, rank, Dialogue.Noon.AddMinutes(minute)) { Preferences = [.. prefers ?? []], OnBehalfOf = onBehalfOf };

    public static SpeakersList Then(this SpeakersList list, params IEnumerable<object> events) => events.Aggregate(list, (state, e) => state.Evolve(e));

    public static SpeakersList Hears(this SpeakersList list, params FloorRequest[] requests) =>
        requests.Aggregate(list, (state, asked) => state.Then(state.Follow(asked.DelegationId, asked, Guid.CreateVersion7(), Before)));

    public static SpeakersList Withdraws(this SpeakersList list, string participant) => list.Then(list.Follow(IdOf(participant), null, Guid.CreateVersion7(), Before));

    /// <summary>Slots of 7 minutes in the first meetings, of which the first loses so many minutes.</summary>
    public static SpeakersList Planned(this SpeakersList list, decimal limit = 7, int meetings = 4, decimal lost = 0, decimal? groups = null) =>
        list.Then(Plan(limit, meetings, lost, groups).Decide(list, Plenaries, Dialogue.Known, Before));

    public static PlanSpeakersList Plan(decimal limit = 7, int meetings = 4, decimal lost = 0, decimal? groups = null) => new()
    {
        LimitMinutes = limit,
        GroupLimitMinutes = groups,
        Meetings = [.. Enumerable.Range(1, meetings).Select(number => new MeetingOfDebate { Number = number, LostMinutes = number == 1 ? lost : 0 })],
    };

    public static SpeakersList Confirmed(this SpeakersList list) => list.Then(new ConfirmSlots().Decide(list, Before));

    public static SpeakersList Delivers(this SpeakersList list, string participant) =>
        list.Then(list.Settle([new Scheduling.SpeakersLists.StatementDelivered(list.Of(participant)!.Inscription, list.Of(participant)!.Slot?.MeetingId ?? Plenaries[0].Id, Dialogue.Summer(14, 11))], Before));

    public static Guid InscriptionOf(this SpeakersList list, string participant) => list.Of(participant)!.Inscription.Id;

    /// <summary>Meeting and slot, e.g. "1/3"; "-" when it waits.</summary>
    public static string PlaceOf(this SpeakersList list, string participant) =>
        list.InOrder().Single(entry => entry.Inscription.Participant == participant).Slot is { } slot ? $"{list.Plan!.Find(slot.MeetingId)?.Number}/{slot.Number}" : "-";

    public static IEnumerable<string> Order(this SpeakersList list) => list.InOrder().Select(entry => entry.Inscription.Office ?? entry.Inscription.Participant!);

    public static string RefusedBy(Action decide) => Should.Throw<Refusal>(decide).Code;

    public static string RefusedBy(Func<IEnumerable<object>> decide) => RefusedBy(() => { _ = decide().ToArray(); });

    public static Guid IdOf(string participant) => new(participant.Aggregate(17, (hash, letter) => hash * 31 + letter), 0, 0, new byte[8]);

    private static Meeting Plenary(int number, int day, int hour) => new()
    {
        Id = new Guid(number, 1, 1, new byte[8]),
        Entry = Dialogue.Entry(Dialogue.FirstPlenary with { Number = number, StartsAt = Dialogue.Summer(day, hour), EndsAt = Dialogue.Summer(day, hour + 3) }),
    };
}
