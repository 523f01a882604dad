using Forum.Hosting.Access;
using Forum.Hosting.Store;
using Forum.Registration.Delegations;
using Forum.Registration.Editions;
using Marten;
using RankLevel = Forum.Contracts.Registration.RankLevel;

namespace Forum.Registration.People;

/// <summary>Everything that is held on a person, for the person: the secretariat and the delegation itself fetch it.</summary>
/// <param name="Membership">The person's place in the delegation.</param>
/// <param name="Mentions">What documents say of the person: the person's own, and others about the delegation and its edition where they name the person.</param>
/// <param name="Papers">How many papers there are about the delegation and its edition that cannot be searched, by kind: they may name the person.</param>
/// <param name="Events">The events that say the person's id; they say no name.</param>
/// <param name="Elsewhere">What this service cannot show.</param>
/// <param name="ReadBefore">Who read an export of the person before, latest last.</param>
/// <param name="HeldUntil">Last day in the venue's zone; at the end of it the person is erased.</param>
public sealed record PersonExport(
    Guid PersonId,
    string Name,
    string Title,
    MembershipOnFile Membership,
    IReadOnlyList<Mention> Mentions,
    IReadOnlyDictionary<string, int> Papers,
    IReadOnlyList<EventReference> Events,
    IReadOnlyList<Left> Elsewhere,
    IReadOnlyList<ExportRead> ReadBefore,
    DateOnly HeldUntil,
    DateTimeOffset At);

/// <summary>A person's place in a delegation.</summary>
/// <param name="Role">Null when the person has left it.</param>
/// <param name="Rank">Null when the person has left it.</param>
public sealed record MembershipOnFile(Guid DelegationId, string Participant, string Delegation, Guid EditionId, string Edition, DelegationRole? Role, RankLevel? Rank);

/// <summary>That somebody read all that is held on a person.</summary>
/// <param name="By">Account.</param>
/// <param name="At">World time.</param>
public sealed record ExportRead(Guid Id, Guid PersonId, string By, DateTimeOffset At);

/// <summary>Exports what is held on one person, and keeps who read it.</summary>
public static class ExportPerson
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/people/{id:guid}/export", async (Guid id, Caller caller, IDocumentSession session, PersonalDataPeriods periods, TimeProvider time, CancellationToken ct) =>
            {
                var person = await session.Require<Person>(id, ct);
                var delegation = await session.Require<Delegation>(person.DelegationId, ct);
                caller.MustActFor(delegation.Listing.Participant, "person", id);

                var export = await Export(session, person, delegation, periods, time.GetUtcNow(), ct);
                session.Insert(new ExportRead(Guid.CreateVersion7(), id, caller.Subject, export.At));
                await session.SaveChangesAsync(ct);
                return TypedResults.Ok(export);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(ExportPerson))
            .WithTags("People");

    private static async Task<PersonExport> Export(IDocumentSession session, Person person, Delegation delegation, PersonalDataPeriods periods, DateTimeOffset now, CancellationToken ct)
    {
        var listing = delegation.Listing;
        var edition = await session.Require<KnownEdition>(listing.EditionId, ct);
        var member = delegation.Members.FirstOrDefault(member => member.PersonId == person.Id);
        Guid[] about = [delegation.Id, edition.Id];
        var mentions = new List<Mention>();
        var papers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var kind in PersonalData.Kinds)
        {
            mentions.AddRange(await kind.Mentions(session, about, person, ct));
            if (kind.Unsearchable)
                papers[kind.Name] = await kind.Count(session, about, ct);
        }

        return new PersonExport(
            person.Id,
            person.Name,
            person.Title,
            new MembershipOnFile(delegation.Id, listing.Participant, listing.Name, edition.Id, edition.Edition.Code, member?.Role, member?.Rank),
            mentions,
            papers,
            await WhatIsLeft.EventsThatRefer(session, person.Id, delegation.Id, ct),
            await WhatIsLeft.After(session, person.Id, delegation.Id, ct),
            await session.Query<ExportRead>().Where(read => read.PersonId == person.Id).OrderBy(read => read.Id).ToListAsync(ct),
            (await session.RetentionEndOf(edition, periods, now, ct)).EndsOn,
            now);
    }
}
