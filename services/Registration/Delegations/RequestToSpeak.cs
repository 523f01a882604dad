using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>Asks for the floor in plenary; asked twice, the first receipt counts.</summary>
public sealed record RequestToSpeak
{
    /// <param name="now">On the edition's clock: the time of receipt, which decides the order among equals.</param>
    /// <exception cref="Refusal">The delegation has withdrawn.</exception>
    public static IEnumerable<object> Decide(Delegation delegation, DateTimeOffset now)
    {
        delegation.MustCome();
        return delegation.Listing.SpeakingRequestedAt is null
            ? [new SpeakingRequested(delegation.Listing with { SpeakingRequestedAt = now })]
            : [];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/delegations/{id:guid}/speaking-request", (Guid id, RequestToSpeak? command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Change(id, expected, caller, time, Decide, ct))
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(RequestToSpeak))
            .WithTags("Delegations");
}
