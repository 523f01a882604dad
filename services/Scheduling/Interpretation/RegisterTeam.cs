using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.Interpretation;

/// <summary>Tells of a team of interpreters that can serve meetings of the edition, one at a time.</summary>
public sealed record RegisterTeam
{
    public required Guid EditionId { get; init; }

    /// <summary>Given once in an edition, e.g. "Team A"; no person is named.</summary>
    [StringLength(100, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>Interpreters by language; null for a whole team of fourteen.</summary>
    [MinLength(1), MaxLength(6)]
    public IReadOnlyList<BoothStaff>? Booths { get; init; }

    /// <exception cref="Refusal">A language is given twice, or with fewer interpreters than its booth takes.</exception>
    public IEnumerable<object> Decide(Guid id, DateTimeOffset now) => [new TeamRegistered(id, EditionId, Name, Staffed(Booths), now)];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/interpretation-teams", async (RegisterTeam command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var edition = await session.OpenEdition(command.EditionId, ct);
                var id = Guid.CreateVersion7();
                return await session.WithReserved(
                    NameOf(command.EditionId, command.Name),
                    NameTaken,
                    () => session.Start<InterpretationTeam>(http, id, command.Decide(id, edition.Now(time)), $"/interpretation-teams/{id}", ct),
                    ct);
            })
            .AcceptsIdempotencyKey<RegisterTeam>()
            .Allow(Role.Organizer)
            .WithName(nameof(RegisterTeam))
            .WithTags("Interpretation");

    internal static string NameOf(Guid editionId, string name) => $"interpretation-team/{editionId:N}/{name.ToUpperInvariant()}";

    internal static Refusal NameTaken() => new("team-name-taken", "There is a team of this name in the edition already.", "name");

    /// <exception cref="Refusal">A language is given twice, or with fewer interpreters than its booth takes.</exception>
    internal static ImmutableList<BoothStaff> Staffed(IReadOnlyList<BoothStaff>? booths)
    {
        if (booths is null)
            return InterpretationTeam.Whole;
        if (booths.GroupBy(booth => booth.Language).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new Refusal("language-given-twice", $"{twice.Key} is given twice. Say of each language once how many interpreters there are.", "booths");
        if (booths.FirstOrDefault(booth => booth.Interpreters < InterpretationTeam.Needed(booth.Language)) is { } few)
            throw new Refusal("booth-understaffed", $"The booth for {few.Language} takes {InterpretationTeam.Needed(few.Language)} interpreters. Leave the language out when there are fewer.", "booths");
        return [.. booths.OrderBy(booth => booth.Language)];
    }
}
