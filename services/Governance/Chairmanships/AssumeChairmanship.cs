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

/// <summary>Begins a succession of Chairs with the first one in office. A rehearsal has a succession of its own.</summary>
public sealed record AssumeChairmanship
{
    /// <summary>Short code, unique over all chairmanships.</summary>
    [RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$"), StringLength(40, MinimumLength = 3)]
    public required string Code { get; init; }

    [StringLength(300, MinimumLength = 3)]
    public required string Title { get; init; }

    /// <summary>The edition that is chaired.</summary>
    public required Guid EditionId { get; init; }

    /// <summary>One Chair, or declared co-chairs.</summary>
    [MinLength(1), MaxLength(4)]
    public required IReadOnlyList<Chair> Chairs { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">The edition is over, or a co-chair is named twice.</exception>
    public IEnumerable<object> Decide(Guid id, Edition edition, DateTimeOffset now)
    {
        Chairmanship.MustBeDistinct(Chairs);
        if (edition.State is EditionState.Closed)
            throw new Refusal("edition-closed", "The edition is over; nobody takes its chair any more.", "editionId");
        return [new ChairmanshipAssumed(id, Code, Title, new Term(EditionId, Chairs), now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/chairmanships", async (AssumeChairmanship command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var id = Guid.CreateVersion7();
                var edition = await session.Named(command.EditionId, ct);
                var now = edition.Plan.Clock.Now(time);
                var events = command.Decide(id, edition, now);
                session.Insert(new ChairedEdition(command.EditionId, id));
                session.Note<AssumeChairmanship>(id, command.Reason, now);
                try
                {
                    return await session.Start<Chairmanship>(http, id, events, $"/chairmanships/{id}", ct);
                }
                catch (DocumentAlreadyExistsException e) when (e.DocType == typeof(ChairedEdition))
                {
                    throw EditionsNamed.ChairedAlready();
                }
                catch (DocumentAlreadyExistsException e) when (e.DocType == typeof(Chairmanship))
                {
                    throw new Refusal("chairmanship-code-taken", $"There is a chairmanship with the code {command.Code} already.", "code") { TakenByAnother = true };
                }
            })
            .AcceptsIdempotencyKey<AssumeChairmanship>()
            .Allow(Role.Organizer)
            .WithName(nameof(AssumeChairmanship))
            .WithTags("Chairmanship");
}
