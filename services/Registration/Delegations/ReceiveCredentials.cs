using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>Records what credentials the secretariat holds. They are another thing than the badge: without them a delegation still speaks and sits.</summary>
public sealed record ReceiveCredentials
{
    public required CredentialsState State { get; init; }

    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">The delegation has withdrawn.</exception>
    public IEnumerable<object> Decide(Delegation delegation, DateTimeOffset now)
    {
        delegation.MustCome();
        return delegation.Listing.Credentials == State
            ? []
            : [new CredentialsReceived(delegation.Listing with { Credentials = State }, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/delegations/{id:guid}/credentials", (Guid id, ReceiveCredentials command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Change(id, expected, caller, time, command.Decide, ct))
            .Allow(Role.Organizer)
            .WithName(nameof(ReceiveCredentials))
            .WithTags("Delegations");
}
