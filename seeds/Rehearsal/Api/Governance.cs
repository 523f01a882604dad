using Forum.Contracts.Governance;
using Forum.Rehearsal.Scenarios;

namespace Forum.Rehearsal.Api;

/// <summary>An edition, as Governance shows it.</summary>
public sealed record EditionSeen(Guid Id, long Version, string Code, EditionClock Clock, EditionState State);

/// <summary>The part of Governance's API that the rehearsal uses.</summary>
public sealed class Governance(Origin origin)
{
    private const string Root = "api/governance", Reason = "A rehearsal, of a forum that is made up.";

    /// <summary>Announces the rehearsed edition; its clock goes from then on.</summary>
    public async Task<EditionSeen> Announce(Scenario scenario, string code, DateTimeOffset clockStartsAt, double speed, CancellationToken ct)
    {
        var edition = new
        {
            Code = code,
            Title = $"{scenario.Title} (rehearsal)",
            scenario.StartsOn,
            scenario.EndsOn,
            scenario.Venue,
            scenario.TimeZone,
            ParticipantsAsOf = scenario.StartsOn,
            ModalityProfile = new { Code = "rehearsal", RoundTableCapacity = (int?)scenario.RoundTableSeats, SpeakingLimitMinutes = (int?)scenario.SpeakingLimitMinutes },
            OutcomeType = OutcomeType.ChairSummary,
            Clock = new { Kind = ClockKind.Rehearsal, StartsAt = clockStartsAt, Speed = speed },
            Reason,
        };
        return await Read((await origin.Create(Who.Organizer, $"{Root}/editions", edition, $"rehearsal/{code}", ct)).Id, ct);
    }

    public Task<long?> OpenRegistration(EditionSeen edition, CancellationToken ct) => Registration(edition, "opening", ct);

    public Task<long?> CloseRegistration(EditionSeen edition, CancellationToken ct) => Registration(edition, "closing", ct);

    /// <summary>Lets the account of the rehearsal act for a participant, unless it does already.</summary>
    public async Task Designate(string participant, CancellationToken ct)
    {
        try
        {
            var designated = new { Participant = participant, Subject = Who.DelegationOf(participant).Client, Capacity = FocalPointCapacity.Backup, Reason };
            await origin.Create(Who.Organizer, $"{Root}/focal-points", designated, $"rehearsal/focal-point/{participant}", ct);
        }
        catch (Refused refused) when (refused.Code is "focal-point-designated")
        {
            // By an earlier rehearsal.
        }
    }

    public async Task<EditionSeen> Read(Guid edition, CancellationToken ct) =>
        await origin.Read<EditionSeen>(Who.Anybody, $"{Root}/editions/{edition}", ct) ?? throw new Refused("not-found", $"The edition {edition} is not there any more.");

    private Task<long?> Registration(EditionSeen edition, string what, CancellationToken ct) =>
        origin.Change(Who.Organizer, HttpMethod.Post, $"{Root}/editions/{edition.Id}/registration/{what}", new { Reason }, edition.Version, new Patience(TimeProvider.System), ct);
}
