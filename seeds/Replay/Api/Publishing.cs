using Forum.Replay.Data;

namespace Forum.Replay.Api;

/// <summary>A point, as Publishing shows it.</summary>
public sealed record PointSeen(Guid Id, int? Paragraph, string Statement);

/// <summary>A figure, as Publishing derived it.</summary>
/// <param name="Name"></param>
/// <param name="Value">Null when it is not known.</param>
/// <param name="Evidence">How many events it was counted from.</param>
public sealed record FigureSeen(string Name, decimal? Value, int Evidence);

/// <summary>A summary, as Publishing shows it.</summary>
public sealed record SummarySeen(Guid Id, long Version, string State, IReadOnlyList<NumberSeen> Sections, IReadOnlyList<NumberSeen> Paragraphs);

/// <summary>A part of a summary that is there.</summary>
public sealed record NumberSeen(int Number);

/// <summary>The part of Publishing's API that the replay uses.</summary>
public sealed class Publishing(Origin origin)
{
    private const string Root = "api/publishing";

    public Task<IReadOnlyList<PointSeen>> Points(Guid edition, CancellationToken ct) => origin.List<PointSeen>(Who.NoteTaker, $"{Root}/points?edition={edition}", ct);

    public Task<Made> Record(Guid edition, Point point, int number, CancellationToken ct) => origin.Create(
        Who.NoteTaker,
        $"{Root}/points",
        new { EditionId = edition, point.RoundTable, point.Quantifier, point.Subject, point.Statement, point.Paragraph },
        $"replay/{edition:N}/point/{number}",
        ct);

    public async Task<IReadOnlyList<FigureSeen>?> Figures(Guid edition, CancellationToken ct) =>
        (await origin.Read<FiguresSeen>(Who.Anybody, $"{Root}/editions/{edition}/figures", ct))?.Items;

    /// <summary>The summary of the edition; null when none was begun.</summary>
    public async Task<Guid?> FindSummary(Guid edition, CancellationToken ct) =>
        (await origin.List<Made>(Who.Organizer, $"{Root}/summaries?edition={edition}", ct)) is [var first, ..] ? first.Id : null;

    public Task<Made> Draft(Guid edition, Summary summary, CancellationToken ct) => origin.Create(
        Who.Organizer, $"{Root}/summaries", new { EditionId = edition, summary.Title, summary.StatusNote }, $"replay/{edition:N}/summary", ct);

    public async Task<SummarySeen> ReadSummary(Guid summary, CancellationToken ct) =>
        await origin.Read<SummarySeen>(Who.Organizer, $"{Root}/summaries/{summary}", ct) ?? throw new Refused("not-found", $"The summary {summary} is not there any more.");

    public Task<long?> AddSection(SummarySeen summary, Section section, Patience patience, CancellationToken ct) =>
        Change(HttpMethod.Post, summary, "sections", section, patience, ct);

    public Task<long?> WriteParagraph(SummarySeen summary, Paragraph paragraph, IEnumerable<Guid> points, Patience patience, CancellationToken ct) => Change(
        HttpMethod.Put, summary, $"paragraphs/{paragraph.Number}", new { paragraph.Section, paragraph.Completeness, paragraph.Text, Points = points.ToArray(), paragraph.Missing }, patience, ct);

    public Task<long?> Submit(SummarySeen summary, Patience patience, CancellationToken ct) => Change(HttpMethod.Post, summary, "review", null, patience, ct);

    public Task<long?> Clear(SummarySeen summary, Patience patience, CancellationToken ct) => Change(HttpMethod.Post, summary, "clearance", null, patience, ct);

    public Task<long?> Issue(SummarySeen summary, string symbol, DateOnly date, Patience patience, CancellationToken ct) =>
        origin.Change(Who.Publisher, HttpMethod.Post, $"{Root}/summaries/{summary.Id}/issue", new { Symbol = symbol, Date = date }, summary.Version, patience, ct);

    /// <summary>Whether the issued document is to be had in a form.</summary>
    public Task<bool> IsIssuedAs(string symbol, string form, CancellationToken ct) => origin.IsThere(Who.Anybody, $"{Root}/documents/{symbol}?format={form}", ct);

    private Task<long?> Change(HttpMethod method, SummarySeen summary, string what, object? body, Patience patience, CancellationToken ct) =>
        origin.Change(Who.Organizer, method, $"{Root}/summaries/{summary.Id}/{what}", body, summary.Version, patience, ct);

    private sealed record FiguresSeen(IReadOnlyList<FigureSeen> Items);
}
