using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>
/// Brings back a delegation that had withdrawn. What it had asked for it asks for anew, received now: at the end of every queue, not at its old place.
/// Asked twice, done once.
/// </summary>
public sealed record ReturnDelegation
{
    /// <summary>Needed from the secretariat; a delegation that comes back by itself owes none.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public string? Reason { get; init; }

    /// <param name="now">On the edition's clock.</param>
    /// <param name="acknowledgementId">Under which its request for the floor is acknowledged, if it had asked for it.</param>
    public static IEnumerable<object> Decide(Delegation delegation, DateTimeOffset now, Guid acknowledgementId) => delegation.Listing.Standing switch
    {
        DelegationStanding.Withdrawn => [new DelegationReturned(AskingAnew(delegation.Listing, delegation.SetAside, now, acknowledgementId), now)],
        DelegationStanding.Invited or DelegationStanding.Announced => [],
    };

    private static Listing AskingAnew(Listing listing, SetAside? requests, DateTimeOffset now, Guid acknowledgementId) => listing with
    {
        // Whoever declined before it was announced is expected again, and no more than that.
        Standing = listing.HeadRank is null ? DelegationStanding.Invited : DelegationStanding.Announced,
        SpeakingRequestedAt = requests is { Speaking: true } ? now : null,
        SpeakingAcknowledgement = requests is { Speaking: true } ? acknowledgementId : null,
        SpeakingPreferences = requests?.SpeakingPreferences ?? [],
        SpeakingOnBehalfOf = requests?.SpeakingOnBehalfOf,
        RoundTableChoices = requests?.RoundTableChoices ?? [],
        RoundTableSeats = requests?.RoundTableSeats ?? 0,
        RoundTableChoicesAt = requests is { RoundTableChoices: [_, ..] } ? now : null,
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/delegations/{id:guid}/return", (Guid id, ReturnDelegation? command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Change(id, expected, caller, time, (delegation, now) =>
                {
                    if (caller.Is(Role.Organizer))
                        session.Note<ReturnDelegation>(id, command?.Reason ?? throw new Refusal("reason-needed", "What the secretariat does has a reason. Give it.", "reason"), now);
                    return Decide(delegation, now, Guid.CreateVersion7());
                }, ct))
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(ReturnDelegation))
            .WithTags("Delegations");
}
