using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Delegations;
using Marten;

namespace Forum.Registration.People;

/// <summary>Somebody of an edition.</summary>
/// <param name="Role">Null when the person has left the delegation.</param>
public sealed record PersonFound(Guid PersonId, string Name, string Title, Guid DelegationId, string Participant, DelegationRole? Role);

/// <summary>
/// Finds people of an edition or of one delegation, by name. The question is a body and not an address, because addresses are written to logs.
/// </summary>
public sealed record FindPeople
{
    /// <summary>This or <c>delegationId</c>.</summary>
    public Guid? EditionId { get; init; }

    /// <summary>This or <c>editionId</c>.</summary>
    public Guid? DelegationId { get; init; }

    /// <summary>Every word of it stands in the name, in any order, in small letters or capital ones; left out, everybody is found.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string? Name { get; init; }

    /// <summary>The <c>next</c> of the page before.</summary>
    public Guid? After { get; init; }

    [Range(1, Page.Most)]
    public int Limit { get; init; } = Page.Usual;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/people/search", async (FindPeople query, IQuerySession session, CancellationToken ct) => TypedResults.Ok(await query.Find(session, ct)))
            .Allow(Role.Organizer)
            .WithName(nameof(FindPeople))
            .WithTags("People");

    private async Task<Page<PersonFound>> Find(IQuerySession session, CancellationToken ct)
    {
        var delegations = (await Among(session, ct)).ToDictionary(delegation => delegation.Id);
        Guid[] ids = [.. delegations.Keys];
        var people = session.Query<Person>().Where(person => person.DelegationId.IsOneOf(ids));
        foreach (var word in Name?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
            people = people.Where(person => person.Name.Contains(word, StringComparison.OrdinalIgnoreCase));
        if (After is { } after)
            people = people.Where(person => person.Id.CompareTo(after) > 0);

        var found = await people.OrderBy(person => person.Id).Take(Limit + 1).ToListAsync(ct);
        return Page.Of([.. found.Select(person => Found(person, delegations[person.DelegationId]))], Limit, person => person.PersonId.ToString()).Page;
    }

    private async Task<IReadOnlyList<Delegation>> Among(IQuerySession session, CancellationToken ct) => (EditionId, DelegationId) switch
    {
        ({ } edition, null) => await session.Query<Delegation>().Where(delegation => delegation.Listing.EditionId == edition).ToListAsync(ct),
        (null, { } delegation) => [await session.Require<Delegation>(delegation, ct)],
        _ => throw new Refusal("edition-or-delegation", "Say whose people are looked for: an edition's or one delegation's.", "editionId"),
    };

    private static PersonFound Found(Person person, Delegation delegation) => new(
        person.Id, person.Name, person.Title, delegation.Id, delegation.Listing.Participant, delegation.Members.FirstOrDefault(member => member.PersonId == person.Id)?.Role);
}
