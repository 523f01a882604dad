using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Editions;
using Marten;
using RoundTable = Forum.Scheduling.RoundTables.RoundTable;

namespace Forum.Scheduling.Persons;

/// <summary>Who of a delegation takes which of its places. People are known by their ids at Registration.</summary>
/// <param name="PlenarySpeaker">Who makes its statement; null when no person of the delegation is known.</param>
/// <param name="SpeakerIsHead">True as long as nobody is named, so that it is the head.</param>
/// <param name="Seats">The seats that it has, and who takes them.</param>
/// <param name="ToNameAnew">Seats whose representative was named, and is not any more.</param>
public sealed record NamedRepresentatives(
    Guid DelegationId, long Version, string Participant, Guid? PlenarySpeaker, bool SpeakerIsHead, IReadOnlyList<RepresentedSeat> Seats, IReadOnlyList<EndedNaming> ToNameAnew);

/// <summary>A seat at a round table.</summary>
/// <param name="PersonId">Null when nobody is named.</param>
public sealed record RepresentedSeat(int RoundTable, Guid RoundTableId, Guid MeetingId, Guid? PersonId);

/// <summary>Shows who of a delegation is named for what, to itself and to the secretariat.</summary>
public static class ReadRepresentation
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/editions/{id:guid}/representations", async (Guid id, Guid? after, int? limit, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                await session.RequireEdition(id, ct);
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var own = caller.Is(Role.Organizer) ? null : caller.Delegation;
                var delegations = session.Query<KnownDelegation>().Where(known => known.Delegation.EditionId == id && known.Delegation.Standing == DelegationStanding.Announced);
                if (!caller.Is(Role.Organizer))
                    delegations = delegations.Where(known => known.Delegation.Participant == own);
                if (after is { } last)
                    delegations = delegations.Where(known => known.Id.CompareTo(last) > 0);
                var found = await delegations.OrderBy(known => known.Id).Take(most + 1).ToListAsync(ct);
                var named = (await session.LoadManyAsync<Representation>(ct, [.. found.Select(known => known.Id)])).ToDictionary(named => named.Id);
                var tables = await session.TablesOf(id, ct);
                return Page.Of([.. found.Select(known => Shown(known, named.GetValueOrDefault(known.Id), tables))], most, shown => shown.DelegationId.ToString());
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName("ListRepresentations")
            .WithSummary("Lists who of each delegation takes which of its places")
            .WithTags("Representation");

        routes.MapGet("/delegations/{id:guid}/representation", async (Guid id, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                var delegation = await session.RequireDelegation(id, caller, ct);
                var shown = Shown(delegation, await session.LoadAsync<Representation>(id, ct), await session.TablesOf(delegation.Delegation.EditionId, ct));
                // Seats and the head are told of by others.
                return new Versioned<NamedRepresentatives>(shown, shown.Version) { Moves = true };
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(ReadRepresentation))
            .WithSummary("Shows who of a delegation takes which of its places")
            .WithTags("Representation");
    }

    private static Task<IReadOnlyList<RoundTable>> TablesOf(this IQuerySession session, Guid editionId, CancellationToken ct) =>
        session.Query<RoundTable>().Where(table => table.EditionId == editionId).OrderBy(table => table.Number).ToListAsync(ct);

    private static NamedRepresentatives Shown(KnownDelegation delegation, Representation? named, IReadOnlyList<RoundTable> tables)
    {
        named ??= new Representation { Id = delegation.Id };
        return new NamedRepresentatives(
            delegation.Id,
            named.Version,
            delegation.Delegation.Participant,
            named.Speaker(delegation),
            named.PlenarySpeaker is null,
            [
                .. tables.Where(table => table.Seats.Exists(seat => seat.DelegationId == delegation.Id))
                    .Select(table => new RepresentedSeat(table.Number, table.Id, table.MeetingId, named.AtTables.TryGetValue(table.Id, out var person) ? person : null)),
            ],
            named.Ended);
    }
}
