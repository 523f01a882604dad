using Forum.Hosting.Store;
using Forum.Kit;
using Forum.Publishing.Points;

namespace Forum.Publishing.Tests;

public sealed class When_a_point_is_recorded
{
    [Theory]
    [InlineData(Quantifier.Participants, "participants", "asked for attention", "Participants asked for attention.")]
    [InlineData(Quantifier.Unattributed, "Governments", "were asked to act", "Governments were asked to act.")]
    [InlineData(Quantifier.NearlyAll, "Member States", "wished to go on", "Nearly all Member States wished to go on.")]
    [InlineData(Quantifier.Most, "participants", "agreed with that", "Most participants agreed with that.")]
    [InlineData(Quantifier.Many, "participants", "said so", "Many participants said so.")]
    [InlineData(Quantifier.ANumberOf, "countries", "had acted", "A number of countries had acted.")]
    [InlineData(Quantifier.Several, "participants", "told of it", "Several participants told of it.")]
    [InlineData(Quantifier.Some, "participants", "warned of it.", "Some participants warned of it.")]
    [InlineData(Quantifier.AFew, "participants", "warned of it", "A few participants warned of it.")]
    [InlineData(Quantifier.Suggested, "it", "fees be capped", "It was suggested that fees be capped.")]
    [InlineData(Quantifier.Others, "others", "preferred another way", "Others preferred another way.")]
    [InlineData(Quantifier.Consensus, "it", "money is private", "There was consensus that money is private.")]
    [InlineData(Quantifier.GeneralConsensus, "it", "it is urgent", "There was general consensus that it is urgent.")]
    [InlineData(Quantifier.Recognition, "it", "it is not enough", "There was recognition that it is not enough.")]
    [InlineData(Quantifier.WidespreadSupport, "it", "the proposal", "There was widespread support for the proposal.")]
    public void its_sentence_is_quantifier_subject_and_statement(Quantifier quantifier, string subject, string statement, string sentence) =>
        Record(quantifier, subject, statement).Sentence().ShouldBe(sentence);

    [Fact]
    public void every_quantifier_has_a_phrase() =>
        Enum.GetValues<Quantifier>().ShouldAllBe(quantifier => QuantifierPhrase.Sentence(quantifier, "participants", "said so").Length > 10);

    [Fact]
    public void it_says_something() => Should.Throw<Refusal>(() => Record(Quantifier.Many, "participants", "  ")).Code.ShouldBe("statement-empty");

    [Fact]
    public void a_quantifier_of_people_needs_a_subject() => Should.Throw<Refusal>(() => Record(Quantifier.Many, " ", "said so")).Code.ShouldBe("subject-empty");

    private static Point Record(Quantifier quantifier, string subject, string statement)
    {
        var command = new RecordPoint { EditionId = Guid.CreateVersion7(), Quantifier = quantifier, Subject = subject, Statement = statement };
        return command.Decide(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch).Aggregate(new Point(), (point, e) => point.Evolve(e));
    }
}

public sealed class When_events_are_stored
{
    [Fact]
    public void every_event_of_a_point_is_folded() => Folding.Covers<Point>(
        typeof(PointRecorded), typeof(PointOpened), typeof(PointReworded), typeof(NotesGathered), typeof(PointCounted), typeof(QuantifierChosen), typeof(ConsensusConfirmed));

    [Fact]
    public void every_event_of_a_note_and_of_the_policy_is_folded()
    {
        Folding.Covers<Notes.InterventionNote>(typeof(Notes.NoteBegun), typeof(Notes.NoteRevised));
        Folding.Covers<QuantifierPolicy>(typeof(QuantifierPolicyPublished));
    }

    [Fact]
    public void every_event_of_a_summary_is_folded() => Folding.Covers<Summaries.Summary>(
        typeof(Summaries.SummaryDrafted),
        typeof(Summaries.SectionAdded),
        typeof(Summaries.SectionHeadingChanged),
        typeof(Summaries.ParagraphWritten),
        typeof(Summaries.ParagraphInserted),
        typeof(Summaries.ParagraphRemoved),
        typeof(Summaries.SummarySubmitted),
        typeof(Summaries.SummaryReturned),
        typeof(Summaries.FactCheckOpened),
        typeof(Summaries.SummaryCleared),
        typeof(Summaries.TranslationBegun),
        typeof(Summaries.SummaryIssued),
        typeof(Summaries.LanguageIssued),
        typeof(Summaries.SummaryCorrected),
        typeof(Summaries.SummarySuperseded),
        typeof(Corrections.LateMatterNoted),
        typeof(Corrections.LateMatterSettled),
        typeof(Summaries.ParagraphQuestioned),
        typeof(Summaries.QuestionSettled),
        typeof(Summaries.ParagraphConfirmed));

    [Fact]
    public void every_event_of_what_belongs_to_a_summary_is_folded()
    {
        Folding.Covers<FactChecks.FactCheckComment>([.. FactChecks.FactCheckComment.Events]);
        Folding.Covers<Languages.LanguageVersion>([.. Languages.LanguageVersion.Events]);
        Folding.Covers<Corrections.Corrigendum>([.. Corrections.Corrigendum.Events]);
    }

    /// <summary>These names stand in the databases: an event whose class is renamed keeps its stored name.</summary>
    [Fact]
    public void their_names_are_those_that_were_stored_before()
    {
        using Marten.IDocumentStore store = Marten.DocumentStore.For(options =>
        {
            options.Connection("Host=nowhere");
            PublishingStore.Configure(options);
        });
        var named = store.Options.Events.AllKnownEventTypes().ToDictionary(type => type.EventType, type => type.EventTypeName);
        Point.Events.Concat(Summaries.Summary.Events).Select(type => named[type]).ShouldBe(
        [
            "point_recorded", "point_opened", "point_reworded", "notes_gathered", "point_counted", "quantifier_chosen", "consensus_confirmed", "summary_drafted", "section_added", "section_heading_changed", "paragraph_written", "paragraph_inserted", "paragraph_removed",
            "summary_submitted", "summary_returned", "fact_check_opened", "summary_cleared", "translation_begun", "summary_issued", "language_issued",
            "summary_corrected", "summary_superseded", "late_matter_noted", "late_matter_settled", "paragraph_questioned", "question_settled", "paragraph_confirmed",
        ]);
        Notes.InterventionNote.Events.Concat(QuantifierPolicy.Events).Select(type => named[type]).ShouldBe(["note_begun", "note_revised", "quantifier_policy_published"]);
        FactChecks.FactCheckComment.Events.Concat(Languages.LanguageVersion.Events).Concat(Corrections.Corrigendum.Events).Select(type => named[type]).ShouldBe(
        [
            "comment_submitted", "comment_refused", "comment_accepted", "comment_declined",
            "translation_started", "title_translated", "heading_translated", "paragraph_translated", "translation_renumbered", "translation_issued",
            "corrigendum_proposed", "corrigendum_rewritten", "corrigendum_cleared", "corrigendum_dismissed", "corrigendum_issued",
        ]);
    }
}
