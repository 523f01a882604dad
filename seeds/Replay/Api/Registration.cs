using Forum.Contracts.Registration;
using Forum.Replay.Data;

namespace Forum.Replay.Api;

/// <summary>A delegation, as Registration lists it.</summary>
public sealed record DelegationSeen(
    Guid Id, long Version, string Participant, DelegationStanding Standing, DateTimeOffset? SpeakingRequestedAt, IReadOnlyList<int> RoundTableChoices, int RoundTableSeats);

/// <summary>Until when Registration holds the people of an edition.</summary>
public sealed record PeopleHeld(long Version, DateOnly HeldUntil);

/// <summary>How a delegation's credentials stand, as Registration shows it.</summary>
public sealed record CredentialsSeen(Guid Id, long Version, CredentialsState Credentials, IReadOnlyList<PaperSeen> CredentialsReceived);

/// <summary>Credentials that came.</summary>
public sealed record PaperSeen(int Number);

/// <summary>A badge that was scanned.</summary>
public sealed record Scan(Guid ScanId, Guid DelegationId, DateTimeOffset At);

/// <summary>What became of each scan.</summary>
public sealed record TakenScans(IReadOnlyList<TakenScan> Items);

/// <summary>What became of a scan.</summary>
public sealed record TakenScan(Guid ScanId, string Outcome, string? Code, string? Detail);

/// <summary>An organization on its way to being admitted.</summary>
public sealed record OrganizationSeen(Guid Id, long Version, string Code, AccreditationStanding Standing);

/// <summary>The part of Registration's API that the replay uses.</summary>
public sealed class Registration(Origin origin)
{
    private const string Reason = "It took part in the first Dialogue (A/61/515, para. 3); how it was admitted is not in the source.";

    private const string Root = "api/registration/delegations", Editions = "api/registration/editions", Organizations = "api/registration/organizations";

    public Task<IReadOnlyList<OrganizationSeen>> ListOrganizations(Guid edition, CancellationToken ct) => origin.List<OrganizationSeen>(Who.Organizer, $"{Organizations}?edition={edition}", ct);

    /// <summary>Proposes an organization of civil society, as the secretariat.</summary>
    public Task<Made> Propose(Guid edition, Participant participant, CancellationToken ct) => origin.Create(
        Who.Organizer,
        Organizations,
        new { EditionId = edition, participant.Code, participant.Name, participant.Category, Profile = "Not in the source, which counts such entities and names none.", Reason },
        $"replay/{edition:N}/organization/{participant.Code}",
        ct);

    /// <summary>Admits it, unless it is so already: the modalities of 2006 are not known to ask for no-objection.</summary>
    public Task<OrganizationSeen> Clear(Guid organization, CancellationToken ct) => origin.Bring(
        async () => await origin.Read<OrganizationSeen>(Who.Organizer, $"{Organizations}/{organization}", ct) ?? throw new Refused("not-found", $"The organization {organization} is not there any more."),
        seen => seen.Standing is AccreditationStanding.Cleared,
        (seen, patience) => origin.Change(Who.Organizer, HttpMethod.Post, $"{Organizations}/{organization}/clearance", new { Reason }, seen.Version, patience, ct));

    /// <summary>Has the people of the edition held until a day, as soon as Registration knows the edition.</summary>
    public async Task Hold(Guid edition, DateOnly until, CancellationToken ct)
    {
        var address = $"{Editions}/{edition}/personal-data";
        var known = await origin.Until("Registration knows the edition", () => origin.Read<PeopleHeld>(Who.Organizer, address, ct), static _ => true, ct);
        await origin.Bring(
            async () => await origin.Read<PeopleHeld>(Who.Organizer, address, ct) ?? known,
            held => held.HeldUntil == until,
            (held, patience) => origin.Change(Who.Organizer, HttpMethod.Put, $"{address}/retention", new { EndsOn = until, Reason = "The replay of the first Dialogue names nobody." }, held.Version, patience, ct));
    }

    public Task<IReadOnlyList<DelegationSeen>> List(Guid edition, CancellationToken ct) => origin.List<DelegationSeen>(Who.Organizer, $"{Root}?edition={edition}", ct);

    public async Task<DelegationSeen?> Find(Who who, Guid edition, CancellationToken ct) =>
        (await origin.List<DelegationSeen>(who, $"{Root}?edition={edition}", ct)).FirstOrDefault(delegation => delegation.Participant == who.Delegation);

    public async Task<DelegationSeen> Read(Who who, Guid delegation, CancellationToken ct) =>
        await origin.Read<DelegationSeen>(who, $"{Root}/{delegation}", ct) ?? throw new Refused("not-found", $"The delegation {delegation} of {who.Delegation} is not there any more.");

    public Task<Made> Register(Who who, Guid edition, Participant participant, Persons persons, CancellationToken ct) => origin.Create(
        who,
        Root,
        new
        {
            EditionId = edition,
            Participant = participant.Code,
            participant.Name,
            participant.Category,
            Head = new { persons.Name, participant.Title, participant.Rank },
            Members = Enumerable.Range(2, participant.Members - 1).Select(_ => new { Name = persons.Representative, Title = "Representative", Role = "Representative", Rank = RankLevel.Other }).ToArray(),
            // What is full the secretariat says, when the original has come.
            Credentials = participant.Credentials is CredentialsState.Full ? CredentialsState.Provisional : participant.Credentials,
        },
        $"replay/{edition:N}/{participant.Code}",
        ct);

    public Task<long?> AskForTheFloor(Who who, DelegationSeen delegation, Patience patience, CancellationToken ct) => Change(who, HttpMethod.Post, delegation, "speaking-request", new { }, patience, ct);

    public Task<long?> Choose(Who who, DelegationSeen delegation, IReadOnlyList<int> choices, Patience patience, CancellationToken ct) =>
        Change(who, HttpMethod.Put, delegation, "round-table-choices", new { Choices = choices, Seats = choices.Count }, patience, ct);

    public Task<long?> Withdraw(Who who, DelegationSeen delegation, Patience patience, CancellationToken ct) =>
        Change(who, HttpMethod.Post, delegation, "withdrawal", new { Reason = "To show the way of a withdrawal; not in the source." }, patience, ct);

    public Task<long?> Return(Who who, DelegationSeen delegation, Patience patience, CancellationToken ct) => Change(who, HttpMethod.Post, delegation, "return", new { }, patience, ct);

    public async Task<CredentialsSeen> Credentials(Guid delegation, CancellationToken ct) =>
        await origin.Read<CredentialsSeen>(Who.Organizer, $"{Root}/{delegation}", ct) ?? throw new Refused("not-found", $"The delegation {delegation} is not there any more.");

    public Task<long?> ReceiveOriginal(CredentialsSeen delegation, Patience patience, CancellationToken ct) => origin.Change(
        Who.Organizer,
        HttpMethod.Post,
        $"{Root}/{delegation.Id}/credentials",
        new { Form = "Original", IssuedBy = "ForeignMinister", Reason = "Illustrative: what credentials came in 2006 is not in the source." },
        delegation.Version,
        patience,
        ct);

    public Task<long?> Accept(CredentialsSeen delegation, PaperSeen paper, Patience patience, CancellationToken ct) => origin.Change(
        Who.Organizer,
        HttpMethod.Post,
        $"{Root}/{delegation.Id}/credentials/{paper.Number}/acceptance",
        new { Reason = "Illustrative: what credentials were accepted in 2006 is not in the source." },
        delegation.Version,
        patience,
        ct);

    /// <summary>Tells who has arrived; a scan that was told before changes nothing.</summary>
    public Task<TakenScans> RecordArrivals(Guid edition, IReadOnlyCollection<Scan> scans, CancellationToken ct) =>
        origin.Tell<TakenScans>(Who.Organizer, $"api/registration/editions/{edition}/arrivals", new { Scans = scans }, ct);

    private Task<long?> Change(Who who, HttpMethod method, DelegationSeen delegation, string what, object body, Patience patience, CancellationToken ct) =>
        origin.Change(who, method, $"{Root}/{delegation.Id}/{what}", body, delegation.Version, patience, ct);
}
