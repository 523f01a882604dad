using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>
/// Accepts credentials that came: as full when they are the original from the Head of State or Government or the Foreign Minister, else as provisional.
/// Asked twice, done once.
/// </summary>
public sealed record AcceptCredentials
{
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <param name="number">Of the paper.</param>
    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Missing">No such paper came.</exception>
    /// <exception cref="Refusal">The delegation has withdrawn, or the paper was rejected.</exception>
    public static IEnumerable<object> Decide(Delegation delegation, int number, DateTimeOffset now)
    {
        delegation.MustCome();
        var paper = delegation.Paper(number);
        if (paper.RejectedAt is not null)
            throw new Refusal("credentials-rejected", "These were found not in order. Record what came instead, then accept that.");
        if (paper.AcceptedAt is not null)
            return [];

        var worth = PapersOnHand.Worth(delegation.Credentials.Select(other => other == paper ? paper with { AcceptedAt = now } : other));
        return [new CredentialsAccepted(delegation.Listing with { Credentials = worth }, number, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/delegations/{id:guid}/credentials/{number:int}/acceptance", (Guid id, int number, AcceptCredentials command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Change(id, expected, caller, time, (delegation, now) =>
                {
                    session.Note<AcceptCredentials>(id, command.Reason, now);
                    return Decide(delegation, number, now);
                }, ct))
            .Allow(Role.Organizer)
            .WithName(nameof(AcceptCredentials))
            .WithTags("Credentials");
}
