using System.Globalization;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Store;
using Forum.Publishing.Proceedings;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>A paragraph names somebody who left an office, so that somebody must look at it.</summary>
public sealed record ParagraphQuestioned(Question Question, DateTimeOffset At);

/// <summary>The paragraph does not name who left any more, or the office is held again by whom it names.</summary>
public sealed record QuestionSettled(int Paragraph, Guid LeftOffice, DateTimeOffset At);

/// <summary>Why a paragraph may not be right as it stands. The text itself is left alone.</summary>
public sealed record Question
{
    /// <summary>Number of the paragraph.</summary>
    public required int Paragraph { get; init; }

    /// <summary>Id of the event by which the office was left.</summary>
    public required Guid LeftOffice { get; init; }

    /// <summary>In words, without the name.</summary>
    public required string Reason { get; init; }

    /// <summary>True when the text had been issued: it does not change, and whether it needs a corrigendum is for the secretariat to say.</summary>
    public required bool AfterIssue { get; init; }

    /// <summary>Why the paragraph is right as it stands; null while nobody has said so.</summary>
    public string? Confirmed { get; init; }

    internal bool IsOf(int paragraph, Guid leftOffice) => Paragraph == paragraph && LeftOffice == leftOffice;
}

/// <summary>Holds the names in a text against who left an office of a meeting. It finds names as they were given to the office, written out, in whatever case.</summary>
public static class Questioning
{
    /// <summary>Raises the questions that are due and not raised, settles those that are not due any more.</summary>
    public static IEnumerable<object> Decide(Summary summary, IReadOnlyCollection<KnownOffices> offices, DateTimeOffset now)
    {
        var due = Due(summary, offices).ToArray();
        foreach (var question in summary.Questions.Where(question => !due.Any(other => other.IsOf(question.Paragraph, question.LeftOffice))))
            yield return new QuestionSettled(question.Paragraph, question.LeftOffice, now);
        foreach (var question in due.Where(question => !summary.Questions.Any(other => other.IsOf(question.Paragraph, question.LeftOffice))))
            yield return new ParagraphQuestioned(question, now);
    }

    /// <exception cref="Refusal">A paragraph names who left an office, and nobody has said that it is right all the same.</exception>
    public static void MustBeSettled(Summary summary, IReadOnlyCollection<KnownOffices> offices)
    {
        foreach (var question in Unsettled(summary, offices))
        {
            throw new Refusal(
                "names-who-left",
                $"Paragraph {question.Paragraph}: {question.Reason} Write the paragraph anew, or confirm it with a reason (PUT .../paragraphs/{question.Paragraph}/confirmation).");
        }
    }

    /// <summary>What is questioned and not confirmed.</summary>
    internal static IEnumerable<Question> Unsettled(Summary summary, IReadOnlyCollection<KnownOffices> offices) =>
        Due(summary, offices).Where(due => !summary.Questions.Any(known => known.Confirmed is not null && known.IsOf(due.Paragraph, due.LeftOffice)));

    /// <summary>What was decided, and what has to be asked or needs no asking any more once it is so.</summary>
    public static IEnumerable<object> ThenQuestioned(this IEnumerable<object> decided, Summary summary, IReadOnlyCollection<KnownOffices> offices, DateTimeOffset now)
    {
        var after = summary;
        foreach (var e in decided)
        {
            after = after.Evolve(e);
            yield return e;
        }

        if (after != summary)
        {
            foreach (var e in Decide(after, offices, now))
                yield return e;
        }
    }

    /// <summary>What is known of the offices of the edition that a summary is of.</summary>
    internal static async Task<IReadOnlyList<KnownOffices>> OfficesOfSummary(this IQuerySession session, Guid summaryId, CancellationToken ct) =>
        await session.OfficesOf((await session.Require<Summary>(summaryId, ct)).EditionId, ct);

    /// <summary>Brings the summaries of an edition into line with what was heard. The caller has taken the turn of the edition's offices.</summary>
    internal static async Task BringIntoLine(IDocumentSession session, Guid editionId, IReadOnlyCollection<KnownOffices> offices, TimeProvider time, CancellationToken ct)
    {
        var summaries = await session.Query<Summary>().Where(summary => summary.EditionId == editionId).OrderBy(summary => summary.Id).ToListAsync(ct);
        if (summaries.Count == 0 || await session.LoadAsync<KnownEdition>(editionId, ct) is not { } edition)
            return;
        foreach (var summary in summaries)
        {
            var stream = await session.Events.FetchForWriting<Summary>(summary.Id, ct);
            stream.AppendMany([.. Decide(stream.Aggregate!, offices, edition.Clock.Now(time))]);
        }
    }

    private static IEnumerable<Question> Due(Summary summary, IReadOnlyCollection<KnownOffices> offices) =>
        from paragraph in summary.Paragraphs
        where paragraph.Text is not null
        from meeting in offices
        from left in meeting.NotHeldAnyMore()
        where Names(paragraph.Text!, left.Name)
        orderby paragraph.Number, left.At
        select new Question { Paragraph = paragraph.Number, LeftOffice = left.Id, Reason = InWords(meeting, left), AfterIssue = summary.IsIssued() };

    private static string InWords(KnownOffices meeting, LeftOffice left) => string.Create(
        CultureInfo.InvariantCulture,
        $"It names whoever was {left.Role} of {(meeting.Kind is MeetingKind.Plenary ? "plenary meeting" : "round table")} {meeting.Number}{(left.Participant is null ? "" : $" for {left.Participant}")} and left that office on {left.At:d MMMM yyyy, HH:mm}, before the meeting was held.");

    /// <summary>True when the name stands in the text as words of its own.</summary>
    private static bool Names(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + name.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
                return true;
        }

        return false;
    }
}
