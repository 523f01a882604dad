using System.Collections.Immutable;
using Forum.Contracts.Scheduling;
using Forum.Scheduling.Releases;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>The speakers of a meeting as a release of the programme publishes them.</summary>
public static class ReleasedSpeakers
{
    /// <summary>
    /// Who speaks at the meeting, in order, with the time at which each is expected. The openers stand at the head of the first meeting of the list's plan; the first of them
    /// begins with it, and how long they speak is not known. While the list has no plan, nobody has a meeting and this is empty.
    /// </summary>
    /// <param name="startsAt">When the meeting starts, if that is not when it did when the list was planned; the slots move with it.</param>
    public static ImmutableList<ReleasedSpeaker> Of(SpeakersList list, Guid meetingId, DateTimeOffset? startsAt = null)
    {
        if (list.Plan is not { } plan || plan.Find(meetingId) is not { } sitting)
            return [];
        var moved = startsAt is { } start ? start - sitting.StartsAt : TimeSpan.Zero;
        return
        [
            .. list.CalledAt(meetingId).Select((entry, at) => new ReleasedSpeaker(
                entry.Inscription.Id,
                entry.Inscription.Office,
                entry.Inscription.Participant,
                entry.Inscription.Name,
                entry.Inscription.Category,
                entry.Inscription.Kind is StatementKind.Opening
                    ? at == 0 ? startsAt ?? sitting.StartsAt : null
                    : (plan.StartOf(entry.Slot!)!.Value + moved).ToOffset((startsAt ?? sitting.StartsAt).Offset))),
        ];
    }
}
