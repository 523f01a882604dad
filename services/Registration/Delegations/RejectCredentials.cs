using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>
/// Sets aside credentials that were found not in order, also such as were accepted before; what else came counts on. The delegation speaks and sits all the same.
/// Asked twice, done once.
/// </summary>
public sealed record RejectCredentials
{
    /// <summary>What is not in order.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <param name="number">Of the paper.</param>
    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Missing">No such paper came.</exception>
    /// <exception cref="Refusal">The delegation has withdrawn.</exception>
    public static IEnumerable<object> Decide(Delegation delegation, int number, DateTimeOffset now)
    {
        delegation.MustCome();
        var paper = delegation.Paper(number);
        return paper.RejectedAt is null
            ? [new CredentialsRejected(delegation.Listing with { Credentials = PapersOnHand.Worth(delegation.Credentials.Where(other => other != paper)) }, number, now)]
            : [];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/delegations/{id:guid}/credentials/{number:int}/rejection", (Guid id, int number, RejectCredentials command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Change(id, expected, caller, time, (delegation, now) =>
                {
                    session.Note<RejectCredentials>(id, command.Reason, now);
                    return Decide(delegation, number, now);
                }, ct))
            .Allow(Role.Organizer)
            .WithName(nameof(RejectCredentials))
            .WithTags("Credentials");
}
