using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.Communications;
using Forum.Registration.Editions;
using Forum.Registration.Organizations;
using Forum.Registration.Participants;
using Forum.Registration.People;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>
/// Opens the delegation of a State, an entity or an organization from the note verbale or letter by which it says that it comes, before it says with whom.
/// The secretariat may do so as soon as the edition is known, also before and after the window.
/// </summary>
public sealed record OpenDelegation
{
    public required Guid EditionId { get; init; }

    /// <summary>Code on the list of participants, e.g. <c>FRA</c>; for an organization, a code of its own.</summary>
    [RegularExpression("^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$"), StringLength(32, MinimumLength = 2)]
    public required string Participant { get; init; }

    /// <summary>Needed for an organization; refused for who stands on the list of participants and so has its name there.</summary>
    [RegularExpression(Person.OneLine), StringLength(300, MinimumLength = 2)]
    public string? Name { get; init; }

    public required ParticipantCategory Category { get; init; }
    public required InboundCommunication Communication { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <param name="admission">Against what it is held who writes.</param>
    /// <param name="id">The delegation to be.</param>
    /// <param name="communicationId">Where the communication is kept.</param>
    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">The edition is over, the participant is not what it says, or the communication does not open a delegation.</exception>
    public IEnumerable<object> Decide(KnownEdition edition, Admission admission, Guid id, Guid communicationId, DateTimeOffset now)
    {
        edition.MustLetChange(bySecretariat: true);
        var (name, group) = admission.Identify(Participant, Category, Name, edition.Edition.ParticipantsAsOf);
        Communication.MustBeOf(Category, now);
        var listing = new Listing
        {
            EditionId = EditionId,
            Participant = Participant,
            Name = name,
            Category = Category,
            Group = group,
            Standing = DelegationStanding.Invited,
            Credentials = CredentialsState.None,
            HeadRank = null,
            Members = 0,
        };
        return [new DelegationOpened(id, listing, communicationId, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/delegations/openings", async (OpenDelegation command, EditionsAtHand editions, ParticipantListsAtHand lists, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var edition = await editions.Find(session, command.EditionId, ct)
                    ?? throw new Refusal("edition-unknown", "There is no such edition here. One that was announced a moment ago comes to be known shortly.", "editionId");
                var (id, now) = (Guid.CreateVersion7(), edition.Edition.Clock.Now(time));
                var communication = command.Communication.Of(id, now);
                var admission = await Admission.Find(session, lists, edition.Id, command.Participant, command.Category, bySecretariat: true, ct);
                var events = command.Decide(edition, admission, id, communication.Id, now);
                await session.TakePlace(edition, command.Category, id, now, ct);

                session.Insert(communication);
                session.Note<OpenDelegation>(id, command.Reason, now);
                return await RegisterDelegation.StartOnly(session, http, id, events, command.Participant, ct);
            })
            .AcceptsIdempotencyKey<OpenDelegation>()
            .Allow(Role.Organizer)
            .WithName(nameof(OpenDelegation))
            .WithTags("Delegations");
}
