using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;
using Forum.Hosting.Http;
using Forum.Publishing.Documents;
using Forum.Publishing.Languages;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace Forum.Publishing.Outputs;

/// <summary>A passage of an issued document in which what was searched for was found.</summary>
/// <param name="Symbol"></param>
/// <param name="Language"></param>
/// <param name="Title">Of the document.</param>
/// <param name="Date">On the masthead.</param>
/// <param name="Paragraph">Its number; null for the title and for the heading of a section.</param>
/// <param name="Excerpt">In the order of the text.</param>
public sealed record FoundPassage(string Symbol, string Language, string Title, DateOnly Date, int? Paragraph, IReadOnlyList<ExcerptPart> Excerpt);

/// <summary>Words of an excerpt.</summary>
/// <param name="Found">True for those that were searched for.</param>
public sealed record ExcerptPart(string Text, bool Found);

/// <summary>
/// Searches the text of issued documents by the rules of the language in which it is written (PostgreSQL's full text search): other forms of a word are found, too.
/// Several words have to stand in one passage; <c>"…"</c> makes a phrase, <c>or</c> an alternative, <c>-</c> leaves out. The best passages come first.
/// Nothing but issued documents is looked at, so that no draft can be found.
/// </summary>
public static partial class SearchDocuments
{
    /// <summary>What was found stands between them, and one stands for what would be taken for markup and left out. Printed text has no control characters.</summary>
    private const char Before = '\u0002', After = '\u0003', LessThan = '\u0004';

    private const string Content = "((data->>'Content')::jsonb)";

    /// <summary>Each language with the rules that PostgreSQL has for it. For Chinese there are none, and it is not parted into words: each character counts as a word there.</summary>
    private static readonly (string Language, string Rules)[] Rules =
        [("ar", "arabic"), ("zh", "simple"), ("en", "english"), ("fr", "french"), ("ru", "russian"), ("es", "spanish")];

    /// <summary>What the store's options cannot say: an index for each language over all that can be found in a document.</summary>
    public static IEnumerable<string> Indexes(IReadOnlyStoreOptions store) => Rules.Select(rules =>
        $"create index if not exists {IndexOf(rules.Language)} on {Table(store)} using gin ({WordsOf(rules.Rules)}) where data->>'Language' = '{rules.Language}'");

    /// <summary>Names of these indexes, which the store is to leave alone.</summary>
    public static IEnumerable<string> IndexNames => Rules.Select(rules => IndexOf(rules.Language));

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(
                "/documents/search",
                async (
                    [StringLength(200, MinimumLength = 1)] string words,
                    [RegularExpression("^(ar|zh|en|fr|ru|es)$"), StringLength(2, MinimumLength = 2)] string? language,
                    Guid? edition,
                    [Range(0, 100_000)] int? after,
                    int? limit,
                    IDocumentStore store,
                    NpgsqlDataSource source,
                    CancellationToken ct) =>
                {
                    var most = Math.Clamp(limit ?? 20, 1, 100);
                    await using var command = source.CreateCommand(Sql(Table(store.Options), language));
                    command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = words });
                    command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = InCharacters(words) });
                    command.Parameters.Add(new NpgsqlParameter { Value = (object?)edition?.ToString() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
                    command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = after ?? 0 });
                    command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most + 1 });
                    var found = new List<FoundPassage>();
                    await using var reader = await command.ExecuteReaderAsync(ct);
                    while (await reader.ReadAsync(ct))
                    {
                        found.Add(new FoundPassage(
                            reader.GetString(0),
                            reader.GetString(1),
                            reader.GetString(2),
                            DateOnly.ParseExact(reader.GetString(3), "yyyy-MM-dd", CultureInfo.InvariantCulture),
                            reader.GetInt32(4) is > 0 and var number ? number : null,
                            Parts(reader.GetString(5))));
                    }

                    // Passages have no order of their own: where the list goes on is a place in it.
                    return new Listed<FoundPassage>(found.Count > most
                        ? new Page<FoundPassage>([.. found.Take(most)], ((after ?? 0) + most).ToString(CultureInfo.InvariantCulture))
                        : new Page<FoundPassage>(found, null));
                })
            .AllowAnonymous()
            .WithName(nameof(SearchDocuments))
            .WithTags("Documents");

    private static string Table(IReadOnlyStoreOptions store) => store.Schema.For<IssuedDocument>();

    private static string IndexOf(string language) => $"issued_words_{language}";

    private static string Sql(string table, string? language)
    {
        var found = string.Join(" union all ", Rules.Where(rules => language is null || rules.Language == language).Select(rules => InOneLanguage(table, rules.Language, rules.Rules)));
        return $"select symbol, language, title, date, coalesce(number, 0), excerpt from ({found}) found order by rank desc, date desc, symbol, language, number nulls first offset $4 limit $5";
    }

    /// <summary>The index tells which documents have the words; then their passages are looked at. Words that are left out count in the passage only.</summary>
    private static string InOneLanguage(string table, string language, string rules)
    {
        var query = $"websearch_to_tsquery('{rules}', {(language is "zh" ? "$2" : "$1")})";
        return $"""
            select data->>'Symbol' as symbol, data->>'Language' as language, {Content}->>'title' as title, {Content}->>'date' as date, passage.number,
                ts_headline('{rules}', translate(passage.body, '<', '{LessThan}'), {query}, 'StartSel={Before},StopSel={After},MaxFragments=2,MinWords=12,MaxWords=30,FragmentDelimiter=" … "') as excerpt,
                ts_rank_cd(to_tsvector('{rules}', passage.body), {query}) as rank
            from {table}, lateral (
                select null::int as number, {Parted($"{Content}->>'title'")} as body
                union all select null, {Parted("section->>'heading'")} from jsonb_array_elements({Content}->'sections') section
                union all select (paragraph->>'number')::int, {Parted("paragraph->>'text'")} from jsonb_array_elements({Content}->'sections') section, jsonb_array_elements(section->'paragraphs') paragraph) passage
            where data->>'Language' = '{language}' and ($3::text is null or data->>'EditionId' = $3::text)
                and {WordsOf(rules)} @@ querytree({query})::tsquery and to_tsvector('{rules}', passage.body) @@ {query}
            """;
    }

    /// <summary>All words of a document, from its title, headings and paragraphs.</summary>
    private static string WordsOf(string rules)
    {
        var all = $"(jsonb_path_query_array({Content}, '$.title') || jsonb_path_query_array({Content}, '$.sections[*].heading') || jsonb_path_query_array({Content}, '$.sections[*].paragraphs[*].text'))::text";
        // Line breaks are written as \n there.
        return $"to_tsvector('{rules}'::regconfig, {Parted($@"regexp_replace({all}, '\\[nrt]', ' ', 'g')")})";
    }

    /// <summary>With Chinese characters set apart from one another.</summary>
    private static string Parted(string text) => $@"regexp_replace({text}, '([㐀-鿿\uF900-\uFAFF])', ' \1 ', 'g')";

    /// <summary>What is searched for in Chinese: the characters of what stands together, one after the other.</summary>
    private static string InCharacters(string words) => Together().Replace(words, static match => $"\"{ChineseCharacter().Replace(match.Value, " $0 ")}\"");

    private static IReadOnlyList<ExcerptPart> Parts(string excerpt)
    {
        var text = ApartInChinese().Replace(excerpt, "").Replace($"{After}{Before}", "", StringComparison.Ordinal).Replace(LessThan, '<');
        return [.. Marked().Matches(text).Select(part => new ExcerptPart(part.Value.Trim(Before, After), part.Value[0] == Before)).Where(part => part.Text.Length > 0)];
    }

    [GeneratedRegex("[^\"\\s]*[㐀-鿿\uF900-\uFAFF][^\"\\s]*", RegexOptions.None, Matching.Patience)]
    private static partial Regex Together();

    [GeneratedRegex("[㐀-鿿\uF900-\uFAFF]", RegexOptions.None, Matching.Patience)]
    private static partial Regex ChineseCharacter();

    [GeneratedRegex("(?<=[㐀-鿿\uF900-\uFAFF][\u0002\u0003]?) +| +(?=[\u0002\u0003]?[㐀-鿿\uF900-\uFAFF])", RegexOptions.None, Matching.Patience)]
    private static partial Regex ApartInChinese();

    [GeneratedRegex("\u0002[^\u0003]*\u0003|[^\u0002]+", RegexOptions.None, Matching.Patience)]
    private static partial Regex Marked();
}
