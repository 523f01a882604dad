using Forum.Hosting.Access;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Registration.People;

/// <summary>What was erased of a person, and what is left where.</summary>
public sealed record ErasureReport(Guid PersonId, Guid DelegationId, ErasureReason Reason, DateTimeOffset ErasedAt, IReadOnlyDictionary<string, int> Erased, IReadOnlyList<Left> Left);

/// <summary>Erases a person: the document goes, the delegation and its counts stay. Asked twice, done once; the report is the same.</summary>
public sealed record ErasePerson
{
    public required ErasureReason Reason { get; init; }

    /// <exception cref="Refusal">Time is no reason that somebody can give.</exception>
    public void MustBeGivenByHand()
    {
        if (Reason is ErasureReason.LeftDelegation)
            throw new Refusal("reason-not-given-by-hand", "Who left a delegation is erased by itself. Say why it is done now.", "reason");
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/people/{id:guid}/erasure", async (Guid id, ErasePerson command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                command.MustBeGivenByHand();
                if (await session.LoadAsync<Person>(id, ct) is not { } person)
                    return TypedResults.Ok(await Report(session, id, ct));

                await session.Erase(person, command.Reason, caller.Subject, time.GetUtcNow(), ct);
                await session.SaveChangesAsync(ct);
                return TypedResults.Ok(await Report(session, id, ct));
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ErasePerson))
            .WithTags("People");

        routes.MapGet("/people/{id:guid}/erasure", async (Guid id, IQuerySession session, CancellationToken ct) => TypedResults.Ok(await Report(session, id, ct)))
            .Allow(Role.Organizer)
            .WithName("GetErasure")
            .WithSummary("What was erased of a person, and what is left where.")
            .WithTags("People");
    }

    private static async Task<ErasureReport> Report(IQuerySession session, Guid id, CancellationToken ct)
    {
        var erasure = await session.Query<Erasure>().Where(erasure => erasure.PersonId == id).FirstOrDefaultAsync(ct) ?? throw new Missing("person", id);
        return new ErasureReport(id, erasure.DelegationId, erasure.Reason, erasure.At, erasure.Erased, await WhatIsLeft.After(session, id, erasure.DelegationId, ct));
    }
}
