using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Governance;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using JasperFx;
using Marten;
using Edition = Forum.Governance.Editions.Edition;

namespace Forum.Governance.Chairmanships;

/// <summary>Says who chairs next. Developing and developed alternate in principle: if they do not, that is shown until it is said why, and holds nothing up.</summary>
public sealed record DesignateIncomingChair
{
    /// <summary>The edition that will be chaired; it starts after the one of the Chair-in-Office.</summary>
    public required Guid EditionId { get; init; }

    /// <summary>One Chair, or declared co-chairs.</summary>
    [MinLength(1), MaxLength(4)]
    public required IReadOnlyList<Chair> Chairs { get; init; }

    /// <summary>Why the alternation is not kept; null where it is, or where it is said later.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public string? Justification { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">Somebody is designated already, or the edition is no later one.</exception>
    public IEnumerable<object> Decide(Chairmanship chairmanship, Edition inOffice, Edition next, Guid? justificationId, DateTimeOffset now)
    {
        Chairmanship.MustBeDistinct(Chairs);
        if (chairmanship.Incoming is not null)
            throw new Refusal("incoming-chair-designated", "It is known already who chairs next. That Chair has to stand down first.");
        if (next.State is EditionState.Closed || next.Plan.StartsOn <= inOffice.Plan.EndsOn)
            throw new Refusal("edition-not-later", "The incoming Chair chairs an edition that starts after the present one has ended.", "editionId");
        var alternates = chairmanship.AlternatesWith(Chairs);
        return [new IncomingChairDesignated(chairmanship.Outgoing, chairmanship.InOffice, new Term(EditionId, Chairs, alternates, alternates ? null : justificationId), now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/chairmanships/{id:guid}/incoming", async (Guid id, DesignateIncomingChair command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var inOffice = await session.Require<Edition>((await session.Require<Chairmanship>(id, ct)).InOffice.EditionId, ct);
                var next = await session.Named(command.EditionId, ct);
                var now = inOffice.Plan.Clock.Now(time);
                session.Note<DesignateIncomingChair>(id, command.Reason, now);
                Guid? justification = command.Justification is { } words ? session.Write(id, words) : null;
                session.Insert(new ChairedEdition(command.EditionId, id));
                try
                {
                    return await session.Decide<Chairmanship>(id, expected, chairmanship => command.Decide(chairmanship, inOffice, next, justification, now), ct);
                }
                catch (DocumentAlreadyExistsException e) when (e.DocType == typeof(ChairedEdition))
                {
                    throw EditionsNamed.ChairedAlready();
                }
            })
            .Allow(Role.Organizer)
            .WithName(nameof(DesignateIncomingChair))
            .WithTags("Chairmanship");
}
