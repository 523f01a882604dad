using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.Editions;
using Forum.Registration.People;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>
/// Lets somebody stand in for a member of the delegation before the session starts: in the same capacity, and with whatever the delegation holds.
/// Whoever stands in is given by name, or is of the same delegation already.
/// </summary>
public sealed record SubstituteMember : IComposing
{
    /// <summary>Who does not come after all.</summary>
    public required Guid Leaving { get; init; }

    /// <summary>Who comes new instead; null when it is somebody of the delegation.</summary>
    public Head? Coming { get; init; }

    /// <summary>Who of the delegation stands in; null when somebody comes new.</summary>
    public Guid? ComingMember { get; init; }

    /// <summary>Needed from the secretariat; a delegation that changes itself owes none.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public string? Reason { get; init; }

    IReadOnlyList<Person> IComposing.Newcomers(Guid delegationId) => Coming is null ? [] : [new Person(Guid.CreateVersion7(), delegationId, Coming.Name, Coming.Title)];

    IEnumerable<object> IComposing.Decide(Delegation delegation, KnownEdition edition, Written written, DateTimeOffset now) =>
        Decide(delegation, edition, written.Newcomers is [var newcomer] ? newcomer : null, now);

    /// <param name="newcomer">Id of who comes new; null when it is somebody of the delegation.</param>
    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">The session has started, the delegation does not come, or one of the two is not of it.</exception>
    public IEnumerable<object> Decide(Delegation delegation, KnownEdition edition, Guid? newcomer, DateTimeOffset now)
    {
        delegation.MustCome();
        if (now >= edition.SessionStartsAt())
            throw new Refusal("session-started", "The session has started: nobody stands in for another any more. Let the one leave and the other join as a change of composition.");
        if (Coming is null == ComingMember is null)
            throw new Refusal("one-substitute", "Say who stands in: somebody new as coming, or somebody of the delegation as comingMember.", "coming");
        if (ComingMember == Leaving)
            throw new Refusal("named-twice", "Nobody stands in for oneself.", "comingMember");

        var place = delegation.MustHave(Leaving, "leaving");
        var coming = ComingMember is { } member
            ? delegation.MustHave(member, "comingMember") with { Role = place.Role }
            : new DelegationMember(newcomer!.Value, place.Role, Coming!.Rank);
        var substituted = new MemberSubstituted(delegation.Listing, Leaving, coming, now);
        var members = delegation.Members.With(substituted);
        // A head who stands in for another leaves nobody to lead.
        Composition.MustBeComposed([.. members.Select(member => member.Role)], "comingMember");
        var standIns = delegation.Listing.StandIns.Append(new StandIn(Leaving, coming.PersonId));
        return [substituted with { Listing = delegation.Listing.Of(members) with { StandIns = [.. standIns] } }];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/delegations/{id:guid}/substitutions", (Guid id, SubstituteMember command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Compose(id, expected, caller, time, command, ct))
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(SubstituteMember))
            .WithTags("Composition");
}
