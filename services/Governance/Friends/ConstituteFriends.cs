using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using JasperFx;
using Marten;

namespace Forum.Governance.Friends;

/// <summary>Calls the Friends of the Forum of a chairmanship together. Every Member State is one without having to ask.</summary>
public sealed record ConstituteFriends
{
    public required Guid ChairmanshipId { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    public IEnumerable<object> Decide(Guid id, DateTimeOffset now) => [new FriendsConstituted(id, ChairmanshipId, now)];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/friends-of-the-forum", async (ConstituteFriends command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var id = Guid.CreateVersion7();
                var now = await session.Now((await session.NamedChairmanship(command.ChairmanshipId, ct)).Id, time, ct);
                session.Note<ConstituteFriends>(id, command.Reason, now);
                try
                {
                    return await session.Start<FriendsOfTheForum>(http, id, command.Decide(id, now), $"/friends-of-the-forum/{id}", ct);
                }
                catch (DocumentAlreadyExistsException e) when (e.DocType == typeof(FriendsOfTheForum))
                {
                    throw new Refusal("friends-there-already", "The chairmanship has its Friends already.", "chairmanshipId") { TakenByAnother = true };
                }
            })
            .AcceptsIdempotencyKey<ConstituteFriends>()
            .Allow(Role.Organizer)
            .WithName(nameof(ConstituteFriends))
            .WithTags("Friends of the Forum");
}
