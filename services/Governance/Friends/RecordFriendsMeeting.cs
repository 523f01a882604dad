using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Chairmanships;
using Forum.Governance.Editions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Friends;

/// <summary>Records a meeting that the Friends hold, or held, before an edition and after the one before it.</summary>
public sealed record RecordFriendsMeeting
{
    /// <summary>The edition it prepares: that of the Chair-in-Office or of the incoming Chair.</summary>
    public required Guid EditionId { get; init; }

    public required DateOnly HeldOn { get; init; }

    [StringLength(300, MinimumLength = 3)]
    public required string Title { get; init; }

    /// <summary>Public. It names no private person.</summary>
    [StringLength(Acting.LongestText, MinimumLength = 1)]
    public string? Agenda { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <param name="before">Last day of the edition before; null when there was none.</param>
    /// <exception cref="Refusal">It does not lie between the two editions.</exception>
    public IEnumerable<object> Decide(Guid meetingId, EditionPlan edition, DateOnly? before, Guid? agendaId, DateTimeOffset now)
    {
        if (HeldOn >= edition.StartsOn || HeldOn <= before)
            throw new Refusal("meeting-not-between-editions", "The Friends prepare an edition: before it starts, and after the one before it has ended.", "heldOn");
        return [new FriendsMeetingRecorded(new FriendsMeeting(meetingId, EditionId, HeldOn, Title, agendaId), now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/friends-of-the-forum/{id:guid}/meetings", async (Guid id, RecordFriendsMeeting command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var chairmanship = await session.Require<Chairmanship>((await session.Require<FriendsOfTheForum>(id, ct)).ChairmanshipId, ct);
                var edition = await session.Named(command.EditionId, ct);
                var before = Before(chairmanship, edition.Id);
                var lastDay = before is { } known ? (await session.Require<Edition>(known, ct)).Plan.EndsOn : (DateOnly?)null;
                var now = await session.Now(chairmanship.Id, time, ct);
                session.Note<RecordFriendsMeeting>(id, command.Reason, now);
                Guid? agenda = command.Agenda is { } words ? session.Write(id, words) : null;
                return await session.Decide<FriendsOfTheForum>(id, expected, _ => command.Decide(Guid.CreateVersion7(), edition.Plan, lastDay, agenda, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(RecordFriendsMeeting))
            .WithTags("Friends of the Forum");

    private static Guid? Before(Chairmanship chairmanship, Guid edition) =>
        edition == chairmanship.InOffice.EditionId ? chairmanship.Outgoing?.EditionId
        : edition == chairmanship.Incoming?.EditionId ? chairmanship.InOffice.EditionId
        : throw new Refusal("edition-not-chaired", "The Friends prepare the edition of the Chair-in-Office or of the incoming Chair.", "editionId");
}
