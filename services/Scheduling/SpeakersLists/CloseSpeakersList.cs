using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>
/// Announces when the list closes, or closes it now. Requests received from then on are not lost: they wait where everybody sees them, and come onto the list by the chair's leave only.
/// What counts is when a request was received, not when it became known here.
/// </summary>
public sealed record CloseSpeakersList
{
    /// <summary>On the edition's clock, not in the past; null for now. It can be announced anew until it has come.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    [StringLength(ActingOnList.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">The list is closed, or would be closed in the past.</exception>
    public IEnumerable<object> Decide(SpeakersList list, KnownEdition edition, DateTimeOffset now)
    {
        if (list.ClosesAt <= now)
            throw new Refusal("list-closed", $"The list was closed at {edition.AtVenue(list.ClosesAt.Value):O}.");
        if (ClosesAt < now)
            throw new Refusal("closes-in-the-past", $"It is {now:O} in this edition, and requests that were received before stay on the list. Give a later time, or none for now.", "closesAt");
        return list.Settle([new ListClosed(edition.AtVenue(ClosesAt ?? now), now)], now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/speakers-list/closing", async (
                Guid id, ExpectedVersion expected, CloseSpeakersList command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = (await session.RequireEdition(id, ct)).MustBeOpen();
                var now = edition.Now(time);
                session.Note<CloseSpeakersList>(id, null, command.Reason, now);
                return await session.Decide<SpeakersList>(id, expected, list => command.Decide(list, edition, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(CloseSpeakersList))
            .WithTags("Speakers' list");
}
