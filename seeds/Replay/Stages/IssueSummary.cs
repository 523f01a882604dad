using Forum.Replay.Api;
using Forum.Replay.Data;

namespace Forum.Replay.Stages;

/// <summary>The chair's summary from its draft to the issued document, step by step, from wherever it stands.</summary>
public sealed class IssueSummary(Origin origin, Publishing publishing, Dialogue data, Guid edition, ILookup<int, Guid> points, Progress progress)
{
    private const string Issued = "Issued";
    private static readonly string[] Forms = ["html", "pdf", "docx", "akn", "txt", "json"];

    public async Task Run(CancellationToken ct)
    {
        var id = await publishing.FindSummary(edition, ct) ?? (await publishing.Draft(edition, data.Summary, ct)).Id;
        await origin.Bring(() => publishing.ReadSummary(id, ct), summary => summary.State is Issued, (summary, patience) => NextStep(summary, patience, ct));
        progress.Say($"Summary issued as {data.Summary.Symbol}, {data.Summary.Date:d MMMM yyyy}: {data.Paragraphs.Count} paragraphs");
        foreach (var form in Forms)
        {
            if (!await publishing.IsIssuedAs(data.Summary.Symbol, form, ct))
                throw new Refused("not-found", $"{data.Summary.Symbol} is issued, but not to be had as {form}.");
        }

        progress.Say($"It is to be had as {string.Join(", ", Forms)}");
    }

    private Task<long?> NextStep(SummarySeen summary, Patience patience, CancellationToken ct)
    {
        if (summary.State is "Cleared")
            return publishing.Issue(summary, data.Summary.Symbol, data.Summary.Date, patience, ct);
        if (data.Sections.FirstOrDefault(section => summary.Sections.All(there => there.Number != section.Number)) is { } section)
            return publishing.AddSection(summary, section, patience, ct);
        if (data.Paragraphs.FirstOrDefault(paragraph => summary.Paragraphs.All(there => there.Number != paragraph.Number)) is { } paragraph)
            return publishing.WriteParagraph(summary, paragraph, paragraph.Text is null ? points[paragraph.Number] : [], patience, ct);

        return summary.State is "Drafting" ? publishing.Submit(summary, patience, ct) : publishing.Clear(summary, patience, ct);
    }
}
