using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>Says at which round tables the delegation would sit, best first. Other choices than before are received anew; the same again change nothing.</summary>
public sealed record RankRoundTableChoices
{
    /// <summary>Numbers of round tables, from 1, best first, each once.</summary>
    [MinLength(1), MaxLength(50)]
    public required IReadOnlyList<int> Choices { get; init; }

    /// <summary>At how many of them a seat is asked for.</summary>
    [Range(1, 50)]
    public required int Seats { get; init; }

    /// <param name="now">On the edition's clock: the time of receipt, which decides who comes first.</param>
    /// <exception cref="Refusal">The delegation has withdrawn, or the choices cannot be.</exception>
    public IEnumerable<object> Decide(Delegation delegation, DateTimeOffset now)
    {
        delegation.MustCome();
        if (Choices.Any(number => number < 1))
            throw new Refusal("no-such-round-table", "Round tables are numbered from 1.", "choices");
        if (Choices.Distinct().Count() != Choices.Count)
            throw new Refusal("choice-repeated", "Each round table can be chosen once.", "choices");
        if (Seats < 1 || Seats > Choices.Count)
            throw new Refusal("seats-not-of-choices", "At least one seat is asked for, and at most as many as round tables are chosen.", "seats");

        var listing = delegation.Listing;
        return listing.RoundTableChoices.SequenceEqual(Choices) && listing.RoundTableSeats == Seats
            ? []
            : [new RoundTableChoicesRanked(listing with { RoundTableChoices = Choices, RoundTableSeats = Seats, RoundTableChoicesAt = now })];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/delegations/{id:guid}/round-table-choices", (Guid id, RankRoundTableChoices command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Change(id, expected, caller, time, command.Decide, ct))
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(RankRoundTableChoices))
            .WithTags("Delegations");
}
