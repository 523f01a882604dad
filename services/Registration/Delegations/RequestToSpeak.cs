using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>
/// Asks for the floor in plenary, from the instant on that was announced for the edition. The answer acknowledges the receipt; asked again, the first receipt counts,
/// and other preferences take the place of those before.
/// </summary>
public sealed record RequestToSpeak
{
    /// <summary>Numbers of the plenary meetings at which the delegation would speak, best first, each once; empty when any will do, null to leave all as it is.</summary>
    [MaxLength(20)]
    public IReadOnlyList<int>? Preferences { get; init; }

    /// <summary>Code of the group on whose behalf the statement is made, e.g. <c>G77</c>; null when the delegation speaks for itself. One that aligns itself with a group speaks for itself.</summary>
    [RegularExpression("^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$"), StringLength(32, MinimumLength = 2)]
    public string? OnBehalfOf { get; init; }

    /// <param name="now">On the edition's clock: the time of receipt, which decides the order among equals.</param>
    /// <param name="acknowledgementId">Under which the receipt is acknowledged, if it is the first.</param>
    /// <exception cref="Refusal">The delegation has withdrawn, the list is not open yet, or the preferences cannot be.</exception>
    public IEnumerable<object> Decide(Delegation delegation, KnownEdition edition, DateTimeOffset now, Guid acknowledgementId)
    {
        delegation.MustCome();
        if (edition.Edition.SpeakersListOpensAt is { } opensAt && now < opensAt)
            throw new Refusal("speakers-list-not-open", $"The speakers' list of this edition opens at {opensAt:O}, on the edition's clock. Ask for the floor from then on.");
        if (Preferences is { } given)
        {
            if (given.Any(number => number < 1))
                throw new Refusal("no-such-meeting", "Plenary meetings are numbered from 1.", "preferences");
            if (given.Distinct().Count() != given.Count)
                throw new Refusal("preference-repeated", "Each meeting can be preferred once.", "preferences");
        }

        var listing = delegation.Listing;
        var asked = (Preferences, OnBehalfOf) is (null, null)
            ? listing
            : listing with { SpeakingPreferences = [.. Preferences ?? []], SpeakingOnBehalfOf = OnBehalfOf };
        if (listing.SpeakingRequestedAt is null)
            return [new SpeakingRequested(asked with { SpeakingRequestedAt = now, SpeakingAcknowledgement = acknowledgementId })];
        return asked.SpeakingPreferences.SequenceEqual(listing.SpeakingPreferences) && asked.SpeakingOnBehalfOf == listing.SpeakingOnBehalfOf ? [] : [new SpeakingRequested(asked)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/delegations/{id:guid}/speaking-request", async (Guid id, RequestToSpeak? command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                Listing? received = null;
                var changed = await session.Change(id, expected, caller, time, (delegation, edition, now) =>
                {
                    object[] events = [.. (command ?? new RequestToSpeak()).Decide(delegation, edition, now, Guid.CreateVersion7())];
                    received = events is [SpeakingRequested requested] ? requested.Listing : delegation.Listing;
                    return events;
                }, ct);
                return new ChangedTo<Acknowledgement>(new Acknowledgement(received!.SpeakingAcknowledgement, received.SpeakingRequestedAt!.Value, received.SpeakingPreferences, received.SpeakingOnBehalfOf), changed.Version);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(RequestToSpeak))
            .WithTags("Delegations");
}

/// <summary>That a request for the floor was received, and as what.</summary>
/// <param name="AcknowledgementId">The same however often it is asked for; null when the request was received before there were such ids.</param>
/// <param name="ReceivedAt">When the server received it, on the edition's clock: what counts on the speakers' list.</param>
/// <param name="Preferences">Numbers of the plenary meetings at which the delegation would speak, best first; empty when any will do.</param>
/// <param name="OnBehalfOf">Code of the group on whose behalf the statement is made; null when the delegation speaks for itself.</param>
public sealed record Acknowledgement(Guid? AcknowledgementId, DateTimeOffset ReceivedAt, IReadOnlyList<int> Preferences, string? OnBehalfOf);
