using Forum.Contracts.Registration;
using Forum.Rehearsal.Plans;

namespace Forum.Rehearsal.Api;

/// <summary>A line of the list of participants.</summary>
public sealed record ParticipantSeen(string Code, string Status, RegionalGroup? Group);

/// <summary>A delegation, as Registration shows it.</summary>
public sealed record DelegationSeen(Guid Id, long Version);

/// <summary>The part of Registration's API that the rehearsal uses, as each of the delegations with its own token.</summary>
public sealed class Registration(Origin origin, TimeProvider time)
{
    private const string Root = "api/registration", Delegations = $"{Root}/delegations", Reason = "To rehearse what follows.";

    /// <summary>The Member States of a day.</summary>
    public async Task<IReadOnlyList<State>> MemberStates(DateOnly asOf, CancellationToken ct) =>
    [
        .. (await origin.Read<ListSeen>(Who.Anybody, $"{Root}/participants?asOf={asOf:yyyy-MM-dd}", ct))!.Items
            .Where(line => line.Status is "MemberState")
            .Select(line => new State(line.Code, line.Group)),
    ];

    public Task<Made> Register(Guid edition, SyntheticDelegation delegation, CancellationToken ct) => origin.Create(
        Who.DelegationOf(delegation.Code),
        Delegations,
        new
        {
            EditionId = edition,
            Participant = delegation.Code,
            Category = ParticipantCategory.MemberState,
            Head = new { Name = delegation.NameOf("Head of delegation"), delegation.Title, delegation.Rank },
            Members = new[] { new { Name = delegation.NameOf("Representative"), Title = "Representative (synthetic)", Role = "Representative", Rank = RankLevel.Other } },
            Credentials = CredentialsState.Provisional,
        },
        $"rehearsal/{edition:N}/{delegation.Code}",
        ct);

    public Task<long> AskForTheFloor(Who who, Made delegation, CancellationToken ct) => Bring(who, delegation.Id, HttpMethod.Post, "speaking-request", new { }, ct, delegation.Version);

    public Task<long> Choose(Who who, Made delegation, IReadOnlyList<int> choices, CancellationToken ct) =>
        Bring(who, delegation.Id, HttpMethod.Put, "round-table-choices", new { Choices = choices, Seats = choices.Count }, ct, delegation.Version);

    public Task<long> Withdraw(Who who, Guid delegation, CancellationToken ct) =>
        Bring(who, delegation, HttpMethod.Post, "withdrawal", new { Reason }, ct);

    public Task<long> Return(Who who, Guid delegation, CancellationToken ct) => Bring(who, delegation, HttpMethod.Post, "return", new { Reason }, ct);

    /// <summary>Changes the delegation, on the version that is known or on the one that holds now; the version that holds then.</summary>
    private async Task<long> Bring(Who who, Guid delegation, HttpMethod method, string what, object body, CancellationToken ct, long? known = null)
    {
        var patience = new Patience(time);
        while (true)
        {
            known ??= (await origin.Read<DelegationSeen>(who, $"{Delegations}/{delegation}", ct))?.Version ?? throw new Refused("not-found", $"The delegation {delegation} is not there any more.");
            if (await origin.Change(who, method, $"{Delegations}/{delegation}/{what}", body, known.Value, patience, ct) is { } version)
                return version;
            known = null;
        }
    }

    private sealed record ListSeen(IReadOnlyList<ParticipantSeen> Items);
}
