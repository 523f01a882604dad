using Forum.Publishing.Proceedings;
using JasperFx.Events;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>A part of a summary and the event that wrote it as it stands.</summary>
public sealed record Written<T>(T Content, Source Source) : IFact;

/// <summary>A summary's parts with the events that wrote them: what the figures of the text itself are counted from.</summary>
public sealed record WrittenSummary(IReadOnlyList<Written<Section>> Sections, IReadOnlyList<Written<Paragraph>> Paragraphs)
{
    /// <summary>Of each part the event that wrote it last.</summary>
    public static WrittenSummary Of(IEnumerable<IEvent> events)
    {
        var sections = new SortedDictionary<int, Written<Section>>();
        var paragraphs = new SortedDictionary<int, Written<Paragraph>>();
        foreach (var e in events)
        {
            switch (e.Data)
            {
                case SectionAdded added:
                    sections[added.Section.Number] = new(added.Section, OurOwn(e));
                    break;
                case SectionHeadingChanged changed:
                    sections[changed.Section.Number] = new(changed.Section, OurOwn(e));
                    break;
                case ParagraphWritten written:
                    paragraphs[written.Paragraph.Number] = new(written.Paragraph, OurOwn(e));
                    break;
                case ParagraphInserted inserted:
                    Move(paragraphs, new Renumbering(inserted.Paragraph.Number, 1));
                    paragraphs[inserted.Paragraph.Number] = new(inserted.Paragraph, OurOwn(e));
                    break;
                case ParagraphRemoved removed:
                    paragraphs.Remove(removed.Number);
                    Move(paragraphs, new Renumbering(removed.Number + 1, -1));
                    break;
                default:
                    break;
            }
        }

        return new WrittenSummary([.. sections.Values], [.. paragraphs.Values]);
    }

    public static async Task<WrittenSummary> Read(IQuerySession session, Guid summaryId, CancellationToken ct) =>
        Of(await session.Events.FetchStreamAsync(summaryId, token: ct));

    private static void Move(SortedDictionary<int, Written<Paragraph>> paragraphs, Renumbering renumbering)
    {
        Written<Paragraph>[] moved = [.. paragraphs.Values.Select(written => written with { Content = renumbering.Of(written.Content) })];
        paragraphs.Clear();
        foreach (var written in moved)
            paragraphs[written.Content.Number] = written;
    }

    private static Source OurOwn(IEvent e) => new("publishing", e.Data.GetType().Name, e.StreamId, e.Id);
}
