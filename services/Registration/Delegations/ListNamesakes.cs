using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Editions;
using Forum.Registration.People;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>People of the same name in different delegations of an edition: two people, or one who is in two delegations by mistake. Only somebody who knows them can tell.</summary>
public sealed record Namesakes(string Name, IReadOnlyList<Namesake> People);

/// <summary>One of them.</summary>
public sealed record Namesake(Guid PersonId, string Title, Guid DelegationId, string Participant);

/// <summary>
/// Warns the secretariat of namesakes; nothing is held up by it. A person is in one delegation only, but nobody has a number or address that everybody could be asked for.
/// </summary>
public static class ListNamesakes
{
    private const int AtATime = 200;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/editions/{id:guid}/namesakes", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                if (!await session.CheckExistsAsync<KnownEdition>(id, ct))
                    throw new Missing("edition", id);
                var delegations = await session.Query<Delegation>().Where(d => d.Listing.EditionId == id && d.Listing.Standing == DelegationStanding.Announced).ToListAsync(ct);
                var found = new List<(string Name, Namesake Person)>();
                foreach (var some in delegations.Chunk(AtATime))
                {
                    var people = await session.LoadManyAsync<Person>(ct, [.. some.SelectMany(delegation => delegation.Members, (_, member) => member.PersonId)]);
                    var participants = some.ToDictionary(delegation => delegation.Id, delegation => delegation.Listing.Participant);
                    found.AddRange(people.Select(person => (person.Name, new Namesake(person.Id, person.Title, person.DelegationId, participants[person.DelegationId]))));
                }

                return TypedResults.Ok(new Page<Namesakes>([.. Among(found)], null));
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ListNamesakes))
            .WithTags("Composition");

    /// <summary>Capitals and blanks make no other name.</summary>
    public static IEnumerable<Namesakes> Among(IEnumerable<(string Name, Namesake Person)> people) => people
        .GroupBy(one => Plain(one.Name), StringComparer.Ordinal)
        .Where(same => same.DistinctBy(one => one.Person.DelegationId).Skip(1).Any())
        .OrderBy(same => same.Key, StringComparer.Ordinal)
        .Select(same => new Namesakes(same.First().Name, [.. same.Select(one => one.Person).OrderBy(person => person.Participant, StringComparer.Ordinal)]));

    private static string Plain(string name) =>
        string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
}
