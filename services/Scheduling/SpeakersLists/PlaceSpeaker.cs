using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>
/// Places a speaker elsewhere than the list would: in a free slot, wherever it is; or, without a slot, one who observes among the Members, by its rank and receipt.
/// Observers and entities speak after the Members otherwise. It is done in the chair's name and has a reason that anybody can read.
/// </summary>
public sealed record PlaceSpeaker
{
    /// <summary>Number of the plenary meeting, with <see cref="Slot"/>; null to place who observes among the Members.</summary>
    [Range(1, 999)]
    public int? Meeting { get; init; }

    /// <summary>Among the slots of the meeting, from 1; null when no meeting is given.</summary>
    [Range(1, 999)]
    public int? Slot { get; init; }

    [StringLength(ActingOnList.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Missing">Nobody stands on the list under this inscription.</exception>
    /// <exception cref="Refusal">The speaker is placed by nobody any more, or the slot is not to be had.</exception>
    public IEnumerable<object> Decide(SpeakersList list, Guid inscriptionId, DateTimeOffset now)
    {
        var entry = list.Require(inscriptionId).MustBeToCome(list);
        if ((Meeting is null) != (Slot is null))
            throw new Refusal("place-incomplete", "Give the meeting and the slot, or neither.", Meeting is null ? "meeting" : "slot");
        if (Meeting is not { } meeting || Slot is not { } number)
        {
            if (entry.Part() is PartOfDebate.Members)
                throw new Refusal("speaks-among-members", "This speaker has its place among the Members already. Give a meeting and a slot to place it elsewhere.", "meeting");
            return list.Settle([new PlacedAmongMembers(inscriptionId, now)], now);
        }

        if (list.Plan is not { } plan || list.ConfirmedAt is null)
            throw new Refusal("slots-not-confirmed", "Nobody has a slot of its own yet. Plan the list and confirm the slots first.", "slot");
        if (plan.Sittings.Find(sitting => sitting.Number == meeting) is not { } sitting)
            throw new Refusal("not-a-plenary-meeting", $"The debate is not held in a plenary meeting {meeting}.", "meeting");
        var slot = new Slot(sitting.MeetingId, number, plan.SlotsFor(entry));
        if (!Arrangement.IsFree(list, slot, inscriptionId, now))
            throw new Refusal("slot-not-free", $"Slot {number} of plenary meeting {meeting} is taken, gone by, or there is none. Choose one that is free{(slot.Length > 1 ? $", with {slot.Length} in a row" : "")}.", "slot");
        return list.Settle([new SlotAssigned(entry.Inscription, slot, plan.StartOf(slot)!.Value, Kept: true, entry.Level(), Waived: true)], now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/editions/{id:guid}/speakers-list/{inscriptionId:guid}/place", async (
                Guid id, Guid inscriptionId, ExpectedVersion expected, PlaceSpeaker command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = (await session.RequireEdition(id, ct)).MustBeOpen();
                var now = edition.Now(time);
                session.Note<PlaceSpeaker>(id, inscriptionId, command.Reason, now);
                return await session.Decide<SpeakersList>(id, expected, list => command.Decide(list, inscriptionId, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(PlaceSpeaker))
            .WithTags("Speakers' list");
}

internal static class Placing
{
    /// <summary>The entry, if it is that of a participant who is still to speak.</summary>
    /// <exception cref="Refusal">It is an opener's, has spoken, or waits for the chair's leave.</exception>
    public static Entry MustBeToCome(this Entry entry, SpeakersList list)
    {
        if (entry.Inscription.Kind is StatementKind.Opening)
            throw new Refusal("opener-is-fixed", "Openers speak first, in the order in which they were inscribed.");
        if (entry.Statement is { } made)
            throw new Refusal("already-delivered", $"This statement was made already, at meeting {made.MeetingId}.");
        return list.AwaitsLeave(entry)
            ? throw new Refusal("leave-needed", "The request came after the list was closed. It comes onto the list by the chair's leave only.")
            : entry;
    }
}
