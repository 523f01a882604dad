using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Proceedings;
using JasperFx;
using Marten;

namespace Forum.Publishing.Notes;

/// <summary>Who takes notes where, at an edition. Accounts are people's, so this is no event; it is erased with the notes.</summary>
public sealed record NoteTakers : ILongVersioned
{
    /// <summary>The edition.</summary>
    public Guid Id { get; init; }

    public long Version { get; set; }
    public IReadOnlyList<TableNoteTakers> Tables { get; init; } = [];
}

/// <summary>Who takes notes at a round table.</summary>
public sealed record TableNoteTakers
{
    /// <summary>Null for the plenary.</summary>
    [Range(1, 999)]
    public int? RoundTable { get; init; }

    /// <summary>Accounts: subjects of their tokens.</summary>
    [MaxLength(100)]
    public required IReadOnlyList<string> Accounts { get; init; }
}

/// <summary>Names who takes notes where. It replaces what was named before; whoever is not named any more reads and writes no notes from then on.</summary>
public sealed record NameNoteTakers
{
    [MaxLength(200)]
    public required IReadOnlyList<TableNoteTakers> Tables { get; init; }

    /// <exception cref="Refusal">A round table stands twice, or an account is empty.</exception>
    public NoteTakers Decide(Guid editionId)
    {
        if (Tables.GroupBy(table => table.RoundTable).Any(tables => tables.Skip(1).Any()))
            throw new Refusal("round-table-twice", "Each round table stands once, with all its note-takers.", "tables");
        if (Tables.SelectMany(table => table.Accounts).Any(string.IsNullOrWhiteSpace))
            throw new Refusal("account-empty", "An account is the subject of a token.", "tables");
        return new NoteTakers { Id = editionId, Tables = [.. Tables.Select(table => table with { Accounts = [.. table.Accounts.Select(account => account.Trim()).Distinct(StringComparer.Ordinal)] })] };
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/editions/{id:guid}/note-takers", async (Guid id, ExpectedVersion expected, NameNoteTakers command, IDocumentSession session, CancellationToken ct) =>
            {
                await session.Require<KnownEdition>(id, ct);
                var named = command.Decide(id);
                var current = (await session.LoadAsync<NoteTakers>(id, ct))?.Version ?? 0;
                if (current != expected.Value)
                    throw new StaleVersion(expected.Value, current);
                session.UpdateRevision(named, current + 1);
                await session.SaveChangesAsync(ct);
                return new Changed(current + 1);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(NameNoteTakers))
            .WithTags("Notes");

        routes.MapGet("/editions/{id:guid}/note-takers", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                await session.Require<KnownEdition>(id, ct);
                var named = await session.LoadAsync<NoteTakers>(id, ct) ?? new NoteTakers { Id = id };
                return new Versioned<NoteTakers>(named, named.Version);
            })
            .Allow(Role.Organizer)
            .WithName("ReadNoteTakers")
            .WithSummary("Shows who takes notes where")
            .WithTags("Notes");
    }
}

/// <summary>Notes are open to the note-takers of their round table and to the secretariat, and to nobody else.</summary>
internal static class TakingNotes
{
    public static async Task<bool> TakesNotes(this IQuerySession session, Caller caller, Guid editionId, int? roundTable, CancellationToken ct) =>
        caller.Is(Role.Organizer)
        || (await session.LoadAsync<NoteTakers>(editionId, ct) is { } named && named.Tables.Any(table => table.RoundTable == roundTable && table.Accounts.Contains(caller.Subject, StringComparer.Ordinal)));

    /// <exception cref="Refusal">The caller takes no notes there.</exception>
    public static async Task MustTakeNotes(this IQuerySession session, Caller caller, Guid editionId, int? roundTable, CancellationToken ct)
    {
        if (!await session.TakesNotes(caller, editionId, roundTable, ct))
            throw new Refusal("not-its-note-taker", "Notes are taken and read by those whom the secretariat named for the round table. Ask the secretariat to name this account.") { NotAllowed = true };
    }
}
