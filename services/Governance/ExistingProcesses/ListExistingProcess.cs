using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.ExistingProcesses;

/// <summary>Enters a process of others in the register, so that new activities can be held against it.</summary>
public sealed record ListExistingProcess
{
    [StringLength(300, MinimumLength = 3)]
    public required string Name { get; init; }

    /// <summary>The organization that keeps it.</summary>
    [StringLength(300, MinimumLength = 2)]
    public required string Keeper { get; init; }

    /// <summary>Where to read of it.</summary>
    [StringLength(500, MinimumLength = 8)]
    public string? Address { get; init; }

    /// <summary>What it does, in a few sentences.</summary>
    [StringLength(5_000, MinimumLength = 1)]
    public required string Scope { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">The address is none of the web.</exception>
    public IEnumerable<object> Decide(Guid id, Guid scopeId, DateTimeOffset now)
    {
        Uri? address = null;
        if (Address is not null && !(Uri.TryCreate(Address, UriKind.Absolute, out address) && address.Scheme is "https" or "http"))
            throw new Refusal("address-not-of-the-web", "Give an address that starts with https://, or none.", "address");
        return [new ExistingProcessListed(id, Name, Keeper, address, scopeId, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/existing-processes", (ListExistingProcess command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                // What others do goes by the world's time.
                var (id, now) = (Guid.CreateVersion7(), time.GetUtcNow());
                session.Note<ListExistingProcess>(id, command.Reason, now);
                return session.Start<ExistingProcess>(http, id, command.Decide(id, session.Write(id, command.Scope), now), $"/existing-processes/{id}", ct);
            })
            .AcceptsIdempotencyKey<ListExistingProcess>()
            .Allow(Role.Organizer)
            .WithName(nameof(ListExistingProcess))
            .WithTags("Non-duplication");
}
