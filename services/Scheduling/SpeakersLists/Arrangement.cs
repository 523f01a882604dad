using System.Runtime.InteropServices;
using Forum.Contracts.Scheduling;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>
/// Who is due which slot, as a function of the list alone: whatever order the same requests become known in, everybody ends in the same slot.
/// <para>
/// Who keeps a slot has it, as long as its level is the one for which it was given. All others are placed one after the other, by level; at each level first those whose first
/// preference can be honoured, then the second, and so on, then whoever has no preference or none that can be; among equals by receipt, then by lot. A speaker is placed where
/// the levels of the meeting go on in their order; when there is no such slot, behind those of its level, where it overtakes nobody. Whoever finds no slot waits.
/// A delegation that had withdrawn and came back is placed behind all of its level first, and in a slot before them only when there is no other.
/// </para>
/// </summary>
public sealed class Arrangement
{
    private readonly SpeakersList list;
    private readonly ListPlan plan;
    private readonly DateTimeOffset? now;
    private readonly Dictionary<Guid, Place[]> meetings;
    private readonly Dictionary<Guid, Slot> due = [];
    private readonly Slot[] gone;

    private Arrangement(SpeakersList list, ListPlan plan, DateTimeOffset? now)
    {
        (this.list, this.plan, this.now) = (list, plan, now);
        meetings = plan.Sittings.ToDictionary(sitting => sitting.MeetingId, sitting => new Place[plan.SlotsIn(sitting)]);
        gone = [.. list.Entries.Select(entry => entry.Statement is null ? entry.Missed : entry.Slot).OfType<Slot>()];
    }

    /// <summary>The list with the slots that are due: as they are once confirmed, and as everybody would have them now before.</summary>
    public static SpeakersList Seen(SpeakersList list)
    {
        if (list.Plan is null || list.ConfirmedAt is not null)
            return list;
        var slots = Of(list, null);
        return list with { Entries = [.. list.Entries.Select(entry => entry.Statement is null ? entry with { Slot = slots.GetValueOrDefault(entry.Inscription.Id) } : entry)] };
    }

    /// <summary>What moves so that everybody has what is due.</summary>
    public static IEnumerable<object> Moves(SpeakersList list, DateTimeOffset? now) =>
        list.ConfirmedAt is null || list.Plan is not { } plan ? [] : Moves(list, plan, Of(list, now), kept: false);

    /// <summary>What is to happen so that everybody keeps the slot that is due.</summary>
    /// <param name="anew">True when nobody keeps what it had, but for who spoke.</param>
    public static IEnumerable<object> Confirm(SpeakersList list, bool anew, DateTimeOffset? now)
    {
        var before = anew ? list with { Entries = [.. list.Entries.Select(entry => entry.Statement is null ? entry with { Held = null } : entry)] } : list;
        return list.Plan is not { } plan ? [] : Moves(list, plan, Of(before, now), kept: true);
    }

    /// <summary>Nobody is put into a slot before it is empty.</summary>
    private static IEnumerable<object> Moves(SpeakersList list, ListPlan plan, IReadOnlyDictionary<Guid, Slot> slots, bool kept)
    {
        var moving = list.Entries
            .Where(entry => entry.Inscription.Kind is StatementKind.Debate && entry.Statement is null)
            .Where(entry => slots.GetValueOrDefault(entry.Inscription.Id) is var slot && (slot != entry.Slot || (kept && slot is not null && (entry.Held?.Slot != slot || entry.Held.Level != entry.Level()))))
            .OrderBy(entry => slots.GetValueOrDefault(entry.Inscription.Id) is { } slot ? plan.StartOf(slot) : DateTimeOffset.MinValue)
            .ToList();
        var taken = list.Entries.Where(entry => entry.Slot is not null).ToDictionary(entry => entry.Inscription.Id, entry => entry.Slot!);
        while (moving.Count > 0)
        {
            var next = moving.Find(entry => slots.GetValueOrDefault(entry.Inscription.Id) is not { } slot || taken.All(held => held.Key == entry.Inscription.Id || !held.Value.Meets(slot)));
            // All wait for one another: one makes room first.
            var (entry, slot) = next is null ? (moving.First(waiting => taken.ContainsKey(waiting.Inscription.Id)), null) : (next, slots.GetValueOrDefault(next.Inscription.Id));
            if (slot is null)
            {
                yield return new SlotVacated(entry.Inscription, taken[entry.Inscription.Id]);
                taken.Remove(entry.Inscription.Id);
            }
            else
            {
                yield return new SlotAssigned(entry.Inscription, slot, plan.StartOf(slot)!.Value, kept, entry.Level(), entry.Held?.Waived is true && entry.Held.Slot == slot);
                taken[entry.Inscription.Id] = slot;
            }

            if (next is not null)
                moving.Remove(next);
        }
    }

    /// <summary>Who is due which slot; who is not among them waits.</summary>
    public static IReadOnlyDictionary<Guid, Slot> Of(SpeakersList list, DateTimeOffset? now)
    {
        if (list.Plan is not { } plan)
            return new Dictionary<Guid, Slot>();
        var arrangement = new Arrangement(list, plan, now);
        arrangement.Arrange();
        return arrangement.due;
    }

    /// <summary>True when the speaker may be in this slot by its rank, everybody else being where the list has them.</summary>
    /// <param name="without">Inscriptions of who is not to be looked at, for they move, too.</param>
    public static bool IsLegal(SpeakersList list, Entry entry, Slot slot, params Guid[] without)
    {
        var arrangement = new Arrangement(list, list.Plan!, null);
        foreach (var other in list.Entries.Where(other => other.Slot is not null && other.Inscription.Id != entry.Inscription.Id && !without.Contains(other.Inscription.Id)))
            arrangement.Take(other, other.Slot!, IsWaived(other, other.Slot!));
        return arrangement.Fit(entry.Level(), slot) is Fitting.InOrder;
    }

    /// <summary>True when the meeting has this slot, nobody is in it, and it is not gone by.</summary>
    public static bool IsFree(SpeakersList list, Slot slot, Guid forInscription, DateTimeOffset? now)
    {
        var arrangement = new Arrangement(list, list.Plan!, now);
        foreach (var other in Seen(list).Entries.Where(other => other.Slot is not null && other.Inscription.Id != forInscription))
            arrangement.Take(other, other.Slot!, waived: false);
        return arrangement.IsFree(slot) && !arrangement.IsGone(slot, null);
    }

    private void Arrange()
    {
        Entry[] debate = [.. list.Entries.Where(entry => entry.Inscription.Kind is StatementKind.Debate && !list.AwaitsLeave(entry))];
        foreach (var spoken in debate.Where(entry => entry is { Statement: not null, Slot: not null }))
            Take(spoken, spoken.Slot!, IsWaived(spoken, spoken.Slot!));

        // A slot that was given goes before what its speaker, having more time now, would need beside it.
        var floating = debate.Where(entry => entry.Statement is null && !Keep(entry, entry.Held is { } held && (held.Waived || held.Level == entry.Level()) && held.Slot.Length == plan.SlotsFor(entry) ? held.Slot : null)).ToList();
        floating.RemoveAll(entry => Keep(entry, entry.Held is { } held && (held.Waived || held.Level == entry.Level()) ? held.Slot with { Length = plan.SlotsFor(entry) } : null));
        // Who waits in a slot that should have begun is called next, and not moved by the clock.
        floating.RemoveAll(entry => entry.Slot is { } slot && now >= plan.StartOf(slot) && slot.Length == plan.SlotsFor(entry) && !WasCalled(slot, entry) && Keep(entry, slot));

        foreach (var equals in floating.GroupBy(entry => entry.Level()).OrderBy(level => level.Key))
        {
            Entry[] inTurn = [.. equals.OrderBy(entry => entry.AbsentAt ?? DateTimeOffset.MinValue).ThenByReceipt(list)];
            for (var preference = 0; preference < inTurn.Max(entry => entry.Inscription.Preferences.Count); preference++)
            {
                foreach (var entry in inTurn.Where(entry => entry.Missed is null && entry.Inscription.Preferences.Count > preference && !due.ContainsKey(entry.Inscription.Id)))
                {
                    // Who changed its level goes by its meeting first.
                    if (entry.Held is null)
                        _ = Put(entry, Fitting.InOrder, plan.Sittings.Where(sitting => sitting.Number == entry.Inscription.Preferences[preference]), last: entry.Inscription.Returned);
                }
            }

            foreach (var entry in inTurn.Where(entry => !due.ContainsKey(entry.Inscription.Id)))
                _ = (entry.Inscription.Returned && Put(entry, Fitting.InOrder, MeetingsFor(entry), last: true)) || Put(entry, Fitting.InOrder, MeetingsFor(entry)) || Stay(entry) || Put(entry, Fitting.Behind, MeetingsFor(entry));
        }
    }

    private bool Keep(Entry entry, Slot? slot)
    {
        if (slot is null || !IsFree(slot))
            return false;
        Take(entry, slot, IsWaived(entry, slot));
        return true;
    }

    /// <summary>True when the speaker need not be in this slot by its rank. That was said of the slot, and does not go with the speaker into another.</summary>
    private static bool IsWaived(Entry entry, Slot slot) => entry.Held is { Waived: true, Slot: var held } && held.MeetingId == slot.MeetingId && held.Number == slot.Number;

    /// <summary>Where it would be, best first: its own meeting when it had one, then those that it prefers, then all others; after an absence simply the next.</summary>
    private IEnumerable<PlannedSitting> MeetingsFor(Entry entry) => entry.Missed is not null
        ? plan.Sittings
        : plan.Sittings
            .OrderBy(sitting => sitting.MeetingId != entry.Held?.Slot.MeetingId)
            .ThenBy(sitting => entry.Inscription.Preferences.IndexOf(sitting.Number) is var at && at < 0 ? int.MaxValue : at);

    /// <summary>Whoever has risen keeps the slot that it had, rather than to get a later one behind others.</summary>
    private bool Stay(Entry entry)
    {
        if (entry.Held is not { } held || held.Slot with { Length = plan.SlotsFor(entry) } is not { } slot || !IsFree(slot) || Fit(entry.Level(), slot) is Fitting.Overtaking)
            return false;
        Take(entry, slot, waived: false);
        return true;
    }

    /// <param name="last">True when it is to come after everybody of its level.</param>
    private bool Put(Entry entry, Fitting needed, IEnumerable<PlannedSitting> sittings, bool last = false)
    {
        var length = plan.SlotsFor(entry);
        var after = last ? LastOf(entry.Level()) : null;
        foreach (var sitting in sittings)
        {
            for (var number = 1; number + length - 1 <= meetings[sitting.MeetingId].Length; number++)
            {
                var slot = new Slot(sitting.MeetingId, number, length);
                if (plan.StartOf(slot) < after || !IsFree(slot) || IsGone(slot, entry) || Fit(entry.Level(), slot) is var fitting && fitting != needed)
                    continue;
                Take(entry, slot, waived: false);
                return true;
            }
        }

        return false;
    }

    /// <summary>When the last slot begins that is taken at this level; null when none is.</summary>
    private DateTimeOffset? LastOf(int level) => meetings
        .SelectMany(meeting => meeting.Value.Index().Where(place => place.Item.Level == level).Select(place => plan.StartOf(new Slot(meeting.Key, place.Index + 1))))
        .Max();

    private void Take(Entry entry, Slot slot, bool waived)
    {
        if (!meetings.TryGetValue(slot.MeetingId, out var places))
            return;
        for (var number = slot.Number; number <= slot.Last() && number <= places.Length; number++)
            places[number - 1] = new Place(entry.Inscription.Id, waived ? null : entry.Level());
        if (entry.Statement is null)
            due[entry.Inscription.Id] = slot;
    }

    private bool IsFree(Slot slot) =>
        meetings.TryGetValue(slot.MeetingId, out var places) && slot.Number >= 1 && slot.Last() <= places.Length
        && places[(slot.Number - 1)..slot.Last()].All(place => place.Inscription is null);

    /// <summary>True when the slot should have begun, or the list has been called beyond it.</summary>
    private bool IsGone(Slot slot, Entry? entry) => now >= plan.StartOf(slot) || WasCalled(slot, entry);

    private bool WasCalled(Slot slot, Entry? entry)
    {
        var sitting = plan.Find(slot.MeetingId)!;
        return gone.Any(called => called.MeetingId == slot.MeetingId ? called.Number >= slot.Number : plan.Find(called.MeetingId) is { } other && other.StartsAt >= sitting.EndsAt)
            || (entry?.Missed is { } missed && plan.Find(missed.MeetingId) is { } then && then.MeetingId != sitting.MeetingId && then.StartsAt >= sitting.StartsAt);
    }

    private Fitting Fit(int level, Slot slot)
    {
        var places = meetings[slot.MeetingId];
        var fitting = Fitting.InOrder;
        for (var at = 0; at < places.Length; at++)
        {
            if (places[at].Level is not { } other)
                continue;
            if (at + 1 > slot.Last() && other < level)
                return Fitting.Overtaking;
            if (at + 1 < slot.Number && other > level)
                fitting = Fitting.Behind;
        }

        // Members before those who observe, over all meetings.
        if (fitting is Fitting.InOrder && plan.Find(slot.MeetingId) is { } sitting)
        {
            var observes = SpeakingOrder.Observes(level);
            foreach (var other in plan.Sittings.Where(other => observes ? other.StartsAt > sitting.StartsAt : other.StartsAt < sitting.StartsAt))
            {
                if (meetings[other.MeetingId].Any(place => place.Level is { } there && SpeakingOrder.Observes(there) != observes))
                    return Fitting.Behind;
            }
        }

        return fitting;
    }

    /// <summary>Who is in a slot, and at which level; without a level it is not looked at, for it need not be there by rank.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(Guid? Inscription, int? Level);

    private enum Fitting
    {
        /// <summary>All before are of its level or speak before it anyway, and all after speak after it.</summary>
        InOrder,

        /// <summary>Somebody of a later level speaks before; only the speaker itself is the worse for it.</summary>
        Behind,

        /// <summary>Somebody of an earlier level would speak after.</summary>
        Overtaking,
    }
}
