using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Delegations;
using Marten;

namespace Forum.Registration.Communications;

/// <summary>A communication as it is listed.</summary>
/// <param name="DocumentBytes">Length of the paper's PDF file; null while none is stored.</param>
public sealed record CommunicationLine(
    Guid Id, CommunicationKind Kind, DateOnly Date, string? Reference, SignatoryFunction? Signatory, DateTimeOffset ReceivedAt, int? DocumentBytes);

/// <summary>What a delegation's sender wrote, for the secretariat and the delegation itself.</summary>
public static class ReadCommunications
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/delegations/{id:guid}/communications", async (Guid id, Guid? after, int? limit, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                await session.RequireDelegation(caller, id, ct);
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var communications = session.Query<Communication>().Where(c => c.DelegationId == id);
                if (after is { } last)
                    communications = communications.Where(c => c.Id.CompareTo(last) > 0);
                var found = await communications.OrderBy(c => c.Id).Take(most + 1).ToListAsync(ct);
                var stored = await session.Query<SourceDocument>().Where(d => d.DelegationId == id).Select(d => new { d.Id, d.Length }).ToListAsync(ct);
                var lengths = stored.ToDictionary(d => d.Id, d => d.Length);
                return Page.Of<CommunicationLine>(
                    [.. found.Select(c => new CommunicationLine(c.Id, c.Kind, c.Date, c.Reference, c.Signatory, c.ReceivedAt, lengths.TryGetValue(c.Id, out var length) ? length : null))],
                    most,
                    line => line.Id.ToString());
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName("ListCommunications")
            .WithSummary("What the sender of a delegation wrote, oldest first.")
            .WithTags("Communications");

        routes.MapGet("/delegations/{id:guid}/communications/{communication:guid}/document", async (Guid id, Guid communication, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                await session.RequireCommunication(caller, id, communication, ct);
                var document = await session.LoadAsync<SourceDocument>(communication, ct) ?? throw new Missing("document of communication", communication);
                return TypedResults.File(document.Content, StoreSourceDocument.Pdf, $"communication-{communication}.pdf");
            })
            .Produces<Stream>(StatusCodes.Status200OK, StoreSourceDocument.Pdf)
            .Allow(Role.Organizer, Role.Delegation)
            .WithName("ReadSourceDocument")
            .WithSummary("The paper itself, as it was scanned.")
            .WithTags("Communications");
    }

    /// <exception cref="Missing">There is no such delegation, or it is another's.</exception>
    internal static async Task<Delegation> RequireDelegation(this IQuerySession session, Caller caller, Guid id, CancellationToken ct)
    {
        var delegation = await session.Require<Delegation>(id, ct);
        caller.MustActFor(delegation.Listing.Participant, "delegation", id);
        return delegation;
    }

    /// <exception cref="Missing">The delegation has no such communication, or is another's.</exception>
    internal static async Task RequireCommunication(this IQuerySession session, Caller caller, Guid id, Guid communication, CancellationToken ct)
    {
        await session.RequireDelegation(caller, id, ct);
        if ((await session.LoadAsync<Communication>(communication, ct))?.DelegationId != id)
            throw new Missing("communication", communication);
    }
}
