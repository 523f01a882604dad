using Forum.Contracts.Governance;
using Forum.Replay.Data;

namespace Forum.Replay.Api;

/// <summary>An edition, as Governance shows it.</summary>
public sealed record EditionSeen(Guid Id, long Version, string Code, ModalityProfile ModalityProfile, EditionState State);

/// <summary>The part of Governance's API that the replay uses.</summary>
public sealed class Governance(Origin origin)
{
    private const string Root = "api/governance";

    public async Task<EditionSeen?> Find(string code, CancellationToken ct) =>
        (await origin.List<EditionSeen>(Who.Anybody, $"{Root}/editions?code={code}", ct)).FirstOrDefault(edition => edition.Code == code);

    public async Task<EditionSeen> Read(Guid edition, CancellationToken ct) =>
        await origin.Read<EditionSeen>(Who.Anybody, $"{Root}/editions/{edition}", ct) ?? throw new Refused("not-found", $"The edition {edition} is not there any more.");

    public Task<Made> Announce(PlannedEdition edition, CancellationToken ct) =>
        origin.Create(Who.Organizer, $"{Root}/editions", edition, $"replay/{edition.Code}", ct);

    /// <summary>Lets an account act for a participant, as a backup: the primary focal point is the participant's own to name.</summary>
    public Task<Made> Designate(string participant, string subject, CancellationToken ct) => origin.Create(
        Who.Organizer,
        $"{Root}/focal-points",
        new { Participant = participant, Subject = subject, Capacity = FocalPointCapacity.Backup, Reason = "The replay of the first Dialogue." },
        $"replay/focal-point/{participant}",
        ct);

    /// <summary>Opens or closes registration, unless it is so already.</summary>
    public Task<EditionSeen> Bring(Guid edition, EditionState to, CancellationToken ct) => origin.Bring(
        () => Read(edition, ct),
        seen => seen.State == to,
        (seen, patience) => origin.Change(Who.Organizer, HttpMethod.Post, $"{Root}/editions/{edition}/registration/{(to is EditionState.RegistrationOpen ? "opening" : "closing")}", new { Reason = "The replay of the first Dialogue." }, seen.Version, patience, ct));
}
