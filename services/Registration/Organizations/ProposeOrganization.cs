using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Governance;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.Editions;
using Forum.Registration.Participants;
using Forum.Registration.People;
using JasperFx;
using Marten;

namespace Forum.Registration.Organizations;

/// <summary>
/// Proposes an organization of civil society for an edition: by its own account, or by the secretariat. Whose proposal was taken back may be proposed anew.
/// </summary>
public sealed record ProposeOrganization
{
    /// <summary>Unique over edition and code, on the snapshot that is written in the transaction of the event.</summary>
    internal const string OnePerCode = "one_organization_per_code";

    public required Guid EditionId { get; init; }

    /// <summary>A code of its own, unique in the edition, e.g. <c>NGO-17</c>; its accounts act under it, and its delegation registers under it.</summary>
    [RegularExpression("^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$"), StringLength(32, MinimumLength = 2)]
    public required string Code { get; init; }

    [RegularExpression(Person.OneLine), StringLength(300, MinimumLength = 2)]
    public required string Name { get; init; }

    /// <summary>Ngo, CivilSociety or PrivateSector.</summary>
    public required ParticipantCategory Category { get; init; }

    /// <summary>What the organization does, for those who are asked whether they object.</summary>
    [StringLength(4_000, MinimumLength = 1)]
    public required string Profile { get; init; }

    /// <summary>Why the secretariat proposes it; an organization that proposes itself owes none.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public string? Reason { get; init; }

    /// <param name="before">What there is under this code; null when there is nothing.</param>
    /// <param name="list">The list of participants that the edition goes by.</param>
    /// <param name="id">The organization.</param>
    /// <param name="profileId">Where its profile is kept.</param>
    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">The edition takes no organizations any more, the code belongs to somebody, or it is no organization of civil society.</exception>
    public IEnumerable<object> Decide(KnownEdition edition, Organization? before, ParticipantList list, Guid id, Guid profileId, bool bySecretariat, DateTimeOffset now)
    {
        edition.MustNotBeOver();
        if (!bySecretariat && edition.Edition.State is EditionState.RegistrationClosed)
            throw new Refusal("registration-not-open", "Registration for this edition is closed. Ask the secretariat to propose the organization.");
        if (!Organization.IsAskedOf(Category))
            throw new Refusal("not-civil-society", $"{Category} takes part without being admitted first. Register its delegation.", "category");
        if (list.Knows(Code))
            throw new Refusal("code-of-participant", $"{Code} is a code of the list of participants. Take another.", "code");
        if (before is { Accreditation.Standing: not AccreditationStanding.Withdrawn })
            throw new Refusal("organization-already-proposed", $"{Code} is proposed for this edition already.", "code") { TakenByAnother = true };
        var accreditation = new Accreditation { EditionId = EditionId, Code = Code, Name = Name, Category = Category, Standing = AccreditationStanding.Proposed };
        return [new OrganizationProposed(id, accreditation, profileId, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/organizations", async (ProposeOrganization command, Caller caller, EditionsAtHand editions, ParticipantListsAtHand lists, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                caller.MustActFor(command.Code, "organization", command.Code);
                var edition = await editions.Find(session, command.EditionId, ct)
                    ?? throw new Refusal("edition-unknown", "There is no such edition here. One that was announced a moment ago comes to be known shortly.", "editionId");
                var before = await session.Query<Organization>().FirstOrDefaultAsync(o => o.Accreditation.EditionId == command.EditionId && o.Accreditation.Code == command.Code, ct);
                var (id, now) = (before?.Id ?? Guid.CreateVersion7(), edition.Edition.Clock.Now(time));
                var profile = new OrganizationText(Guid.CreateVersion7(), id, command.Profile);
                object[] events = [.. command.Decide(edition, before, await lists.For(edition.Id, ct), id, profile.Id, caller.Is(Role.Organizer), now)];

                session.Insert(profile);
                session.NoteOrOwn<ProposeOrganization>(caller, id, command.Reason, now);
                if (before is not null)
                {
                    var stream = await session.Events.FetchForWriting<Organization>(id, before.Version, ct);
                    stream.AppendMany(events);
                    return await session.Made(http, new Started(id, before.Version + events.Length, $"/organizations/{id}"), ct);
                }

                try
                {
                    return await session.Start<Organization>(http, id, events, $"/organizations/{id}", ct);
                }
                // The id is new, so that only edition and code can have clashed.
                catch (DocumentAlreadyExistsException e) when (e.DocType == typeof(Organization))
                {
                    throw new Refusal("organization-already-proposed", $"{command.Code} is proposed for this edition already.", "code") { TakenByAnother = true };
                }
            })
            .AcceptsIdempotencyKey<ProposeOrganization>()
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(ProposeOrganization))
            .WithTags("Organizations");
}
