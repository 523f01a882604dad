using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Meetings;
using JasperFx;
using Marten;

namespace Forum.Scheduling.Interpretation;

/// <summary>Says what a team is like now: all of it is given. The meetings that it serves must still be covered.</summary>
public sealed record ChangeTeam
{
    /// <summary>Given once in an edition; no person is named.</summary>
    [StringLength(100, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>Interpreters by language.</summary>
    [MinLength(1), MaxLength(6)]
    public required IReadOnlyList<BoothStaff> Booths { get; init; }

    /// <exception cref="Refusal">The booths cannot be, or a meeting that it serves would be without a language.</exception>
    public IEnumerable<object> Decide(InterpretationTeam team, Programme programme, DateTimeOffset now)
    {
        var changed = new TeamChanged(Name, RegisterTeam.Staffed(Booths), now);
        if (changed.Name == team.Name && changed.Booths.SequenceEqual(team.Booths))
            return [];
        programme.MustStillCover(team.Evolve(changed));
        return [changed];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/interpretation-teams/{id:guid}", async (Guid id, ExpectedVersion expected, ChangeTeam command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var team = await session.Require<InterpretationTeam>(id, ct);
                var edition = await session.OpenEdition(team.EditionId, ct);
                await session.TakeTurn(edition.Id, ct);
                var programme = await Programme.Read(session, edition.Id, ct);
                var (held, wanted) = (RegisterTeam.NameOf(edition.Id, programme.Teams.First(team => team.Id == id).Name), RegisterTeam.NameOf(edition.Id, command.Name));
                if (held != wanted)
                {
                    if (await session.CheckExistsAsync<Reservation>(wanted, ct))
                        throw RegisterTeam.NameTaken();
                    session.Insert(new Reservation(wanted));
                    session.Delete<Reservation>(held);
                }

                try
                {
                    return await session.Decide<InterpretationTeam>(id, expected, current => command.Decide(current, programme, edition.Now(time)), ct);
                }
                catch (DocumentAlreadyExistsException e) when (e.DocType == typeof(Reservation))
                {
                    throw RegisterTeam.NameTaken();
                }
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ChangeTeam))
            .WithTags("Interpretation");
}
