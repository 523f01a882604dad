using System.Net;
using Forum.Hosting.Store;
using Forum.Kit;
using Forum.Publishing.FactChecks;
using Forum.Publishing.Summaries;

namespace Forum.Publishing.Tests;

/// <summary>
/// A summary is the chair's own account and no negotiated outcome: delegations point out errors of fact and nothing else, the chair clears the text, and somebody else issues it.
/// </summary>
public sealed class M6_The_way_to_issue
{
    private static readonly DateTimeOffset Closing = Texts.Noon.AddHours(48);

    private static object[] InFactCheck => [.. Texts.InReview, new FactCheckOpened(Closing, Texts.Noon)];

    [Fact]
    public void no_state_event_command_or_route_speaks_of_taking_a_position()
    {
        string[] words = ["Adopt", "Agree", "Vote", "Voting", "Approv", "Endors", "Bind", "Ratif", "Resolution", "Sponsor", "Amendment"];
        var names = typeof(Summary).Assembly.GetExportedTypes()
            .Where(type => type.Namespace is "Forum.Publishing.Summaries" or "Forum.Publishing.FactChecks" or "Forum.Publishing.Languages" or "Forum.Publishing.Corrections")
            .SelectMany(type => type.IsEnum ? Enum.GetNames(type).Append(type.Name) : type.GetProperties().Select(property => property.Name).Append(type.Name))
            .ToArray();
        names.ShouldContain(nameof(SummaryState.FactCheck));
        names.Where(name => words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))).ShouldBeEmpty();
        Enum.GetNames<SummaryState>().ShouldBe(["Drafting", "ChairReview", "FactCheck", "Cleared", "InTranslation", "Issued", "Corrected", "Superseded"]);
    }

    [Fact]
    public void delegations_are_asked_from_the_chairs_desk_until_an_instant_to_come()
    {
        Open(Texts.Given(Texts.InReview), Closing).Then(new FactCheckOpened(Closing, Texts.Noon));
        Open(Texts.Given(Texts.InReview), Texts.Noon).ThenRefused("window-over");
        Open(Texts.Given(Texts.Drafted, Texts.Format, Texts.Paragraph(1)), Closing).ThenRefused("summary-not-in-review");
        Open(Texts.Given(InFactCheck), Closing).ThenNothing();
        Open(Texts.Given(InFactCheck), Closing.AddHours(1)).ThenRefused("fact-check-open");
    }

    [Fact]
    public void comments_are_taken_until_the_window_closes_and_not_at_that_instant()
    {
        Comment(AnError, Closing.AddTicks(-1)).Events().OfType<CommentSubmitted>().ShouldHaveSingleItem();
        Comment(AnError, Closing).ThenRefused("fact-check-closed");
        Comment(AnError, Texts.Noon, Texts.InReview).ThenRefused("fact-check-closed");
        Comment(AnError, Texts.Noon, [.. InFactCheck, new SummaryReturned("a wrong date", Texts.Noon)]).ThenRefused("fact-check-closed");
    }

    [Fact]
    public void a_proposal_for_the_text_is_refused_with_its_reason_and_kept_as_refused()
    {
        var events = Comment(new() { Paragraph = 1, Type = CommentType.TextProposal, ShouldRead = "We propose to recommend that this be continued." }, Texts.Noon).Events();
        events.OfType<CommentSubmitted>().ShouldHaveSingleItem();
        events.OfType<CommentRefused>().ShouldHaveSingleItem().Reason.ShouldContain("not negotiated");
        events.Aggregate(new FactCheckComment(), (comment, e) => comment.Evolve(e)).State.ShouldBe(CommentState.Refused);
    }

    /// <summary>Hard case c6.6: what is called an error of fact and proposes words is what it is.</summary>
    [Theory]
    [InlineData("we propose to recommend a follow-up")]
    [InlineData("Participants decided to meet again")]
    [InlineData("The Forum adopts this text")]
    [InlineData("insert the words as appropriate")]
    [InlineData("States shall cooperate")]
    public void a_proposal_under_another_name_is_refused_too(string read) =>
        Comment(AnError with { Matter = FactualMatter.Misreport, Stands = "126 States spoke", ShouldRead = read }, Texts.Noon).Events().OfType<CommentRefused>().ShouldHaveSingleItem();

    [Fact]
    public void an_error_is_pointed_out_so_that_it_can_be_looked_at()
    {
        Comment(AnError with { Matter = null }, Texts.Noon).ThenRefused("matter-missing");
        Comment(AnError with { Stands = null }, Texts.Noon).ThenRefused("words-missing");
        Comment(AnError with { Stands = "128" }, Texts.Noon).ThenRefused("words-not-there");
        Comment(AnError with { ShouldRead = "126" }, Texts.Noon).ThenRefused("nothing-corrected");
        Comment(AnError with { ShouldRead = "many more" }, Texts.Noon).ThenRefused("count-missing");
        Comment(AnError with { Matter = FactualMatter.Date, ShouldRead = "on the day before" }, Texts.Noon).ThenRefused("date-missing");
        Comment(AnError with { Matter = FactualMatter.Title, ShouldRead = new string('x', 201) }, Texts.Noon).ThenRefused("name-too-long");
        Should.Throw<Refusal>(() => AnError.Decide(Guid.CreateVersion7(), Texts.Given(InFactCheck).State, "FRA", shown: null, Texts.Noon).ToArray()).Code.ShouldBe("paragraph-unknown");
    }

    [Fact]
    public void an_accepted_error_is_traced_from_what_was_shown_to_what_is_printed()
    {
        var comment = Comment(AnError, Texts.Noon).Events().Aggregate(new FactCheckComment(), (state, e) => state.Evolve(e));
        var command = new AcceptComment { Reason = "The list says so.", Text = "127 States spoke." };
        var written = command.Write(comment, Texts.Given(InFactCheck).State, Texts.Noon).ShouldNotBeNull();
        (written.Paragraph.Text, written.Comment).ShouldBe(("127 States spoke.", comment.Id));
        var change = Guid.CreateVersion7();
        var accepted = command.Decide(comment, "127 States spoke.", change, Texts.Noon).ShouldHaveSingleItem().ShouldBeOfType<CommentAccepted>();
        (accepted.Before, accepted.After, accepted.ChangedBy).ShouldBe(("126 States spoke.", "127 States spoke.", change));
        Should.Throw<Refusal>(() => command.Decide(comment, comment.Shown, null, Texts.Noon).ToArray()).Code.ShouldBe("nothing-changed");
        Should.Throw<Refusal>(() => command.Decide(comment.Evolve(accepted), "127 States spoke.", change, Texts.Noon).ToArray()).Code.ShouldBe("comment-decided");
        Should.Throw<Refusal>(() => new DeclineComment { Reason = "No." }.Decide(comment.Evolve(accepted), Texts.Noon).ToArray()).Code.ShouldBe("comment-decided");
    }

    [Fact]
    public void while_delegations_check_it_the_text_changes_by_their_errors_only()
    {
        var text = Texts.Given(InFactCheck);
        text.When(summary => Texts.Full("Other words.").Decide(summary, 1, [], Texts.Noon)).ThenRefused("summary-in-fact-check");
        text.When(new AddSection { Number = 2 }.Decide).ThenRefused("summary-in-fact-check");
        text.When(summary => InsertParagraph.Decide(summary, 1, Texts.Full("Words."), [], Texts.Noon)).ThenRefused("summary-in-fact-check");
    }

    [Fact]
    public void it_is_not_cleared_while_the_window_is_open_or_a_comment_undecided()
    {
        Clear(Texts.Given(InFactCheck), Closing.AddTicks(-1)).ThenRefused("fact-check-running");
        Clear(Texts.Given(InFactCheck), Closing, undecided: 1).ThenRefused("fact-check-undecided");
        Clear(Texts.Given(InFactCheck), Closing).Then<SummaryCleared>();
    }

    [Fact]
    public void where_the_edition_asks_delegations_it_is_not_cleared_before_they_were_asked()
    {
        var drafted = (SummaryDrafted)Texts.Drafted with { FactCheckRequired = true };
        object[] review = [drafted, .. Texts.InReview.Skip(1)];
        Clear(Texts.Given(review), Texts.Noon).ThenRefused("fact-check-required");
        Clear(Texts.Given([.. review, new FactCheckOpened(Closing, Texts.Noon)]), Closing).Then<SummaryCleared>();
        Clear(Texts.Given([.. review, new FactCheckOpened(Closing, Texts.Noon), new SummaryReturned("a wrong date", Closing), new SummarySubmitted(Closing)]), Closing.AddDays(1)).ThenRefused("fact-check-required");
        Clear(Texts.Given(Texts.InReview), Texts.Noon).Then<SummaryCleared>();
    }

    [Fact]
    public void it_can_be_returned_from_every_state_before_issue()
    {
        object[][] before = [Texts.InReview, InFactCheck, Texts.Cleared, [.. Texts.Cleared, new TranslationBegun("fr", Guid.CreateVersion7(), Texts.Noon)]];
        foreach (var state in before)
        {
            var returned = M8_Numbering.Fold(Texts.Given(state).State, summary => new ReturnSummary { Reason = "a wrong date" }.Decide(summary, Texts.Noon));
            (returned.State, returned.FactCheck, returned.ClearedBy).ShouldBe((SummaryState.Drafting, null, null));
        }
    }

    [Theory]
    [InlineData("writer", "cleared", "writer", true)]
    [InlineData("writer", "cleared", "cleared", true)]
    [InlineData("writer", "cleared", "another", false)]
    [InlineData("writer", "writer", "another", false)]
    public void who_wrote_or_cleared_does_not_issue(string wrote, string cleared, string issues, bool refused)
    {
        var summary = Texts.Given([Texts.Drafted, Texts.Format, (ParagraphWritten)Texts.Paragraph(1) with { By = wrote }, new SummarySubmitted(Texts.Noon), new SummaryCleared(Texts.Noon) { By = cleared }]).State;
        Action issue = () => FourEyes.MustHold(summary.Writers, summary.ClearedBy, issues);
        if (refused)
            Should.Throw<Refusal>(issue).Code.ShouldBe("four-eyes");
        else
            issue.ShouldNotThrow();
    }

    /// <summary>Whose words were written over has still had a hand in the text.</summary>
    [Fact]
    public void every_hand_that_was_ever_in_it_counts()
    {
        var summary = Texts.Given(
        [
            Texts.Drafted, (SectionAdded)Texts.Format with { By = "a" }, new SectionHeadingChanged(new Section(1, "Heading"), Texts.Noon) { By = "b" },
            (ParagraphWritten)Texts.Paragraph(1) with { By = "c" }, (ParagraphWritten)Texts.Written(1, "Over.") with { By = "d" },
            new ParagraphInserted(new Paragraph { Number = 1, Section = 1, Completeness = Completeness.Full, Text = "New." }, Texts.Noon) { By = "e" }, new ParagraphRemoved(1, Texts.Noon) { By = "f" },
        ]).State;
        summary.Writers.ShouldBe(["a", "b", "c", "d", "e", "f"]);
    }

    private static CommentOnFact AnError => new() { Paragraph = 1, Type = CommentType.FactualError, Matter = FactualMatter.Count, Stands = "126", ShouldRead = "127", Grounds = "We counted." };

    private static Decided Open(Decider<Summary> text, DateTimeOffset closesAt) => text.When(summary => new OpenFactCheck { ClosesAt = closesAt }.Decide(summary, [], Texts.Noon));

    private static Decided Clear(Decider<Summary> text, DateTimeOffset now, int undecided = 0) => text.When(summary => ClearSummary.Decide(summary, [], now, undecided));

    private static Decided Comment(CommentOnFact command, DateTimeOffset now, object[]? events = null) =>
        Texts.Given(events ?? InFactCheck).When(summary => command.Decide(Guid.CreateVersion7(), summary, "FRA", "126 States spoke.", now));
}

/// <summary>The same over HTTP, on an edition whose clock runs fast: the hard case c6.6.</summary>
[Collection<Issuing>]
public sealed class M6_The_way_to_issue_over_HTTP(PublishingFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer"), publisher = fixture.Service.As("organizer", subject: "who-issues"), anybody = fixture.Service.As(null);
    private readonly HttpClient france = fixture.Service.As("delegation", "FRA"), norway = fixture.Service.As("delegation", "NOR");

    [Fact]
    public async Task a_wrong_count_is_accepted_and_traced_and_a_proposal_refused()
    {
        var (edition, summary) = await UnderCheck("126 States spoke.");
        var paper = await france.Get($"/summaries/{summary}/fact-check");
        paper.Json.GetProperty("isOpen").GetBoolean().ShouldBeTrue();
        paper.Json.GetProperty("sections")[0].GetProperty("paragraphs")[0].GetProperty("text").GetString().ShouldBe("126 States spoke.");
        (await anybody.Get($"/summaries/{summary}")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        (await norway.Get($"/summaries/{summary}/fact-check")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");

        var comment = await france.Create($"/summaries/{summary}/fact-check/comments", Error("126", "127"));
        foreach (var _ in Enumerable.Range(0, 2))
        {
            (await france.Ask(HttpMethod.Post, $"/summaries/{summary}/fact-check/comments", new { paragraph = 1, type = "TextProposal", shouldRead = "We propose to recommend a follow-up." }))
                .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "text-proposal");
        }

        (await norway.Ask(HttpMethod.Post, $"/summaries/{summary}/fact-check/comments", Error("126", "127"))).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        (await france.Get($"/summaries/{summary}/fact-check/comments")).Items().Select(item => item.GetProperty("state").GetString()).ShouldBe(["Submitted", "Refused"]);
        (await norway.Get($"/summaries/{summary}/fact-check/comments")).Items().ShouldBeEmpty("a delegation sees its own");
        var address = $"/summaries/{summary}/fact-check/comments/{comment}";
        (await norway.Get(address)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        (await anybody.Get(address)).ShouldBeRefused(HttpStatusCode.Unauthorized, "not-authenticated");

        (await organizer.ChangeAt(HttpMethod.Post, address, "/acceptance", new { reason = "The list says so." })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "nothing-changed");
        (await organizer.ChangeAt(HttpMethod.Post, address, "/acceptance", new { reason = "The list says so.", text = "{memberStatesSpoke} States spoke." })).ShouldBeDone();
        var traced = (await france.Get(address)).Json;
        traced.GetProperty("state").GetString().ShouldBe("Accepted");
        traced.GetProperty("change").GetProperty("before").GetString().ShouldBe("126 States spoke.");
        traced.GetProperty("change").GetProperty("after").GetString().ShouldBe("127 States spoke.");
        await using var session = fixture.Session();
        var change = (await session.Events.FetchStreamAsync(summary)).Single(e => e.Id == traced.GetProperty("change").GetProperty("changedBy").GetGuid());
        change.Data.ShouldBeOfType<ParagraphWritten>().Comment.ShouldBe(comment);
        (await organizer.Change(HttpMethod.Post, summary, "clearance")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "fact-check-running");
        edition.ShouldNotBe(Guid.Empty);
    }

    [Fact]
    public async Task a_comment_that_is_declined_says_why_and_one_after_the_window_is_refused()
    {
        var (edition, summary) = await UnderCheck("127 States spoke.", hours: 48);
        var comment = await france.Create($"/summaries/{summary}/fact-check/comments", Error("127", "128"));
        await fixture.LetTimePass(edition, TimeSpan.FromHours(48));
        (await france.Ask(HttpMethod.Post, $"/summaries/{summary}/fact-check/comments", Error("127", "129"))).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "fact-check-closed");
        (await organizer.Change(HttpMethod.Post, summary, "clearance")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "fact-check-undecided");
        (await organizer.ChangeAt(HttpMethod.Post, $"/summaries/{summary}/fact-check/comments/{comment}", "/decline", new { reason = "The record has 127." })).ShouldBeDone();
        (await france.Get($"/summaries/{summary}/fact-check/comments/{comment}")).Json.GetProperty("reason").GetString().ShouldBe("The record has 127.");
        (await organizer.Change(HttpMethod.Post, summary, "clearance")).ShouldBeDone();
        (await organizer.Change(HttpMethod.Post, summary, "issue", new { symbol = "A/61/920", date = "2006-10-13" })).ShouldBeRefused(HttpStatusCode.Forbidden, "four-eyes");
        (await publisher.Change(HttpMethod.Post, summary, "issue", new { symbol = "A/61/920", date = "2006-10-13" })).ShouldBeDone();
        var read = await anybody.Get($"/summaries/{summary}");
        read.Body.ShouldNotContain("organizer-any");
        read.Body.ShouldNotContain("who-issues");
        (await anybody.Get("/documents/A/61/920?format=json")).Json.GetProperty("status").GetString()!.ShouldContain("not a negotiated outcome");
    }

    [Fact]
    public async Task a_comment_and_a_clearance_at_the_same_instant_overlook_nothing()
    {
        var (edition, summary) = await UnderCheck("127 States spoke.", hours: 48);
        await fixture.LetTimePass(edition, TimeSpan.FromHours(48) - TimeSpan.FromMilliseconds(400));
        var comments = Enumerable.Range(0, 8).Select(number => france.Ask(HttpMethod.Post, $"/summaries/{summary}/fact-check/comments", Error("127", $"{128 + number}")));
        var clearances = Enumerable.Range(0, 4).Select(_ => organizer.Change(HttpMethod.Post, summary, "clearance"));
        var answers = await Task.WhenAll(comments.Concat(clearances));
        await fixture.LetTimePass(edition, TimeSpan.FromHours(1));
        var taken = answers.Take(8).Count(answer => answer.Status is HttpStatusCode.Created);
        var cleared = answers.Skip(8).Any(answer => answer.Status is HttpStatusCode.NoContent);
        (taken > 0 && cleared).ShouldBeFalse("a text with an undecided comment was cleared");
        (await organizer.Get($"/summaries/{summary}/fact-check/comments")).Items().Length.ShouldBe(taken);
    }

    [Fact]
    public async Task a_text_that_tells_who_spoke_is_neither_shown_nor_cleared_and_every_place_is_told()
    {
        var summary = await organizer.Create("/summaries", new { editionId = fixture.Edition, title = "Summary of the Dialogue" });
        (await organizer.Change(HttpMethod.Post, summary, "sections", new { number = 1, heading = "Themes" })).ShouldBeDone();
        (await organizer.Change(HttpMethod.Put, summary, "paragraphs/1", new { section = 1, completeness = "Full", text = "France said so. The Forum decides to meet again." })).ShouldBeDone();
        (await organizer.Change(HttpMethod.Post, summary, "review")).ShouldBeDone();
        (await organizer.Change(HttpMethod.Post, summary, "fact-check", new { closesAt = "2099-01-01T00:00:00Z" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "wording");
        (await organizer.Change(HttpMethod.Post, summary, "clearance")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "wording");
        var hindrances = (await organizer.Get($"/summaries/{summary}/readiness")).Items();
        hindrances.Length.ShouldBeGreaterThanOrEqualTo(2);
        hindrances.ShouldAllBe(hindrance => hindrance.GetProperty("rule").GetString() == "wording" && hindrance.GetProperty("paragraph").GetInt32() == 1);
    }

    private async Task<(Guid Edition, Guid Summary)> UnderCheck(string text, int hours = 1_000)
    {
        var edition = await fixture.Know(Dialogue.First(), "FRA");
        var summary = await organizer.Create("/summaries", new { editionId = edition, title = "Summary of the Dialogue", factCheckRequired = true });
        (await organizer.Change(HttpMethod.Post, summary, "sections", new { number = 1, heading = "Format" })).ShouldBeDone();
        (await organizer.Change(HttpMethod.Put, summary, "paragraphs/1", new { section = 1, completeness = "Full", text })).ShouldBeDone();
        (await organizer.Change(HttpMethod.Post, summary, "review")).ShouldBeDone();
        (await organizer.Change(HttpMethod.Post, summary, "clearance")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "fact-check-required");
        (await organizer.Change(HttpMethod.Post, summary, "fact-check", new { closesAt = DateTimeOffset.UtcNow.AddHours(hours) })).ShouldBeDone();
        return (edition, summary);
    }

    private static object Error(string stands, string shouldRead) => new { paragraph = 1, type = "FactualError", matter = "Count", stands, shouldRead, grounds = "We counted." };
}
