using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>
/// Assigns the slots: who has one keeps it from now on, and whoever is inscribed afterwards gets one that is free. Asked again, those who came meanwhile keep theirs, too.
/// </summary>
public sealed record ConfirmSlots
{
    /// <summary>True to arrange the list again from the keys: nobody keeps its slot but who has spoken, and exchanges are undone. Needs a reason.</summary>
    public bool Anew { get; init; }

    [StringLength(ActingOnList.LongestReason, MinimumLength = 1)]
    public string? Reason { get; init; }

    /// <exception cref="Refusal">The list has no plan, or is arranged anew without a reason.</exception>
    public IEnumerable<object> Decide(SpeakersList list, DateTimeOffset now)
    {
        if (list.Plan is null)
            throw new Refusal("list-not-planned", "There are no slots before it is said how the time of the meetings is given to speakers. Plan the list first.");
        if (Anew && Reason is null)
            throw new Refusal("reason-needed", "Speakers lose the slots that they were told of. Give a reason.", "reason");
        // Whoever assigns all slots for the first time means those that are planned, whatever a rehearsal's clock says; later it matters which are gone by.
        DateTimeOffset? from = list.ConfirmedAt is null ? null : now;
        return list.Settle([new SlotsConfirmed(now), .. Arrangement.Confirm(list, Anew, from)], from);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/speakers-list/slots", async (
                Guid id, ExpectedVersion expected, ConfirmSlots? command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = (await session.RequireEdition(id, ct)).MustBeOpen();
                var now = edition.Now(time);
                if (command?.Reason is { } reason)
                    session.Note<ConfirmSlots>(id, null, reason, now);
                return await session.Decide<SpeakersList>(id, expected, list => (command ?? new ConfirmSlots()).Decide(list, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ConfirmSlots))
            .WithTags("Speakers' list");
}
