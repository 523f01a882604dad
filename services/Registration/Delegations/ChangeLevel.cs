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

/// <summary>Says what function somebody of the delegation holds. The rank is that of the function on the day of the meeting, so it may change until the edition is over; what was spoken before keeps the rank of then.</summary>
public sealed record ChangeLevel : IComposing
{
    public required Guid PersonId { get; init; }

    public required RankLevel Rank { get; init; }

    /// <summary>The office held at home, as it is to be printed; null when it stays.</summary>
    [RegularExpression(Person.OneLine), StringLength(300, MinimumLength = 1)]
    public string? Title { get; init; }

    /// <summary>Needed from the secretariat; a delegation that changes itself owes none.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public string? Reason { get; init; }

    IReadOnlyList<Person> IComposing.Newcomers(Guid delegationId) => [];

    IEnumerable<object> IComposing.Decide(Delegation delegation, KnownEdition edition, Written written, DateTimeOffset now) => Decide(delegation, written.Retitled, now);

    /// <param name="retitled">The title is another one than on file.</param>
    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">The delegation does not come, or the person is not of it.</exception>
    public IEnumerable<object> Decide(Delegation delegation, bool retitled, DateTimeOffset now)
    {
        delegation.MustCome();
        if (delegation.MustHave(PersonId, "personId").Rank == Rank && !retitled)
            return [];
        var changed = new LevelChanged(delegation.Listing, PersonId, Rank, now);
        return [changed with { Listing = delegation.Listing.Of(delegation.Members.With(changed)) }];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/delegations/{id:guid}/level-changes", (Guid id, ChangeLevel command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Compose(id, expected, caller, time, command, ct))
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(ChangeLevel))
            .WithTags("Composition");
}
