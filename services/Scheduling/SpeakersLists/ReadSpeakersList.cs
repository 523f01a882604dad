using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>The speakers' list as it is called, each with the key that placed it.</summary>
/// <param name="Seed">By which lots are drawn; null when none was published. How, says <see cref="PublishSeed"/>.</param>
/// <param name="ClosesAt">From when on requests are late, on the edition's clock; null when that was not announced.</param>
/// <param name="SlotsConfirmed">True when who has a slot keeps it; false when a request may still move others, or there are no slots.</param>
/// <param name="Plan">How time is given to speakers; null while nobody has said.</param>
/// <param name="Items">The openers, then the debate by meeting and slot, then who waits for a slot.</param>
/// <param name="Late">Requests that were received after the list was closed and wait for the chair's leave, by receipt.</param>
public sealed record ListOfSpeakers(
    Guid EditionId, long Version, string? Seed, DateTimeOffset? ClosesAt, bool SlotsConfirmed, PlanOnList? Plan, IReadOnlyList<ListedSpeaker> Items, IReadOnlyList<LateRequest> Late)
{
    public static ListOfSpeakers Of(SpeakersList list)
    {
        Entry[] entries = [.. list.InOrder()];
        return new ListOfSpeakers(
            list.Id,
            list.Version,
            list.Seed,
            list.ClosesAt,
            list.ConfirmedAt is not null,
            list.Plan is { } plan ? PlanOnList.Of(plan, list) : null,
            [.. entries.Where(entry => !list.AwaitsLeave(entry)).Select((entry, index) => ListedSpeaker.Of(list, index + 1, entry))],
            [.. entries.Where(list.AwaitsLeave).Select(LateRequest.Of)]);
    }
}

/// <summary>How the time of the meetings is given to speakers.</summary>
/// <param name="LimitMinutes">Minutes of a statement.</param>
/// <param name="ChangeoverMinutes">Minutes between two statements.</param>
/// <param name="GroupLimitMinutes">Minutes of a statement on behalf of a group; null when groups get no longer time.</param>
/// <param name="Meetings">By start.</param>
/// <param name="Capacity">Whether all who stand on the list fit.</param>
public sealed record PlanOnList(decimal LimitMinutes, decimal ChangeoverMinutes, decimal? GroupLimitMinutes, IReadOnlyList<MeetingOnList> Meetings, CapacityVerdict Capacity)
{
    internal static PlanOnList Of(ListPlan plan, SpeakersList list) => new(
        plan.LimitMinutes,
        plan.ChangeoverMinutes,
        plan.GroupLimitMinutes,
        [.. plan.Sittings.Select(sitting => new MeetingOnList(sitting.MeetingId, sitting.Number, sitting.StartsAt, sitting.EndsAt, sitting.LostMinutes, sitting.MayRunOver, plan.SlotsIn(sitting)))],
        plan.VerdictFor(list));
}

/// <summary>A plenary meeting in which the debate is held.</summary>
/// <param name="StartsAt">With the venue's offset, as is the end.</param>
/// <param name="LostMinutes">Before the first statement of the debate.</param>
/// <param name="MayRunOver">True when the last statement may end after the meeting should.</param>
public sealed record MeetingOnList(Guid MeetingId, int Number, DateTimeOffset StartsAt, DateTimeOffset EndsAt, decimal LostMinutes, bool MayRunOver, int Slots);

/// <summary>A slot of a meeting.</summary>
/// <param name="Meeting">Number of the plenary meeting; null when it is not of the plan any more, as is the next.</param>
/// <param name="StartsAt">When it is expected to begin, with the venue's offset.</param>
/// <param name="Number">Among the slots of the meeting, from 1.</param>
/// <param name="Length">How many slots in a row it takes.</param>
public sealed record SlotOnList(Guid MeetingId, int? Meeting, int Number, int Length, DateTimeOffset? StartsAt)
{
    internal static SlotOnList? Of(ListPlan? plan, Slot? slot) =>
        slot is null ? null : new SlotOnList(slot.MeetingId, plan?.Find(slot.MeetingId)?.Number, slot.Number, slot.Length, plan?.StartOf(slot));
}

/// <summary>What placed a speaker, in words and part by part: of two speakers the first part in which they differ decides.</summary>
public sealed record KeyOnList(string InWords, SpeakerKey Parts);

/// <summary>A speaker on the list.</summary>
/// <param name="Position">Place in the order of the list, from 1.</param>
/// <param name="InscriptionId"></param>
/// <param name="Kind"></param>
/// <param name="Office">The office that opens; null for a participant.</param>
/// <param name="OfficeHolder">Null when not known, and for a participant.</param>
/// <param name="Participant">Code of the participant; null for an opener.</param>
/// <param name="Name">Official short name of the participant; null for an opener.</param>
/// <param name="Category"></param>
/// <param name="Rank"></param>
/// <param name="OnBehalfOf">Code of the group on whose behalf the statement is made; null when on its own.</param>
/// <param name="ReceivedAt">When the request was received, on the edition's clock.</param>
/// <param name="Key">What placed it; null for an opener, which is placed by hand.</param>
/// <param name="Slot">When it speaks or spoke; null while it waits for a slot, or there are none.</param>
/// <param name="Placed">True when it need not be where its key would have it: the chair placed it, or waived its rank in an exchange.</param>
/// <param name="LimitMinutes">Minutes that the statement may take; null when no limit is known.</param>
/// <param name="AbsentAt">When it was called last and was not there; null when that never happened.</param>
/// <param name="MeetingId">Where the statement was made; null before.</param>
/// <param name="DeliveredAt">When the statement was made, on the edition's clock; null before.</param>
public sealed record ListedSpeaker(
    int Position,
    Guid InscriptionId,
    StatementKind Kind,
    string? Office,
    string? OfficeHolder,
    string? Participant,
    string? Name,
    ParticipantCategory? Category,
    RankLevel? Rank,
    string? OnBehalfOf,
    DateTimeOffset ReceivedAt,
    KeyOnList? Key,
    SlotOnList? Slot,
    bool Placed,
    decimal? LimitMinutes,
    DateTimeOffset? AbsentAt,
    Guid? MeetingId,
    DateTimeOffset? DeliveredAt)
{
    internal static ListedSpeaker Of(SpeakersList list, int position, Entry entry) => new(
        position,
        entry.Inscription.Id,
        entry.Inscription.Kind,
        entry.Inscription.Office,
        entry.Inscription.OfficeHolder,
        entry.Inscription.Participant,
        entry.Inscription.Name,
        entry.Inscription.Category,
        entry.Inscription.Rank,
        entry.Inscription.OnBehalfOf,
        entry.Inscription.ReceivedAt,
        list.KeyOf(entry) is { } key ? new KeyOnList(key.InWords(), key) : null,
        SlotOnList.Of(list.Plan, entry.Slot),
        entry.AmongMembers || entry.Held?.Waived is true,
        entry.Inscription.Kind is StatementKind.Debate ? list.Plan?.LimitOf(entry) : null,
        entry.AbsentAt,
        entry.Statement?.MeetingId,
        entry.Statement?.At);
}

/// <summary>A request that was received after the list was closed.</summary>
public sealed record LateRequest(Guid InscriptionId, string Participant, string Name, ParticipantCategory Category, RankLevel Rank, DateTimeOffset ReceivedAt)
{
    internal static LateRequest Of(Entry entry) => new(
        entry.Inscription.Id,
        entry.Inscription.Participant!,
        entry.Inscription.Name!,
        entry.Inscription.Category!.Value,
        entry.Inscription.Rank!.Value,
        entry.Inscription.ReceivedAt);
}

/// <summary>The list is public.</summary>
public static class ReadSpeakersList
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/editions/{id:guid}/speakers-list", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var list = ListOfSpeakers.Of(await session.Require<SpeakersList>(id, ct));
                return new Versioned<ListOfSpeakers>(list, list.Version);
            })
            .AllowAnonymous()
            .WithName(nameof(ReadSpeakersList))
            .WithTags("Speakers' list");
}
