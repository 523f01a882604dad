using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>Says with whom a delegation comes that has been expected since its note verbale or letter. From then on the other services know of it.</summary>
public sealed record AnnounceDelegation
{
    public required Head Head { get; init; }

    /// <summary>The others; the head is not among them.</summary>
    [MaxLength(500)]
    public IReadOnlyList<Member> Members { get; init; } = [];

    /// <summary>Needed from the secretariat; a delegation that announces itself owes none.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public string? Reason { get; init; }

    /// <param name="people">Ids of the people: the head's, then the members' in their order.</param>
    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">The delegation is announced already, does not come, or is not composed as the rules want it.</exception>
    public IEnumerable<object> Decide(Delegation delegation, IReadOnlyList<Guid> people, DateTimeOffset now)
    {
        if (delegation.Listing.Standing is not DelegationStanding.Invited)
        {
            delegation.MustCome();
            throw new Refusal("already-announced", "The delegation is announced. Change its composition instead.");
        }

        var members = RegisterDelegation.Compose(Head, Members, people);
        return [new DelegationAnnounced(delegation.Id, delegation.Listing.Of(members) with { Standing = DelegationStanding.Announced }, members, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/delegations/{id:guid}/announcement", async (Guid id, AnnounceDelegation command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var delegation = await session.Require<Delegation>(id, ct);
                caller.MustActFor(delegation.Listing.Participant, "delegation", id);
                var edition = await session.Require<KnownEdition>(delegation.Listing.EditionId, ct);
                edition.MustLetChange(bySecretariat: caller.Is(Role.Organizer));
                var now = edition.Edition.Clock.Now(time);
                session.NoteOfSecretariat<AnnounceDelegation>(caller, id, command.Reason, now);
                var people = RegisterDelegation.People(id, command.Head, command.Members);
                session.Insert(people);
                return await session.DecideAt(id, expected, edition, now, current => command.Decide(current, [.. people.Select(person => person.Id)], now), ct);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(AnnounceDelegation))
            .WithTags("Delegations");
}
