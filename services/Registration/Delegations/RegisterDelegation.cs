using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Editions;
using Forum.Registration.Participants;
using Forum.Registration.People;
using JasperFx;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>Registers a participant's delegation for an edition, with its head and members.</summary>
public sealed record RegisterDelegation
{
    /// <summary>Rule 25 of the General Assembly's rules of procedure: at most so many representatives, the head among them, and as many alternates.</summary>
    public const int MostRepresentatives = 5, MostAlternates = 5;

    /// <summary>Unique over edition and participant, on the snapshot that is written in the transaction of the event: two registrations at the same instant cannot both commit.</summary>
    internal const string OnePerParticipant = "one_delegation_per_participant";

    public required Guid EditionId { get; init; }

    /// <summary>Code on the list of participants, e.g. <c>FRA</c>; for an organization, a code of its own.</summary>
    [RegularExpression("^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$"), StringLength(32, MinimumLength = 2)]
    public required string Participant { get; init; }

    /// <summary>Needed for an organization; refused for who stands on the list of participants and so has its name there.</summary>
    [RegularExpression(Person.OneLine), StringLength(300, MinimumLength = 2)]
    public string? Name { get; init; }

    public required ParticipantCategory Category { get; init; }
    public required Head Head { get; init; }

    /// <summary>The others; the head is not among them.</summary>
    [MaxLength(500)]
    public IReadOnlyList<Member> Members { get; init; } = [];

    public CredentialsState Credentials { get; init; }

    /// <param name="id">The delegation to be.</param>
    /// <param name="people">Ids of the people: the head's, then the members' in their order.</param>
    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">The edition takes no registrations, the participant is not what it says, or the delegation is not composed as the rules want it.</exception>
    public IEnumerable<object> Decide(KnownEdition edition, Guid id, IReadOnlyList<Guid> people, DateTimeOffset now)
    {
        edition.MustBeOpen();
        var (name, group) = Identify(edition.Edition.ParticipantsAsOf);
        MustBeComposed();

        var listing = new Listing
        {
            EditionId = EditionId,
            Participant = Participant,
            Name = name,
            Category = Category,
            Group = group,
            Standing = DelegationStanding.Announced,
            Credentials = Credentials,
            HeadRank = Head.Rank,
            Members = people.Count,
        };
        DelegationMember[] members =
        [
            new(people[0], DelegationRole.HeadOfDelegation, Head.Rank),
            .. Members.Select((member, n) => new DelegationMember(people[n + 1], member.Role, member.Rank)),
        ];
        return [new DelegationAnnounced(id, listing, members, now)];
    }

    /// <summary>Status and name are those of the list on the edition's date, whatever they are today.</summary>
    private (string Name, RegionalGroup? Group) Identify(DateOnly asOf)
    {
        var listed = ParticipantList.Find(Participant, asOf);
        if (listed is null && (Category is ParticipantCategory.MemberState or ParticipantCategory.ObserverState || ParticipantList.Knows(Participant)))
            throw new Refusal("participant-unknown", $"There is no {Participant} on the list of participants of {asOf:yyyy-MM-dd}. Read GET /participants?asOf={asOf:yyyy-MM-dd}.", "participant");
        if (listed is not null && Category != listed.Category)
            throw new Refusal("category-not-of-participant", $"{Participant} takes part as {listed.Category} on {asOf:yyyy-MM-dd}, not as {Category}.", "category");
        if (listed is not null && Name is not null)
            throw new Refusal("name-from-list", $"The name of {Participant} stands on the list of participants. Leave it out.", "name");
        if (listed is null && Name is null)
            throw new Refusal("name-required", "An organization registers under its own name. Give it.", "name");
        return (listed?.Name ?? Name!, listed?.Group);
    }

    private void MustBeComposed()
    {
        if (Members.Any(member => member.Role is DelegationRole.HeadOfDelegation))
            throw new Refusal("second-head", "A delegation has one head, given as head. The others have other roles.", "members");
        if (1 + Members.Count(member => member.Role is DelegationRole.Representative) > MostRepresentatives)
            throw new Refusal("too-many-representatives", $"A delegation has at most {MostRepresentatives} representatives, its head among them. Name the others alternates or advisers.", "members");
        if (Members.Count(member => member.Role is DelegationRole.AlternateRepresentative) > MostAlternates)
            throw new Refusal("too-many-alternates", $"A delegation has at most {MostAlternates} alternates. Name the others advisers.", "members");
    }

    private Person[] People(Guid delegationId) =>
    [
        new Person(Guid.CreateVersion7(), delegationId, Head.Name, Head.Title),
        .. Members.Select(member => new Person(Guid.CreateVersion7(), delegationId, member.Name, member.Title)),
    ];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/delegations", async (RegisterDelegation command, Caller caller, EditionsAtHand editions, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                caller.MustActFor(command.Participant, "participant", command.Participant);
                var edition = await editions.Find(session, command.EditionId, ct)
                    ?? throw new Refusal("edition-unknown", "There is no such edition here. One that was announced a moment ago comes to be known shortly.", "editionId");
                var id = Guid.CreateVersion7();
                var people = command.People(id);
                var events = command.Decide(edition, id, [.. people.Select(person => person.Id)], edition.Edition.Clock.Now(time));

                session.Insert(people);
                try
                {
                    return await session.Start<Delegation>(http, id, events, $"/delegations/{id}", ct);
                }
                // The id is new, so that only edition and participant can have clashed.
                catch (DocumentAlreadyExistsException e) when (e.DocType == typeof(Delegation))
                {
                    throw new Refusal("delegation-already-registered", $"{command.Participant} has a delegation at this edition already. Change that one.", "participant") { TakenByAnother = true };
                }
            })
            .AcceptsIdempotencyKey<RegisterDelegation>()
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(RegisterDelegation))
            .WithTags("Delegations");
}

/// <summary>Who leads the delegation.</summary>
public sealed record Head
{
    [RegularExpression(Person.OneLine), StringLength(200, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>The office held at home, as it is to be printed, e.g. "Minister of Labour".</summary>
    [RegularExpression(Person.OneLine), StringLength(300, MinimumLength = 1)]
    public required string Title { get; init; }

    public required RankLevel Rank { get; init; }
}

/// <summary>Somebody else of the delegation.</summary>
public sealed record Member
{
    [RegularExpression(Person.OneLine), StringLength(200, MinimumLength = 1)]
    public required string Name { get; init; }

    [RegularExpression(Person.OneLine), StringLength(300, MinimumLength = 1)]
    public required string Title { get; init; }

    public required DelegationRole Role { get; init; }
    public RankLevel Rank { get; init; } = RankLevel.Other;
}
