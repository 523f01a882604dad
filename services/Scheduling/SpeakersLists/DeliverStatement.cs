using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;
using Meeting = Forum.Scheduling.Meetings.Meeting;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>Notes that a statement was made. It is made once.</summary>
public sealed record DeliverStatement
{
    /// <summary>The plenary meeting at which it was made; it is in session.</summary>
    public required Guid MeetingId { get; init; }

    /// <summary>When, not before the meeting was convened; null for now, on the edition's clock.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <exception cref="Missing">Nobody stands on the list under this inscription.</exception>
    /// <exception cref="Refusal">The statement was made already, or the meeting is not one where statements are made now.</exception>
    public IEnumerable<object> Decide(SpeakersList list, Guid inscriptionId, Meeting? meeting, KnownEdition edition, DateTimeOffset now)
    {
        var entry = list.Require(inscriptionId);
        if (entry.Statement is { } made)
            throw new Refusal("already-delivered", $"This statement was made already, at meeting {made.MeetingId}.");
        if (list.AwaitsLeave(entry))
            throw new Refusal("leave-needed", "The request came after the list was closed. It comes onto the list by the chair's leave only.");
        if (meeting is null || meeting.Entry.EditionId != list.Id || meeting.Entry.Kind is not MeetingKind.Plenary)
            throw new Refusal("not-a-plenary-meeting", $"There is no plenary meeting {MeetingId} of this edition.", "meetingId");
        if (meeting.Entry is not { State: MeetingState.InSession, ConvenedAt: { } convenedAt })
            throw new Refusal("meeting-not-in-session", "Statements are made while the meeting is in session. Convene it first, or name the one that sits.", "meetingId");
        if (DeliveredAt < convenedAt)
            throw new Refusal("before-convening", $"The meeting was convened at {convenedAt:O}; no statement was made before.", "deliveredAt");

        return list.Settle([new StatementDelivered(entry.Inscription, MeetingId, edition.AtVenue(DeliveredAt ?? meeting.Entry.NotBeforeConvening(now)))]);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/speakers-list/{inscriptionId:guid}/delivery", async (
                Guid id, Guid inscriptionId, ExpectedVersion expected, DeliverStatement command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = (await session.RequireEdition(id, ct)).MustBeOpen();
                var meeting = await session.LoadAsync<Meeting>(command.MeetingId, ct);
                return await session.Decide<SpeakersList>(id, expected, list => command.Decide(list, inscriptionId, meeting, edition, edition.Now(time)), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(DeliverStatement))
            .WithTags("Speakers' list");
}
