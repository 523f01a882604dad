using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Communications;
using Forum.Registration.Editions;
using Forum.Registration.Organizations;
using Forum.Registration.Participants;
using Forum.Registration.People;
using JasperFx;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>Registers a participant's delegation for an edition, with its head and members.</summary>
public sealed record RegisterDelegation
{
    /// <summary>Unique over edition and participant, on the snapshot that is written in the transaction of the event: two registrations at the same instant cannot both commit.</summary>
    internal const string OnePerParticipant = "one_delegation_per_participant";

    public required Guid EditionId { get; init; }

    /// <summary>Code on the list of participants, e.g. <c>FRA</c>; for an organization, a code of its own.</summary>
    [RegularExpression("^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$"), StringLength(32, MinimumLength = 2)]
    public required string Participant { get; init; }

    /// <summary>Needed for an organization, unless it was admitted under its name; refused for who stands on the list of participants and so has its name there.</summary>
    [RegularExpression(Person.OneLine), StringLength(300, MinimumLength = 2)]
    public string? Name { get; init; }

    public required ParticipantCategory Category { get; init; }
    public required Head Head { get; init; }

    /// <summary>The others; the head is not among them.</summary>
    [MaxLength(500)]
    public IReadOnlyList<Member> Members { get; init; } = [];

    /// <summary>Provisional when a copy or a note verbale is with the secretariat. What is full the secretariat says, when it accepts the original.</summary>
    public CredentialsState Credentials { get; init; }

    /// <summary>What the participant wrote; null when it registers without having written.</summary>
    public InboundCommunication? Communication { get; init; }

    /// <param name="admission">Against what the registration is held.</param>
    /// <param name="id">The delegation to be.</param>
    /// <param name="people">Ids of the people: the head's, then the members' in their order.</param>
    /// <param name="now">On the edition's clock.</param>
    /// <param name="communicationId">Where the communication is kept; null when there is none.</param>
    /// <exception cref="Refusal">The edition takes no registrations, the participant is not what it says, or the delegation is not composed as the rules want it.</exception>
    public IEnumerable<object> Decide(KnownEdition edition, Admission admission, Guid id, IReadOnlyList<Guid> people, DateTimeOffset now, Guid? communicationId = null)
    {
        edition.MustBeOpen();
        if (Credentials is CredentialsState.Full)
            throw new Refusal("credentials-not-accepted", "Credentials are full when the secretariat has accepted the original. Register with Provisional or None.", "credentials");
        var (name, group) = admission.Identify(Participant, Category, Name, edition.Edition.ParticipantsAsOf);
        var members = Compose(Head, Members, people);
        Communication?.MustBeOf(Category, now);

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
            People = people,
        };
        return [new DelegationAnnounced(id, listing, members, now, communicationId)];
    }

    /// <summary>The members of a delegation that is announced: its head, then the others in their order.</summary>
    /// <exception cref="Refusal">There is a second head, or there are more representatives or alternates than rule 25 lets a delegation have.</exception>
    internal static DelegationMember[] Compose(Head head, IReadOnlyList<Member> others, IReadOnlyList<Guid> people)
    {
        DelegationMember[] members =
        [
            new(people[0], DelegationRole.HeadOfDelegation, head.Rank),
            .. others.Select((member, n) => new DelegationMember(people[n + 1], member.Role, member.Rank)),
        ];
        Composition.MustBeComposed([.. members.Select(member => member.Role)], "members");
        return members;
    }

    internal static Person[] People(Guid delegationId, Head head, IReadOnlyList<Member> others) =>
    [
        new Person(Guid.CreateVersion7(), delegationId, head.Name, head.Title),
        .. others.Select(member => new Person(Guid.CreateVersion7(), delegationId, member.Name, member.Title)),
    ];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/delegations", async (RegisterDelegation command, Caller caller, EditionsAtHand editions, ParticipantListsAtHand lists, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                caller.MustActFor(command.Participant, "participant", command.Participant);
                var edition = await editions.Find(session, command.EditionId, ct)
                    ?? throw new Refusal("edition-unknown", "There is no such edition here. One that was announced a moment ago comes to be known shortly.", "editionId");
                var id = Guid.CreateVersion7();
                var people = People(id, command.Head, command.Members);
                var admission = await Admission.Find(session, lists, edition.Id, command.Participant, command.Category, caller.Is(Role.Organizer), ct);
                var now = edition.Edition.Clock.Now(time);
                var communication = command.Communication?.Of(id, now);
                var events = command.Decide(edition, admission, id, [.. people.Select(person => person.Id)], now, communication?.Id).AndRemind(new Delegation(), edition, now);
                await session.TakePlace(edition, command.Category, id, now, ct);

                session.Insert(people);
                if (communication is not null)
                    session.Insert(communication);
                return await StartOnly(session, http, id, events, command.Participant, ct);
            })
            .AcceptsIdempotencyKey<RegisterDelegation>()
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(RegisterDelegation))
            .WithTags("Delegations");

    /// <summary>Starts the one delegation of a participant at an edition, however it begins.</summary>
    /// <exception cref="Refusal">The participant has a delegation there already.</exception>
    internal static async Task<Started> StartOnly(IDocumentSession session, HttpContext http, Guid id, IEnumerable<object> events, string participant, CancellationToken ct)
    {
        try
        {
            return await session.Start<Delegation>(http, id, events, $"/delegations/{id}", ct);
        }
        // The id is new, so that only edition and participant can have clashed.
        catch (DocumentAlreadyExistsException e) when (e.DocType == typeof(Delegation))
        {
            throw new Refusal("delegation-already-registered", $"{participant} has a delegation at this edition already. Change that one, or announce it if it is only expected so far.", "participant") { TakenByAnother = true };
        }
    }
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
