using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>
/// Records that credentials came, in what form and from whom. They are another thing than the badge: without them a delegation still speaks and sits.
/// The same paper recorded twice is recorded once.
/// </summary>
public sealed record ReceiveCredentials
{
    public required CredentialsForm Form { get; init; }
    public required IssuingAuthority IssuedBy { get; init; }

    /// <summary>The date they bear; null when they bear none.</summary>
    public DateOnly? IssuedOn { get; init; }

    /// <summary>When they came, on the edition's clock; null for now.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>How they came and what is to be said of it.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">The delegation has withdrawn, or they would have come later than now.</exception>
    public IEnumerable<object> Decide(Delegation delegation, DateTimeOffset now)
    {
        delegation.MustCome();
        if (ReceivedAt > now)
            throw new Refusal("received-later-than-now", $"By the edition's clock it is {now:O}; what came has come before.", "receivedAt");
        if (delegation.Credentials.Any(paper => paper.RejectedAt is null && (paper.Form, paper.IssuedBy, paper.IssuedOn) == (Form, IssuedBy, IssuedOn)))
            return [];

        var listing = delegation.Listing;
        var received = new CredentialsPaper(delegation.Credentials.Count + 1, Form, IssuedBy, IssuedOn, (ReceivedAt ?? now).ToUniversalTime());
        return [new CredentialsReceived(listing.Credentials is CredentialsState.None ? listing with { Credentials = CredentialsState.Provisional } : listing, received, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/delegations/{id:guid}/credentials", (Guid id, ReceiveCredentials command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Change(id, expected, caller, time, (delegation, now) =>
                {
                    session.Note<ReceiveCredentials>(id, command.Reason, now);
                    return command.Decide(delegation, now);
                }, ct))
            .Allow(Role.Organizer)
            .WithName(nameof(ReceiveCredentials))
            .WithTags("Credentials");
}
