using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.Editions;
using Forum.Registration.People;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>
/// Lets people join and leave a delegation and belong to it in another capacity, all at once: a new head comes with what becomes of the present one.
/// The secretariat's change acts at once, and so does the delegation's own while registration is open; after that it waits as an amendment.
/// </summary>
public sealed record ChangeComposition : IComposing
{
    [MaxLength(500)]
    public IReadOnlyList<Member> Add { get; init; } = [];

    /// <summary>Ids of people who leave.</summary>
    [MaxLength(500)]
    public IReadOnlyList<Guid> Remove { get; init; } = [];

    [MaxLength(500)]
    public IReadOnlyList<Reassignment> Reassign { get; init; } = [];

    /// <summary>Needed from the secretariat; a delegation that changes itself owes none.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public string? Reason { get; init; }

    IReadOnlyList<Person> IComposing.Newcomers(Guid delegationId) =>
        [.. Add.Select(member => new Person(Guid.CreateVersion7(), delegationId, member.Name, member.Title))];

    IEnumerable<object> IComposing.Decide(Delegation delegation, KnownEdition edition, Written written, DateTimeOffset now) => Decide(delegation, written.Newcomers, now);

    /// <param name="newcomers">Ids of those who are added, in their order.</param>
    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">The delegation does not come, somebody named is not of it, or it would not be composed as the rules want it.</exception>
    public IEnumerable<object> Decide(Delegation delegation, IReadOnlyList<Guid> newcomers, DateTimeOffset now)
    {
        delegation.MustCome();
        if (Remove.Concat(Reassign.Select(to => to.PersonId)).GroupBy(id => id).FirstOrDefault(named => named.Count() > 1) is { } twice)
            throw new Refusal("named-twice", $"{twice.Key} is named twice. Say one thing of each person.", Remove.Contains(twice.Key) ? "remove" : "reassign");
        foreach (var id in Remove)
            delegation.MustHave(id, "remove");

        DelegationMember[] reassigned = [.. Reassign
            .Select(to => delegation.MustHave(to.PersonId, "reassign") is var held ? held with { Role = to.Role, Rank = to.Rank ?? held.Rank } : held)
            .Except(delegation.Members)];
        DelegationMember[] added = [.. Add.Select((member, n) => new DelegationMember(newcomers[n], member.Role, member.Rank))];
        if (added.Length + Remove.Count + reassigned.Length == 0)
            return [];

        var changed = new CompositionChanged(delegation.Listing, added, [.. Remove], reassigned, now);
        var members = delegation.Members.With(changed);
        Composition.MustBeComposed([.. members.Select(member => member.Role)], Reassign.Count > 0 ? "reassign" : Add.Count > 0 ? "add" : "remove");
        return [changed with { Listing = delegation.Listing.Of(members) }];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/delegations/{id:guid}/composition", (Guid id, ChangeComposition command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Compose(id, expected, caller, time, command, ct))
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(ChangeComposition))
            .WithTags("Composition");
}

/// <summary>The capacity in which somebody of the delegation belongs to it from then on.</summary>
public sealed record Reassignment
{
    public required Guid PersonId { get; init; }
    public required DelegationRole Role { get; init; }

    /// <summary>Null when it stays.</summary>
    public RankLevel? Rank { get; init; }
}
