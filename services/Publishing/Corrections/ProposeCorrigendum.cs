using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Documents;
using Forum.Publishing.Languages;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.Corrections;

/// <summary>A place that is to be corrected.</summary>
public sealed record ProposedCorrection
{
    /// <summary>Code of the version: ar, zh, en, fr, ru or es.</summary>
    [StringLength(2, MinimumLength = 2)]
    public required string Language { get; init; }

    [Range(1, 9_999)]
    public required int Paragraph { get; init; }

    /// <summary>What stands there, to the letter; so many words that they stand in the paragraph once.</summary>
    [StringLength(20_000, MinimumLength = 1)]
    public required string Stands { get; init; }

    /// <summary>What is to be read; empty where the words are to be left out, null while it is not known.</summary>
    [StringLength(20_000)]
    public string? Read { get; init; }

    internal Correction Place() => new(OfficialLanguage.Of(Language).Code, Paragraph, Stands, Read);
}

/// <summary>Proposes to correct errors in issued versions of a summary: places that somebody saw, or those that the check of the language versions against the original finds now.</summary>
public sealed record ProposeCorrigendum
{
    [StringLength(1_000, MinimumLength = 3)]
    public required string Reason { get; init; }

    /// <summary>True to take the places that the check finds in the issued versions; then none are given.</summary>
    public bool FromConcordance { get; init; }

    [MaxLength(500)]
    public IReadOnlyList<ProposedCorrection> Corrections { get; init; } = [];

    /// <param name="versions">The issued ones by language, as they are to be read now.</param>
    /// <exception cref="Refusal">The summary is not issued, a place is not there, or there is nothing to correct.</exception>
    public IReadOnlyList<Correction> Decide(Summary summary, IReadOnlyDictionary<string, ChairSummary> versions)
    {
        if (!summary.IsIssued())
            throw new Refusal("summary-not-issued", "A text that is not issued is put right itself. Return the summary to the drafters.");
        if (FromConcordance && Corrections.Count > 0)
            throw new Refusal("corrections-given", "Either the check says what is wrong, or you do.", "corrections");
        IReadOnlyList<Correction> corrections = FromConcordance ? WhereTheyDiffer(summary, versions) : [.. Corrections.Select(correction => correction.Place())];
        if (corrections.Count == 0)
            throw new Refusal("nothing-to-correct", FromConcordance ? "The issued versions say the same in figures, dates and symbols." : "Say what is to be corrected.", "corrections");
        if (!FromConcordance)
            MustBePlaces(corrections, versions);
        return corrections;
    }

    /// <summary>What is wrong in the issued versions, held against the original as it is to be read.</summary>
    internal static IReadOnlyList<Correction> WhereTheyDiffer(Summary summary, IReadOnlyDictionary<string, ChairSummary> versions) =>
    [
        .. OfficialLanguage.All.Select(language => language.Code)
            .Where(code => code != summary.OriginalLanguage && versions.ContainsKey(code))
            .SelectMany(code => Correction.Of(code, Concordance.Of(versions[summary.OriginalLanguage], versions[code]), versions[code])),
    ];

    /// <exception cref="Refusal">A version is not issued, or the words do not stand in it once.</exception>
    internal static void MustBePlaces(IReadOnlyList<Correction> corrections, IReadOnlyDictionary<string, ChairSummary> versions)
    {
        var read = versions.ToDictionary(StringComparer.Ordinal);
        foreach (var correction in corrections)
        {
            if (!read.TryGetValue(correction.Language, out var version))
                throw new Refusal("language-not-issued", $"There is no issued version in {OfficialLanguage.Of(correction.Language).EnglishName}. What is not issued is put right itself.", "corrections");
            correction.MustBeAPlaceOf(version);
            read[correction.Language] = version.With([correction]);
        }
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/summaries/{id:guid}/corrigenda", async (Guid id, ProposeCorrigendum command, Caller caller, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                await session.TakeTurn(StartTranslation.TurnOf(id), ct);
                var now = await session.EditionTime(id, time, ct);
                var summary = await session.Require<Summary>(id, ct);
                var corrections = command.Decide(summary, summary.IsIssued() ? await session.IssuedVersions(summary, ct) : new Dictionary<string, ChairSummary>(StringComparer.Ordinal));
                var proposed = session.Propose(summary, command.FromConcordance ? CorrigendumOrigin.Concordance : CorrigendumOrigin.Secretariat, command.Reason.Trim(), corrections, caller, now);
                return await session.Made(http, new Started(proposed, 1, $"/corrigenda/{proposed}"), ct);
            })
            .AcceptsIdempotencyKey<ProposeCorrigendum>()
            .Allow(Role.Organizer)
            .WithName(nameof(ProposeCorrigendum))
            .WithTags("Corrigenda");
}

/// <summary>Starts corrigenda, within the transaction of what led to them.</summary>
internal static class Proposing
{
    public static Guid Propose(
        this IDocumentSession session, Summary summary, CorrigendumOrigin origin, string reason, IReadOnlyList<Correction> corrections, Caller caller, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7();
        // What the check saw is nobody's hand yet: who puts it right is.
        IEnumerable<object> proposed = [new CorrigendumProposed(id, summary.Id, summary.EditionId, origin, reason, corrections, now)];
        session.Events.StartStream<Corrigendum>(id, [.. origin is CorrigendumOrigin.Secretariat ? proposed.SignedBy(caller) : proposed]);
        return id;
    }
}
