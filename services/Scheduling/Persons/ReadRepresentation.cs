using Forum.Hosting.Access;
using Forum.Hosting.Http;
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
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/delegations/{id:guid}/representation", async (Guid id, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                var delegation = await session.RequireDelegation(id, caller, ct);
                var named = await session.LoadAsync<Representation>(id, ct) ?? new Representation { Id = id };
                var tables = await session.Query<RoundTable>().Where(table => table.EditionId == delegation.Delegation.EditionId).OrderBy(table => table.Number).ToListAsync(ct);
                var shown = new NamedRepresentatives(
                    id,
                    named.Version,
                    delegation.Delegation.Participant,
                    named.Speaker(delegation),
                    named.PlenarySpeaker is null,
                    [
                        .. tables.Where(table => table.Seats.Exists(seat => seat.DelegationId == id))
                            .Select(table => new RepresentedSeat(table.Number, table.Id, table.MeetingId, named.AtTables.TryGetValue(table.Id, out var person) ? person : null)),
                    ],
                    named.Ended);
                // Seats and the head are told of by others.
                return new Versioned<NamedRepresentatives>(shown, named.Version) { Moves = true };
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(ReadRepresentation))
            .WithTags("Representation");
}
