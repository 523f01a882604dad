using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.Meetings;

/// <summary>A regional group asks for the chair of a round table.</summary>
/// <param name="Participant">Code of the participant that it puts forward; null when it leaves that open.</param>
/// <param name="ReasonId">What it rests on, outside the stream; null when nothing was said.</param>
public sealed record ChairNominated(Guid NominationId, Guid EditionId, RegionalGroup Group, string? Participant, Guid? ReasonId, DateTimeOffset At);

/// <summary>The group does not ask for it any more.</summary>
public sealed record NominationWithdrawn(DateTimeOffset At);

/// <summary>What a regional group wrote about the chairs of round tables. As long as it asks and has none, no other group is given a second chair.</summary>
public sealed record ChairNomination
{
    internal static readonly Type[] Events = [typeof(ChairNominated), typeof(NominationWithdrawn)];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public Guid EditionId { get; init; }
    public RegionalGroup Group { get; init; }

    /// <summary>Null when it leaves open who.</summary>
    public string? Participant { get; init; }

    /// <summary>On the edition's clock.</summary>
    public DateTimeOffset NominatedAt { get; init; }

    /// <summary>On the edition's clock; null while it asks.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    public ChairNomination Evolve(object @event) => @event switch
    {
        ChairNominated e => this with { Id = e.NominationId, EditionId = e.EditionId, Group = e.Group, Participant = e.Participant, NominatedAt = e.At },
        NominationWithdrawn e => this with { WithdrawnAt = e.At },
        _ => this,
    };
}

/// <summary>Records that a regional group asks for the chair of a round table.</summary>
public sealed record NominateChair
{
    public required Guid EditionId { get; init; }
    public required RegionalGroup Group { get; init; }

    /// <summary>Code of the participant that the group puts forward; null when it leaves that open.</summary>
    [StringLength(40, MinimumLength = 2)]
    public string? Participant { get; init; }

    /// <summary>What it rests on, e.g. a letter of the group's chair; kept for the secretariat.</summary>
    [StringLength(ReasonGiven.Longest, MinimumLength = 1)]
    public string? Reason { get; init; }

    public IEnumerable<object> Decide(Guid id, Guid? reasonId, DateTimeOffset now) => [new ChairNominated(id, EditionId, Group, Participant, reasonId, now)];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/chair-nominations", async (NominateChair command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var edition = await session.OpenEdition(command.EditionId, ct);
                var id = Guid.CreateVersion7();
                Guid? reasonId = command.Reason is { } reason ? session.Note(edition.Id, reason) : null;
                return await session.Start<ChairNomination>(http, id, command.Decide(id, reasonId, edition.Now(time)), $"/chair-nominations/{id}", ct);
            })
            .AcceptsIdempotencyKey<NominateChair>()
            .Allow(Role.Organizer)
            .WithName(nameof(NominateChair))
            .WithTags("Programme of work");
}

/// <summary>Records that a regional group does not ask for a chair any more. Chairs that were named stay.</summary>
public sealed record WithdrawNomination
{
    public static IEnumerable<object> Decide(ChairNomination nomination, DateTimeOffset now) => nomination.WithdrawnAt is null ? [new NominationWithdrawn(now)] : [];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/chair-nominations/{id:guid}/withdrawal", async (Guid id, ExpectedVersion expected, WithdrawNomination? command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = await session.OpenEdition((await session.Require<ChairNomination>(id, ct)).EditionId, ct);
                return await session.Decide<ChairNomination>(id, expected, nomination => Decide(nomination, edition.Now(time)), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(WithdrawNomination))
            .WithTags("Programme of work");
}

/// <summary>Who asks for chairs; it is public.</summary>
public static class ReadNominations
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/chair-nominations", async (Guid edition, Guid? after, int? limit, IQuerySession session, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var nominations = session.Query<ChairNomination>().Where(nomination => nomination.EditionId == edition);
                if (after is { } last)
                    nominations = nominations.Where(nomination => nomination.Id.CompareTo(last) > 0);
                return Page.Of(await nominations.OrderBy(nomination => nomination.Id).Take(most + 1).ToListAsync(ct), most, nomination => nomination.Id.ToString());
            })
            .AllowAnonymous()
            .WithName("ListNominations")
            .WithSummary("Lists which regional groups ask for the chair of a round table")
            .WithTags("Programme of work");

        routes.MapGet("/chair-nominations/{id:guid}", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var nomination = await session.Require<ChairNomination>(id, ct);
                return new Versioned<ChairNomination>(nomination, nomination.Version);
            })
            .AllowAnonymous()
            .WithName("ReadNomination")
            .WithSummary("Shows a regional group's request for a chair")
            .WithTags("Programme of work");
    }

    /// <summary>The groups that ask for a chair now.</summary>
    internal static async Task<IReadOnlyCollection<RegionalGroup>> GroupsThatAsk(this IQuerySession session, Guid editionId, CancellationToken ct) =>
    [
        .. (await session.Query<ChairNomination>().Where(nomination => nomination.EditionId == editionId && nomination.WithdrawnAt == null).ToListAsync(ct))
            .Select(nomination => nomination.Group).Distinct(),
    ];
}
